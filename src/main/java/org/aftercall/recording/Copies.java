package org.aftercall.recording;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.aftercall.recording.media.Bleep;
import org.aftercall.recording.media.RedactedCopy;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Copies with tones that were made lately: a listener asks for many stretches of one, and each copy
 * costs one reading of the whole. In memory only, and only what differs from the original.
 */
@Component
class Copies {
    private static final long MOST_BYTES = 32 << 20;
    private static final Duration LATELY = Duration.ofMinutes(10);

    private final Clock clock;
    private final Map<Name, Made> lately = new LinkedHashMap<>(16, 0.75f, true);
    private final List<Object> desks = Stream.generate(Object::new).limit(16).toList();

    Copies(Clock clock) {
        this.clock = clock;
    }

    /** Other words make another copy. */
    record Name(RecordingId recording, List<Bleep> bleeps) {}

    private record Made(RedactedCopy copy, Instant used) {}

    interface Making {
        RedactedCopy make() throws IOException;
    }

    /** Who asks for one that is being made waits for it. */
    RedactedCopy of(Name name, Making making) throws IOException {
        synchronized (desks.get(Math.floorMod(name.hashCode(), desks.size()))) {
            var known = known(name);
            if (known != null) {
                return known;
            }
            var made = making.make();
            remember(name, made);
            return made;
        }
    }

    private synchronized @Nullable RedactedCopy known(Name name) {
        var now = clock.instant();
        lately.values().removeIf(made -> made.used.isBefore(now.minus(LATELY)));
        var made = lately.get(name);
        if (made == null) {
            return null;
        }
        lately.put(name, new Made(made.copy, now));
        return made.copy;
    }

    private synchronized void remember(Name name, RedactedCopy made) {
        lately.put(name, new Made(made, clock.instant()));
        long bytes = lately.values().stream().mapToLong(m -> m.copy.weight()).sum();
        var eldest = lately.entrySet().iterator();
        while (bytes > MOST_BYTES && eldest.hasNext()) {
            bytes -= eldest.next().getValue().copy.weight();
            eldest.remove();
        }
    }
}
