package org.aftercall.transcript;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.aftercall.call.CallId;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Who learns what was heard: the screens, and whoever looks for what may matter. */
@Component
class CaptionTold {
    private final ApplicationEventPublisher events;
    private final Cues cues;
    private final CaptionsElsewhere elsewhere;

    CaptionTold(ApplicationEventPublisher events, Cues cues, CaptionsElsewhere elsewhere) {
        this.events = events;
        this.cues = cues;
        this.elsewhere = elsewhere;
    }

    void show(CallId call, Caption caption) {
        events.publishEvent(
                new CaptionHeard(
                        call,
                        caption.seq(),
                        caption.speaker(),
                        caption.fromMs(),
                        caption.text(),
                        caption.done()));
    }

    /** A sentence is over. */
    void suggest(CallId call, Caption caption) {
        cues.live(
                call,
                new Utterance(
                        caption.seq(),
                        caption.speaker(),
                        caption.fromMs(),
                        Objects.requireNonNull(caption.words().getLast()).e(),
                        caption.words()));
    }

    /** What was heard here, and before or meanwhile at other applications, in its order. */
    List<Caption> with(CallId call, List<Caption> here) {
        var all = new TreeMap<Integer, Caption>();
        elsewhere.of(call).forEach(c -> all.put(c.seq(), c));
        here.forEach(c -> all.put(c.seq(), c));
        return List.copyOf(all.values());
    }

    Set<CallId> elsewhere() {
        return elsewhere.calls();
    }

    void forget(CallId call) {
        elsewhere.forget(call);
    }
}
