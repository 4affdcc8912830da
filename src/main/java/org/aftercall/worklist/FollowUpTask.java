package org.aftercall.worklist;

import java.time.Instant;
import org.aftercall.patient.EncounterId;
import org.aftercall.patient.PatientId;
import org.aftercall.staff.StaffId;
import org.jspecify.annotations.Nullable;

/**
 * One contact that is owed to one patient.
 *
 * @param referred whether it is the supervisor's to decide about
 */
public record FollowUpTask(
        TaskId id,
        WorklistId worklist,
        PatientId patient,
        EncounterId encounter,
        String department,
        Instant dueAt,
        Instant nextAt,
        State state,
        int attempts,
        @Nullable StaffId holder,
        boolean referred) {

    /** Where a task stands. */
    public enum State {
        WAITING,
        CLAIMED,
        /** A call for it is on, or its outcome is being written. */
        HELD,
        DONE,
        GIVEN_UP
    }

    public boolean heldBy(StaffId who) {
        return (state == State.CLAIMED || state == State.HELD) && who.equals(holder);
    }
}
