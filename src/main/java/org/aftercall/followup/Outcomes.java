package org.aftercall.followup;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.aftercall.call.Call;
import org.aftercall.call.CallId;
import org.aftercall.call.Calls;
import org.aftercall.dialer.Attempt;
import org.aftercall.dialer.AttemptId;
import org.aftercall.dialer.Dialer;
import org.aftercall.patient.Patients;
import org.aftercall.recording.Recording;
import org.aftercall.recording.Recordings;
import org.aftercall.staff.Staff;
import org.aftercall.worklist.Disposition;
import org.aftercall.worklist.FollowUpTask;
import org.aftercall.worklist.NextStep;
import org.aftercall.worklist.RetryRule;
import org.aftercall.worklist.Settling;
import org.aftercall.worklist.TaskId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The rooms upstream, as far as a record needs them. */
@Component
class Outcomes {
    private final Dialer dialer;
    private final Calls calls;
    private final Recordings recordings;
    private final Patients patients;
    private final Staff staff;
    private final Settling settling;

    Outcomes(
            Dialer dialer,
            Calls calls,
            Recordings recordings,
            Patients patients,
            Staff staff,
            Settling settling) {
        this.dialer = dialer;
        this.calls = calls;
        this.recordings = recordings;
        this.patients = patients;
        this.staff = staff;
        this.settling = settling;
    }

    RetryRule rule(TaskId task, Disposition disposition) {
        return settling.rule(task, disposition);
    }

    Optional<String> closedAt(TaskId task, Instant at) {
        return settling.closedAt(task, at);
    }

    boolean messageLeft(FollowUp record) {
        return settling.messageLeft(record.links().patient(), record.times().ordered());
    }

    NextStep settle(AttemptId attempt, Disposition disposition, @Nullable Instant callbackAt) {
        return dialer.settle(attempt, disposition, callbackAt);
    }

    Call call(CallId id) {
        return calls.get(id);
    }

    Optional<AttemptId> attempt(CallId id) {
        return dialer.of(id).map(Attempt::id);
    }

    /** With the call's own hours: they reach the record when the call is over. */
    FollowUp timed(FollowUp record) {
        var times = call(record.links().call()).times();
        return record.at(times.answered(), times.ended());
    }

    /** Tells the recording whose it is, so that nobody outside the department hears it. */
    void label(Attempt attempt, CallId call, FollowUpId record, FollowUpTask task) {
        var department = task.department();
        var patient = patients.get(attempt.patient());
        var nurse = attempt.nurse();
        recordings.label(
                call,
                new Recording.Label(
                        record.value(),
                        department,
                        nurse == null ? null : staff.get(nurse).name(),
                        patient.name(),
                        patient.language().name().toLowerCase(Locale.ROOT)));
        recordings.belongs(
                call,
                new Recording.Owner(
                        attempt.patient().value(),
                        task.encounter().value(),
                        task.worklist().value()));
    }
}
