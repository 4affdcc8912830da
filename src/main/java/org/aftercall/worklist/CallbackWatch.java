package org.aftercall.worklist;

import java.time.Clock;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Sees to it that no promised callback is forgotten silently. */
@Component
class CallbackWatch {
    private final Tasks tasks;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    CallbackWatch(Tasks tasks, ApplicationEventPublisher events, Clock clock) {
        this.tasks = tasks;
        this.events = events;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "${aftercall.worklist.callback-watch-every:15s}")
    @Transactional
    public void look() {
        for (var task : tasks.missedCallbacks(clock.instant())) {
            events.publishEvent(new CallbackMissed(task));
            events.publishEvent(new TaskChanged(task));
        }
    }
}
