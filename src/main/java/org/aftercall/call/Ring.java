package org.aftercall.call;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.aftercall.kernel.CallerId;
import org.jspecify.annotations.Nullable;

/**
 * How a patient is rung.
 *
 * @param ringFor how long before it counts as no answer
 * @param record whether both sides are recorded from the moment he picks up
 * @param detectMachine whether an answering machine is listened for
 * @param shown the number that he is shown; null for the trunk's own
 * @param language in which the house speaks to him; null when nobody knows
 * @param until when his hours end, or what was looked at before is too long ago: a nurse who picks
 *     up later than that has no call; null when that does not matter
 */
public record Ring(
        Duration ringFor,
        boolean record,
        boolean detectMachine,
        @Nullable CallerId shown,
        @Nullable Locale language,
        @Nullable Instant until) {
    public Ring(Duration ringFor, boolean record, boolean detectMachine) {
        this(ringFor, record, detectMachine, null, null, null);
    }

    /** The same by a nurse who hears for herself who picks up. */
    public Ring byHand() {
        return new Ring(ringFor, record, false, shown, language, until);
    }
}
