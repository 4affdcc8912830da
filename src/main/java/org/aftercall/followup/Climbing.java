package org.aftercall.followup;

import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.aftercall.kernel.Leases;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes what was not closed in time one level up, and what its owner left to who came after. */
@Component
class Climbing {
    /** So that no transaction is long, and a kill undoes little. */
    private static final int AT_ONCE = 250;

    private final EscalationSteps steps;
    private final Leases leases;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final Relief relief;
    private final DutyClock clock;
    private @Nullable LocalDateTime relieved;

    Climbing(
            EscalationSteps steps,
            Leases leases,
            TransactionTemplate transaction,
            ApplicationEventPublisher events,
            Relief relief,
            DutyClock clock) {
        this.steps = steps;
        this.leases = leases;
        this.transaction = transaction;
        this.events = events;
        this.relief = relief;
        this.clock = clock;
    }

    /** Twice a second: what is due climbs within one. */
    @Scheduled(fixedDelayString = "${aftercall.escalation-look-every:500ms}")
    void look() {
        leases.alone(
                "escalation-climbing",
                () -> {
                    // After a long stop one may be late for several levels: as often as needed.
                    while (Objects.requireNonNull(transaction.execute(_ -> climb())) > 0) {}
                    relieve();
                });
    }

    /** Shifts begin on a minute. */
    private void relieve() {
        var minute = clock.now().truncatedTo(ChronoUnit.MINUTES);
        if (!minute.equals(relieved)) {
            relief.relieve(clock.now());
            relieved = minute;
        }
    }

    private int climb() {
        var now = clock.instant();
        var climbed = steps.climb(now, clock.at(now), AT_ONCE);
        climbed.forEach(c -> events.publishEvent(new EscalationChanged(c.id(), c.owner())));
        return climbed.size();
    }
}
