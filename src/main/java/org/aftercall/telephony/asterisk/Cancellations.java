package org.aftercall.telephony.asterisk;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.aftercall.telephony.LineId;

/**
 * The lines that we hung up ourselves, for a minute. Asterisk makes a channel a moment after it
 * took the order; a hang-up in that moment finds nothing and must be said again. Nor may it be said
 * again only because the end of the line is heard before Asterisk's answer.
 */
final class Cancellations {
    private static final Duration KEPT = Duration.ofMinutes(1);

    private enum Stage {
        /** On its way to Asterisk. */
        SAID,
        /** On its way, and the line has given a sign of life since. */
        ALIVE,
        /** Asterisk knew of no such line. */
        UNHEARD,
        OBEYED
    }

    private record Order(Instant at, Stage stage) {}

    private final Map<LineId, Order> orders = new HashMap<>();
    private final Clock clock;

    Cancellations(Clock clock) {
        this.clock = clock;
    }

    synchronized void ordered(LineId line) {
        Instant now = clock.instant();
        orders.values().removeIf(order -> order.at().isBefore(now.minus(KEPT)));
        orders.put(line, new Order(now, Stage.SAID));
    }

    /**
     * Asterisk's answer.
     *
     * @return whether it is to be said again at once: the line has come to life meanwhile
     */
    synchronized boolean answered(LineId line, boolean obeyed) {
        boolean again = !obeyed && is(line, Stage.ALIVE);
        to(line, obeyed ? Stage.OBEYED : again ? Stage.SAID : Stage.UNHEARD);
        return again;
    }

    /** It never got there: it is to be said at the line's next sign of life. */
    synchronized void lost(LineId line) {
        to(line, Stage.UNHEARD);
    }

    /**
     * A sign of life of a line.
     *
     * @return whether it is to be hung up now
     */
    synchronized boolean seen(LineId line) {
        boolean unheard = is(line, Stage.UNHEARD);
        if (unheard) {
            to(line, Stage.SAID);
        } else if (is(line, Stage.SAID)) {
            to(line, Stage.ALIVE);
        }
        return unheard;
    }

    synchronized boolean contains(LineId line) {
        return orders.containsKey(line);
    }

    synchronized void forget(LineId line) {
        orders.remove(line);
    }

    private boolean is(LineId line, Stage stage) {
        Order order = orders.get(line);
        return order != null && order.stage() == stage;
    }

    private void to(LineId line, Stage stage) {
        orders.computeIfPresent(line, (_, order) -> new Order(order.at(), stage));
    }
}
