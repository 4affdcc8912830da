package org.aftercall.worklist;

import java.time.Clock;
import org.aftercall.kernel.Leases;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Sees to it that no promised callback is forgotten silently. */
@Component
class CallbackWatch {
    private final Tasks tasks;
    private final Leases leases;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    CallbackWatch(
            Tasks tasks,
            Leases leases,
            TransactionTemplate transaction,
            ApplicationEventPublisher events,
            Clock clock) {
        this.tasks = tasks;
        this.leases = leases;
        this.transaction = transaction;
        this.events = events;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "${aftercall.worklist.callback-watch-every:15s}")
    public void look() {
        leases.alone("callback-watch", () -> transaction.executeWithoutResult(_ -> tellOfMissed()));
    }

    private void tellOfMissed() {
        for (var task : tasks.missedCallbacks(clock.instant())) {
            events.publishEvent(new CallbackMissed(task));
            events.publishEvent(new TaskChanged(task));
        }
    }
}
