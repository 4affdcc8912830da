package org.aftercall.dialer;

import java.time.Instant;
import org.aftercall.call.CallId;
import org.aftercall.patient.ContactId;
import org.aftercall.patient.PatientId;
import org.aftercall.staff.StaffId;
import org.aftercall.worklist.TaskId;
import org.jspecify.annotations.Nullable;

/**
 * One try at reaching a patient for a task.
 *
 * @param nurse null while predictive dialing rings and no nurse has it, and for good when none came
 * @param number the how-manieth attempt at the task, from 1
 * @param settled when its outcome was decided; until then patient and nurse are taken
 */
public record Attempt(
        AttemptId id,
        TaskId task,
        PatientId patient,
        ContactId contact,
        @Nullable StaffId nurse,
        CallId call,
        int number,
        Instant ordered,
        @Nullable Instant ended,
        @Nullable Instant settled) {

    /** The same, with her who came. */
    Attempt takenBy(StaffId who) {
        return new Attempt(id, task, patient, contact, who, call, number, ordered, ended, settled);
    }
}
