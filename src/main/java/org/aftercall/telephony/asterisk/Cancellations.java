package org.aftercall.telephony.asterisk;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.aftercall.telephony.LineId;

/**
 * The lines that we hung up ourselves, for a minute. Asterisk makes a channel a moment after it
 * took the order; a hang-up in that moment finds nothing and must be said again.
 */
final class Cancellations {
    private static final Duration KEPT = Duration.ofMinutes(1);

    private record Order(Instant at, boolean obeyed) {}

    private final Map<LineId, Order> orders = new ConcurrentHashMap<>();
    private final Clock clock;

    Cancellations(Clock clock) {
        this.clock = clock;
    }

    void ordered(LineId line) {
        Instant now = clock.instant();
        orders.values().removeIf(order -> order.at().isBefore(now.minus(KEPT)));
        orders.put(line, new Order(now, false));
    }

    void obeyed(LineId line) {
        orders.computeIfPresent(line, (_, order) -> new Order(order.at(), true));
    }

    boolean contains(LineId line) {
        return orders.containsKey(line);
    }

    boolean unheard(LineId line) {
        Order order = orders.get(line);
        return order != null && !order.obeyed();
    }

    void forget(LineId line) {
        orders.remove(line);
    }
}
