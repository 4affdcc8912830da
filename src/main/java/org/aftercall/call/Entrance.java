package org.aftercall.call;

import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import org.aftercall.telephony.Farewell;
import org.aftercall.telephony.LineEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who calls in. Each is a call from the first ring on, unless too many come at once or one number
 * comes too often, or is being rung by us at this moment: those hear that the line is engaged.
 */
@Service
@Transactional
public class Entrance {
    private static final Logger log = LoggerFactory.getLogger(Entrance.class);
    private static final Duration OFTEN = Duration.ofMinutes(10);

    private final CallRows rows;
    private final CallerRows callers;
    private final Orders orders;
    private final ApplicationEventPublisher events;
    private final CallSettings settings;
    private final Clock clock;

    Entrance(
            CallRows rows,
            CallerRows callers,
            Orders orders,
            ApplicationEventPublisher events,
            CallSettings settings,
            Clock clock) {
        this.rows = rows;
        this.callers = callers;
        this.orders = orders;
        this.events = events;
        this.settings = settings;
        this.clock = clock;
    }

    void arrived(LineEvent.Arrived caller) {
        var id = new CallId(caller.line().value());
        if (rows.find(id).isPresent()) {
            return;
        }
        var call = Call.arrived(id, caller.from(), caller.at());
        if (full(caller) || !rows.addCaller(call)) {
            log.info("Caller {} was refused", id.value());
            orders.refuse(caller.line());
            return;
        }
        events.publishEvent(new CallArrived(id));
    }

    /** Hidden numbers are no number of their own: all of them together are as many as lines. */
    private boolean full(LineEvent.Arrived caller) {
        var from = caller.from();
        var most = from == null ? settings.inboundLines() : settings.inboundPerNumber();
        return callers.now() >= settings.inboundLines()
                || callers.since(from, clock.instant().minus(OFTEN)) >= most;
    }

    /** What he will hear of us, he hears in this language alone. */
    public void speak(CallId id, Locale language) {
        callers.speaks(id, language);
    }

    /**
     * Lets him in: he hears who we are, then music, until {@link Parking#take} brings him to a
     * desk.
     *
     * @param record whether both sides are recorded from here on
     */
    public void letIn(CallId id, boolean record) {
        var call = rows.locked(id).filter(Call::live);
        if (call.isPresent() && callers.admitted(id, record, clock.instant())) {
            orders.welcome(call.get(), record);
        }
    }

    /** He hears why nobody is there, and the line ends. Says nothing when somebody took him. */
    public boolean turnAway(CallId id, Farewell words) {
        var call = rows.locked(id).filter(Call::live);
        if (call.isEmpty() || !rows.abandoned(id, clock.instant())) {
            return false;
        }
        orders.dismiss(call.get(), words);
        events.publishEvent(new CallChanged(id));
        return true;
    }
}
