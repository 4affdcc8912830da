package org.aftercall.recording;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Recordings that must stay, whatever the rules and the person say. Prints as an id only.
 *
 * @param patient all of this person, or
 * @param stay all about this stay in hospital: one of the two
 */
public record Hold(
        UUID id,
        @Nullable UUID patient,
        @Nullable UUID stay,
        String reason,
        UUID placedBy,
        Instant placedAt,
        @Nullable Lifted lifted,
        long recordings) {

    /** Who ended it, when and why. */
    public record Lifted(UUID by, Instant at, String why) {}

    @Override
    public String toString() {
        return "Hold[" + id + "]";
    }
}
