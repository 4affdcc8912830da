package org.aftercall.console;

import java.time.Instant;
import java.util.UUID;
import org.aftercall.followup.FollowUps;
import org.aftercall.telephony.LineResult;
import org.jspecify.annotations.Nullable;

/**
 * A call as the nurse's screen shows it.
 *
 * @param number whole while the call lives, masked after
 * @param deskJoined whether nurse and patient hear each other
 */
record CallView(
        UUID id,
        UUID taskId,
        UUID patientId,
        UUID contactId,
        UUID recordId,
        String state,
        boolean deskJoined,
        boolean deskLost,
        boolean muted,
        boolean recording,
        Instant placedAt,
        @Nullable Instant ringingAt,
        @Nullable Instant answeredAt,
        @Nullable Instant endedAt,
        String number,
        @Nullable LineResult lineResult,
        @Nullable Integer q850,
        FollowUps.@Nullable Suggested suggested) {
    @Override
    public String toString() {
        return "CallView[" + id + "]";
    }
}
