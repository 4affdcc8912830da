package org.aftercall.bench;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.aftercall.telephony.LineEvent;
import org.aftercall.telephony.LineId;
import org.aftercall.telephony.LineListener;
import org.aftercall.telephony.WireState;
import org.jspecify.annotations.Nullable;

/**
 * When the switchboard, by its own clock, said that a line was answered, joined and over; no
 * component, tests scan here.
 */
final class WireTimes implements LineListener {
    private final Map<LineId, Instant> answered = new ConcurrentHashMap<>();
    private final Map<LineId, Instant> joined = new ConcurrentHashMap<>();
    private final Map<LineId, Instant> ended = new ConcurrentHashMap<>();

    @Override
    public void on(LineEvent event) {
        switch (event) {
            case LineEvent.Answered(var line, var at) -> answered.putIfAbsent(line, at);
            case LineEvent.Joined(var line, _, var at) -> joined.putIfAbsent(line, at);
            case LineEvent.Ended(var line, var at, _, _, _) -> ended.putIfAbsent(line, at);
            case LineEvent.Arrived _,
                    LineEvent.Judged _,
                    LineEvent.Ringing _,
                    LineEvent.Parted _ -> {}
        }
    }

    @Override
    public void on(WireState state) {}

    @Nullable Instant answered(LineId line) {
        return answered.get(line);
    }

    @Nullable Instant joined(LineId line) {
        return joined.get(line);
    }

    @Nullable Instant ended(LineId line) {
        return ended.get(line);
    }
}
