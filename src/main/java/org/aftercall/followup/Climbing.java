package org.aftercall.followup;

import java.time.Clock;
import java.util.Objects;
import org.aftercall.kernel.Leases;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes what was not closed in time one level up. */
@Component
class Climbing {
    /** So that no transaction is long, and a kill undoes little. */
    private static final int AT_ONCE = 250;

    private final EscalationSteps steps;
    private final Leases leases;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Climbing(
            EscalationSteps steps,
            Leases leases,
            TransactionTemplate transaction,
            ApplicationEventPublisher events,
            Clock clock) {
        this.steps = steps;
        this.leases = leases;
        this.transaction = transaction;
        this.events = events;
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
                });
    }

    private int climb() {
        var climbed = steps.climb(clock.instant(), AT_ONCE);
        climbed.forEach(c -> events.publishEvent(new EscalationChanged(c.id(), c.owner())));
        return climbed.size();
    }
}
