package org.aftercall.soak;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One request for sound, and what came of it.
 *
 * @param status of the answer; 0 when none came
 * @param first when the first byte of sound was here; null when none came
 * @param bytes of sound
 * @param whole whether it came to its end
 */
record Play(
        Wish wish, int status, @Nullable Instant first, long bytes, boolean whole, Instant ended) {

    /**
     * @param from the byte it begins with; what does not begin with 0 goes on with what was cut
     */
    record Wish(UUID person, UUID recording, long from, Instant sent) {}
}
