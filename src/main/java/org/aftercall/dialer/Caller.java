package org.aftercall.dialer;

import java.time.Instant;
import org.aftercall.call.CallId;
import org.aftercall.patient.ContactId;
import org.aftercall.patient.PatientId;
import org.aftercall.staff.StaffId;
import org.aftercall.worklist.TaskId;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who called in.
 *
 * @param patient whose number it is, which does not prove that it is he; null when nobody's
 * @param takenBy the nurse who came to the line
 * @param missed when it was over and nobody had come
 * @param task under which he is called back
 */
public record Caller(
        CallId call,
        Instant arrived,
        @Nullable PatientId patient,
        @Nullable ContactId contact,
        boolean outOfHours,
        @Nullable StaffId takenBy,
        @Nullable Instant missed,
        @Nullable TaskId task) {}
