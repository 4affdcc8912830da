package org.aftercall.call;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.aftercall.telephony.LineId;
import org.aftercall.telephony.LiveLine;
import org.aftercall.telephony.Switchboard;
import org.aftercall.telephony.WireDown;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * When open calls are compared with the switchboard: at the start, when the wire came back, and
 * every few seconds for what got stuck.
 */
@Component
class Sweep {
    private static final Logger log = LoggerFactory.getLogger(Sweep.class);

    private final CallRows rows;
    private final Switchboard switchboard;
    private final Comparison comparison;
    private final Seats seats;
    private final Survivors survivors;
    private final Clock clock;

    /** Seats whose telephone was not there at the last look. */
    private volatile Set<LineId> gone = Set.of();

    Sweep(
            CallRows rows,
            Switchboard switchboard,
            Comparison comparison,
            Seats seats,
            Survivors survivors,
            Clock clock) {
        this.rows = rows;
        this.switchboard = switchboard;
        this.comparison = comparison;
        this.seats = seats;
        this.survivors = survivors;
        this.clock = clock;
    }

    @Async
    @TransactionalEventListener
    void on(WireChanged wire) {
        if (wire.up()) {
            compare(rows.open(), seats.open());
        }
    }

    @Scheduled(fixedDelayString = "${aftercall.call.sweep-every:5s}")
    void sweep() {
        var open = rows.open();
        var seated = seats.open();
        if (!open.isEmpty() || !seated.isEmpty()) {
            compare(open, seated);
        }
        vacate(seated);
    }

    /** Not there twice in succession: a network that stumbles costs nobody her seat. */
    private void vacate(List<Seat> seated) {
        var before = gone;
        var missing = seated.stream().filter(Seat::taken).filter(seat -> !there(seat)).toList();
        gone = missing.stream().map(Seat::line).collect(Collectors.toSet());
        missing.stream().filter(seat -> before.contains(seat.line())).forEach(seats::vacate);
    }

    private boolean there(Seat seat) {
        try {
            return switchboard.reachable(seat.desk(), seat.kind(), seat.line());
        } catch (WireDown down) {
            log.debug("Nobody tells where desks are: {}", down.getMessage());
            return true;
        }
    }

    /** Both were read before the lines are: a line that comes up in between is not missed. */
    private void compare(List<Call> open, List<Seat> seated) {
        try {
            var asked = clock.instant();
            var roll = switchboard.roll();
            var live =
                    roll.lines().stream()
                            .collect(Collectors.toMap(LiveLine::line, Function.identity()));
            seats.compare(seated, live, roll, asked);
            for (var call : open) {
                if (live.containsKey(call.line()) || !roll.unseen().test(wire(call))) {
                    comparison.compare(call.id(), live, asked);
                }
            }
            survivors.hangUp(roll.lines());
        } catch (WireDown down) {
            log.debug("The wire is down, nothing can be compared: {}", down.getMessage());
        }
    }

    /** The line that tells where the call is: the patient's, once there is one. */
    private static LineId wire(Call call) {
        return call.times().dialed() == null && call.post() != null ? call.deskLine() : call.line();
    }
}
