package org.aftercall.call;

import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import org.aftercall.kernel.DeskKind;
import org.aftercall.kernel.Extension;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.telephony.LineId;
import org.aftercall.telephony.Switchboard;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Desks that try their own line. It is no call: nobody else is rung, nothing is recorded or kept,
 * and it gives way as soon as the desk is wanted for one.
 */
@Service
@Transactional
public class Echoes {
    private final EchoRows rows;
    private final SeatRows seats;
    private final Reach reach;
    private final Bells bells;
    private final Switchboard switchboard;
    private final Clock clock;

    Echoes(
            EchoRows rows,
            SeatRows seats,
            Reach reach,
            Bells bells,
            Switchboard switchboard,
            Clock clock) {
        this.rows = rows;
        this.seats = seats;
        this.reach = reach;
        this.bells = bells;
        this.switchboard = switchboard;
        this.clock = clock;
    }

    /**
     * Rings this desk; who picks up hears a few words in this language, and then herself. Says
     * nothing while that goes on already. Refused while the desk has a call or a seat.
     */
    public Echo begin(Extension desk, DeskKind kind, Locale language) {
        reach.checkFree(desk, "desk.testInCall");
        if (seats.of(desk).isPresent()) {
            throw new Refusal(Kind.CONFLICT, "desk.testReady");
        }
        reach.checkDesk(desk, kind);
        var line = LineId.next();
        var now = clock.instant();
        if (rows.begin(desk, kind, line, now)) {
            bells.test(line, desk, kind, language);
        }
        return rows.of(desk, now).orElseThrow();
    }

    /** The last one of this desk. */
    @Transactional(readOnly = true)
    public Optional<Echo> of(Extension desk) {
        return rows.of(desk, clock.instant())
                .map(echo ->
                        echo.live()
                                ? echo
                                : echo.with(switchboard.soundOf(echo.line()).orElse(null)));
    }

    /** Says nothing when there is none. */
    public void end(Extension desk) {
        bells.hush(desk);
    }
}
