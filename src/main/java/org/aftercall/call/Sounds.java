package org.aftercall.call;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.telephony.LineId;
import org.aftercall.telephony.Sound;
import org.aftercall.telephony.Switchboard;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** How the patients' lines sounded: read when the switchboard has written it into its book. */
@Component
public class Sounds {
    /** The book is behind by a second at most; after a restart of ours it still knows. */
    private static final Duration BACK = Duration.ofMinutes(10);

    private final SoundRows rows;
    private final Switchboard switchboard;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Sounds(
            SoundRows rows,
            Switchboard switchboard,
            TransactionTemplate transaction,
            ApplicationEventPublisher events,
            Clock clock) {
        this.rows = rows;
        this.switchboard = switchboard;
        this.transaction = transaction;
        this.events = events;
        this.clock = clock;
    }

    /** Known some seconds after a talk is over. */
    public Optional<Sound> of(CallId call) {
        return rows.of(call);
    }

    /** As the nurse's browser heard it; a desk phone tells nothing. */
    public Optional<Sound> atDesk(CallId call) {
        return rows.atDesk(call);
    }

    /** What the nurse's browser hears; each time it tells, that counts from then on. */
    @Transactional
    public void heardAtDesk(CallId call, Sound sound) {
        if (!(sound.mos() >= 1 && sound.mos() <= 5)
                || !(sound.jitterMs() >= 0 && sound.jitterMs() < 10_000)
                || !(sound.lossPercent() >= 0 && sound.lossPercent() <= 100)) {
            throw new Refusal(Kind.INVALID, "call.sound");
        }
        rows.atDesk(call, sound);
    }

    @Scheduled(fixedDelayString = "${aftercall.call.sweep-every:5s}")
    void readAll() {
        rows.unread(clock.instant().minus(BACK)).forEach(this::read);
    }

    private void read(CallId call) {
        switchboard
                .soundOf(new LineId(call.value()))
                .ifPresent(sound ->
                        transaction.executeWithoutResult(_ -> {
                            if (rows.add(call, sound)) {
                                events.publishEvent(new CallChanged(call));
                            }
                        }));
    }
}
