package org.aftercall.console;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.aftercall.call.Direction;
import org.aftercall.call.Party;
import org.aftercall.followup.FollowUps;
import org.aftercall.telephony.LineResult;
import org.aftercall.telephony.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * A call as the nurse's screen shows it.
 *
 * @param taskId null, as are patient, contact and record, when somebody calls in whom nobody knows
 * @param number whole while the call lives, masked after; null when he who calls in hides it
 * @param parties who else is in the call
 * @param ear what Asterisk took who picked up for, where it listened for machines
 * @param quality how the patient's line sounded; null until a moment after the call
 * @param deskJoined whether nurse and patient hear each other
 */
record CallView(
        UUID id,
        Direction direction,
        @Nullable UUID taskId,
        @Nullable UUID patientId,
        @Nullable UUID contactId,
        @Nullable UUID recordId,
        String state,
        boolean deskJoined,
        boolean deskLost,
        boolean muted,
        boolean recording,
        Instant placedAt,
        @Nullable Instant ringingAt,
        @Nullable Instant answeredAt,
        @Nullable Instant endedAt,
        @Nullable String number,
        @Nullable LineResult lineResult,
        @Nullable Integer q850,
        FollowUps.@Nullable Suggested suggested,
        List<PartyView> parties,
        @Nullable Verdict ear,
        @Nullable Quality quality) {
    /**
     * @param name a colleague's name, or a number, masked
     */
    record PartyView(Party.Role role, String name, Party.State state, Instant since) {}

    /**
     * @param mos estimated mean opinion score, 1.0 to 4.5
     */
    record Quality(double mos, double jitterMs, double lossPercent) {}

    @Override
    public String toString() {
        return "CallView[" + id + "]";
    }
}
