package org.aftercall.soak;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/** When something was so for the first time; until then, when it was looked for last. */
final class Watch {
    private Instant at;
    private boolean seen;

    Watch(Instant from) {
        this.at = from;
    }

    boolean saw(BooleanSupplier claim) {
        if (!seen) {
            seen = claim.getAsBoolean();
            at = Instant.now();
        }
        return seen;
    }

    Duration after(Instant from) {
        return time(from, at);
    }

    /** Never less than nothing: two clocks may have told. */
    static Duration time(Instant from, Instant until) {
        return until.isBefore(from) ? Duration.ZERO : Duration.between(from, until);
    }
}
