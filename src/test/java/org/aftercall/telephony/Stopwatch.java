package org.aftercall.telephony;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** When the switchboard said that a line answered and that it was joined, by its own clock. */
public final class Stopwatch implements LineListener {
    public final Map<LineId, Instant> answered = new ConcurrentHashMap<>();
    public final Map<LineId, Instant> joined = new ConcurrentHashMap<>();

    @Override
    public void on(LineEvent event) {
        if (event instanceof LineEvent.Answered(var line, var at)) {
            answered.putIfAbsent(line, at);
        } else if (event instanceof LineEvent.Joined(var line, _, var at)) {
            joined.putIfAbsent(line, at);
        }
    }

    @Override
    public void on(WireState state) {}
}
