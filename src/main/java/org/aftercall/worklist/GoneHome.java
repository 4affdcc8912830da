package org.aftercall.worklist;

import org.aftercall.staff.Presence;
import org.aftercall.staff.PresenceChanged;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Who signs out with a patient before her, not yet dialed, leaves him to the others at once. */
@Component
class GoneHome {
    private final Tasks tasks;
    private final ApplicationEventPublisher events;

    GoneHome(Tasks tasks, ApplicationEventPublisher events) {
        this.tasks = tasks;
        this.events = events;
    }

    /** In the transaction that signs her out. */
    @EventListener
    void on(PresenceChanged event) {
        if (event.presence() == Presence.OFFLINE) {
            tasks.releaseAll(event.who(), null)
                    .forEach(task -> events.publishEvent(new TaskChanged(task)));
        }
    }
}
