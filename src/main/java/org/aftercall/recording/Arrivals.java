package org.aftercall.recording;

import com.github.kagkarlsson.scheduler.Scheduler;
import org.aftercall.call.CallEnded;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/** Hears that a call is over. Named, because calls that come in are arrivals, too. */
@Component("recordingArrivals")
class Arrivals {
    private final Shelf shelf;
    private final Scheduler scheduler;

    Arrivals(Shelf shelf, Scheduler scheduler) {
        this.shelf = shelf;
        this.scheduler = scheduler;
    }

    @ApplicationModuleListener
    void on(CallEnded event) {
        if (event.answered()) {
            shelf.ended(event.call(), event.at()).ifPresent(id -> Keeping.schedule(scheduler, id));
        }
    }
}
