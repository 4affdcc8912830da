package org.aftercall.bench;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.aftercall.telephony.LineEvent;
import org.aftercall.telephony.LineId;
import org.aftercall.telephony.LineListener;
import org.aftercall.telephony.WireState;

/** Remembers of every line whether its answer, its joining and its end were told. */
final class Heard implements LineListener {
    private final Set<LineId> answered = ConcurrentHashMap.newKeySet();
    private final Set<LineId> joined = ConcurrentHashMap.newKeySet();
    private final Set<LineId> ended = ConcurrentHashMap.newKeySet();

    @Override
    public void on(LineEvent event) {
        switch (event) {
            case LineEvent.Answered(var line, _) -> answered.add(line);
            case LineEvent.Joined(var line, _, _) -> joined.add(line);
            case LineEvent.Ended ended -> this.ended.add(ended.line());
            default -> {}
        }
    }

    @Override
    public void on(WireState state) {}

    boolean joined(LineId line) {
        return joined.contains(line);
    }

    /** How many of the three were never told. */
    int lost(LineId line) {
        return (answered.contains(line) ? 0 : 1)
                + (joined.contains(line) ? 0 : 1)
                + (ended.contains(line) ? 0 : 1);
    }
}
