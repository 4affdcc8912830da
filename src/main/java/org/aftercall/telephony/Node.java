package org.aftercall.telephony;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One of the switchboards that the house has, as it is now.
 *
 * @param calls patients' lines on it; what was last known when it is down
 * @param capacity how many patients' lines it may carry at a time
 * @param since when its state began
 * @param trunk whether calls get out of it; what was last known when it is down
 * @param account how its account stands with the carrier's registrar; null without one
 */
public record Node(
        String name,
        State state,
        int calls,
        int capacity,
        Instant since,
        TrunkState trunk,
        @Nullable Registration account) {
    public enum State {
        UP,
        /** Its lines go on, but it gets no new ones. */
        DRAINING,
        /** Out of reach, perhaps for a moment only. */
        DOWN
    }
}
