package org.aftercall.transcript;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.aftercall.call.CallId;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * What another application hears of a talk and this one shows: kept in memory while the talk lasts,
 * for screens that come later, and nowhere else.
 */
@Component
public class CaptionsElsewhere {
    private static final int TALKS = 500;

    private final ApplicationEventPublisher events;
    private final Map<CallId, TreeMap<Integer, Caption>> talks = new LinkedHashMap<>();

    CaptionsElsewhere(ApplicationEventPublisher events) {
        this.events = events;
    }

    /** Something happened to a call at another application. */
    record CallMoved(CallId call) {}

    /** Anything may have happened at others. */
    record CallsMoved() {}

    /** A line that another application made. */
    public void heard(CaptionHeard line) {
        synchronized (talks) {
            var lines = talks.remove(line.call());
            if (lines == null) {
                lines = new TreeMap<>();
            }
            Lines.put(
                    lines,
                    new Caption(
                            line.seq(),
                            line.speaker(),
                            line.fromMs(),
                            line.text(),
                            line.done(),
                            List.of()));
            // Who was heard last stands last.
            talks.put(line.call(), lines);
            if (talks.size() > TALKS) {
                talks.remove(talks.keySet().iterator().next());
            }
        }
    }

    /** Another application changed a call that this one may be listening to. */
    public void moved(CallId call) {
        events.publishEvent(new CallMoved(call));
    }

    /** What others told in the meantime was not heard here. */
    public void missed() {
        events.publishEvent(new CallsMoved());
    }

    List<Caption> of(CallId call) {
        synchronized (talks) {
            var lines = talks.get(call);
            return lines == null ? List.of() : List.copyOf(lines.values());
        }
    }

    Set<CallId> calls() {
        synchronized (talks) {
            return Set.copyOf(talks.keySet());
        }
    }

    void forget(CallId call) {
        synchronized (talks) {
            talks.remove(call);
        }
    }
}
