package org.aftercall.kernel;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is dear to find out and asked by many: one looks, and for some seconds the others have what
 * she found; who asks while somebody looks waits for it. Two who may not see the same need two
 * keys. To be asked outside a transaction, so that who waits holds no connection.
 *
 * @param <K> what is looked at, and by whom as far as it matters
 */
public final class SharedLook<K, V> {
    private final Map<K, Spot<V>> spots = new ConcurrentHashMap<>();
    private final Clock clock;
    private final Duration lasts;

    /**
     * @param lasts how long what was found is good enough, since it was found
     */
    public SharedLook(Clock clock, Duration lasts) {
        this.clock = clock;
        this.lasts = lasts;
    }

    private record Found<V>(V what, Instant at) {}

    private static final class Spot<V> {
        private @Nullable Found<V> last;
    }

    /** Who fails to look leaves it to the next. */
    public V at(K key, Supplier<V> look) {
        var spot = spots.computeIfAbsent(key, _ -> new Spot<>());
        synchronized (spot) {
            var last = spot.last;
            if (last == null || isOver(last)) {
                last = new Found<>(look.get(), clock.instant());
                spot.last = last;
            }
            return last.what;
        }
    }

    /** Also when the clock was set back. */
    private boolean isOver(Found<V> last) {
        var age = Duration.between(last.at, clock.instant());
        return age.isNegative() || age.compareTo(lasts) >= 0;
    }
}
