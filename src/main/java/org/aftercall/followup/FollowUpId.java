package org.aftercall.followup;

import java.util.UUID;
import org.aftercall.kernel.Ids;

/** Identifies one follow-up record. */
public record FollowUpId(UUID value) {
    public static FollowUpId next() {
        return new FollowUpId(Ids.next());
    }
}
