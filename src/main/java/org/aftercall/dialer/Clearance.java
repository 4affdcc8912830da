package org.aftercall.dialer;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.aftercall.call.Call;
import org.aftercall.call.Direction;
import org.aftercall.call.Ring;
import org.aftercall.kernel.PhoneNumber;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.patient.Callable;
import org.aftercall.patient.Contact;
import org.aftercall.patient.ContactId;
import org.aftercall.patient.PatientId;
import org.aftercall.patient.Patients;
import org.aftercall.patient.Suspension;
import org.aftercall.recording.Modes;
import org.aftercall.recording.RecordingMode;
import org.aftercall.staff.Staff;
import org.aftercall.staff.StaffId;
import org.aftercall.worklist.Disposition;
import org.aftercall.worklist.FollowUpTask;
import org.aftercall.worklist.NextStep;
import org.aftercall.worklist.Settling;
import org.aftercall.worklist.TaskId;
import org.aftercall.worklist.Worklist;
import org.aftercall.worklist.Worklists;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The last look before a telephone rings, and what an outcome means for patient and task. */
@Component
class Clearance {
    /** More than any nurse's telephone rings; then it is to be asked anew. */
    private static final Duration STANDS_FOR = Duration.ofMinutes(2);

    private final Worklists worklists;
    private final Settling settling;
    private final Patients patients;
    private final Staff staff;
    private final Modes modes;
    private final Clock clock;

    Clearance(
            Worklists worklists,
            Settling settling,
            Patients patients,
            Staff staff,
            Modes modes,
            Clock clock) {
        this.worklists = worklists;
        this.settling = settling;
        this.patients = patients;
        this.staff = staff;
        this.modes = modes;
        this.clock = clock;
    }

    /** Everything a call needs, after nothing spoke against it. */
    record Cleared(PatientId patient, PhoneNumber number, Ring ring) {}

    Cleared check(StaffId nurse, TaskId id, ContactId contactId) {
        return check(hers(nurse, id), contactId, true);
    }

    /**
     * Of a call back that an alert asks for: the patient's hours and wishes stand, but nothing of
     * how his list is planned.
     */
    Cleared checkForAlert(StaffId nurse, TaskId id, ContactId contactId) {
        return check(hers(nurse, id), contactId, false);
    }

    /** Of a call that no nurse has yet. */
    Cleared check(TaskId id, ContactId contactId) {
        return check(worklists.find(id).orElseThrow(), contactId, true);
    }

    private FollowUpTask hers(StaffId nurse, TaskId id) {
        var task = worklists.get(id, staff.get(nurse).scope());
        if (!task.heldBy(nurse)) {
            throw new Refusal(Kind.CONFLICT, "task.notYours");
        }
        return task;
    }

    private Cleared check(FollowUpTask task, ContactId contactId, boolean planned) {
        var contact =
                patients.contacts(task.patient()).stream()
                        .filter(c -> c.id().equals(contactId))
                        .findFirst()
                        .orElseThrow(() -> new Refusal(Kind.NOT_FOUND, "contact.unknown"));
        var list = worklists.of(task);
        var hours = worklists.hours(list);
        var now = clock.instant();
        if (planned) {
            checkAtWork(list);
        }
        if (patients.mayCall(task.patient(), contactId, now, hours)
                instanceof Callable.No(var code, var why)) {
            throw new Refusal(Kind.CONFLICT, code, why.toArray());
        }
        if (planned) {
            settling.checkCaps(task.patient());
        }
        var zone = patients.zone(task.patient()).orElseThrow();
        return new Cleared(
                task.patient(),
                contact.number(),
                new Ring(
                        list.manner().ringFor(),
                        patients.consent(task.patient()).recording()
                                && modes.of(list.id().value()) != RecordingMode.NEVER,
                        list.manner().ahead().detectsMachines(),
                        list.manner().callerId(),
                        patients.get(task.patient()).language().locale(),
                        hours.openUntil(now, zone, STANDS_FOR)));
    }

    private void checkAtWork(Worklist list) {
        if (list.paused()) {
            throw new Refusal(Kind.CONFLICT, "worklist.paused");
        }
        var today = worklists.today(list);
        if (list.season().beginsAfter(today)) {
            throw new Refusal(
                    Kind.CONFLICT, "worklist.notStarted", String.valueOf(list.season().startsOn()));
        }
        if (list.season().overBy(today)) {
            throw new Refusal(
                    Kind.CONFLICT, "worklist.over", String.valueOf(list.season().endsOn()));
        }
    }

    /**
     * The patient's own number first, then the others in their order; where the last ending wants
     * another number, the one after it.
     */
    Optional<ContactId> suggest(TaskId id, @Nullable ContactId last) {
        var patient = worklists.find(id).map(FollowUpTask::patient);
        var good =
                patient.map(patients::contacts).orElse(List.of()).stream()
                        .filter(c -> !c.invalid())
                        .map(Contact::id)
                        .toList();
        if (good.isEmpty()) {
            return Optional.empty();
        }
        var other = last != null && settling.wantsOtherNumber(id);
        return Optional.of(good.get(other ? (good.indexOf(last) + 1) % good.size() : 0));
    }

    void hold(TaskId task, StaffId nurse) {
        worklists.hold(task, nurse);
    }

    void holdForWhoComes(TaskId task) {
        worklists.holdForWhoComes(task);
    }

    void come(TaskId task, StaffId nurse) {
        worklists.come(task, nurse);
    }

    /** The task is in her hands again, and what was said of patient and number is not so. */
    void takeBack(Attempt attempt, Disposition decided) {
        settling.takeBack(attempt.task(), Objects.requireNonNull(attempt.nurse()), decided);
        patients.takeBack(
                attempt.patient(),
                attempt.contact(),
                decided.name(),
                Objects.requireNonNull(attempt.settled()));
    }

    /** What an ending says of the patient or his number, whatever becomes of the task. */
    void mark(Attempt attempt, Disposition disposition) {
        switch (disposition) {
            case NUMBER_INVALID, WRONG_PERSON, FAX_OR_BUSINESS ->
                    patients.markInvalid(attempt.contact(), disposition.name());
            case DO_NOT_CALL -> patients.doNotCall(attempt.patient(), disposition.name());
            case DECEASED -> patients.suspend(attempt.patient(), Suspension.DECEASED);
            case READMITTED_OR_IN_FACILITY ->
                    patients.suspend(attempt.patient(), Suspension.READMITTED);
            case MOVED_OR_OTHER_CARE -> patients.suspend(attempt.patient(), Suspension.MOVED);
            case COMPLETED_ROUTINE,
                    COMPLETED_ESCALATED,
                    CALLBACK_DEFINITE,
                    CALLBACK_UNSPECIFIED,
                    INTERRUPTED,
                    SOFT_REFUSAL,
                    HARD_REFUSAL,
                    NOT_HOME_PROXY_ANSWERED,
                    LANGUAGE_BARRIER,
                    UNABLE_HEALTH,
                    NO_ANSWER,
                    BUSY,
                    MACHINE_NO_MESSAGE,
                    VOICEMAIL_LEFT,
                    TECHNICAL_FAILURE,
                    ALREADY_VISITED,
                    TRANSFERRED_LIVE,
                    REFER_SUPERVISOR,
                    CANCELLED,
                    RECORD_LOST,
                    MAX_ATTEMPTS,
                    ABANDONED -> {}
        }
    }

    /**
     * @param call whether it rang, whether somebody answered, and who rang whom
     */
    NextStep settle(
            Attempt attempt, Disposition disposition, Call call, @Nullable Instant callbackAt) {
        mark(attempt, disposition);
        var another = patients.contacts(attempt.patient()).stream().anyMatch(c -> !c.invalid());
        return settling.settle(
                attempt.task(),
                new Settling.Ending(
                        disposition,
                        attempt.nurse(),
                        bell(call),
                        callbackAt,
                        another,
                        call.direction() == Direction.INBOUND));
    }

    private static Settling.Bell bell(Call call) {
        if (Dialer.answered(call)) {
            return Settling.Bell.ANSWERED;
        }
        return call.rang() ? Settling.Bell.RANG : Settling.Bell.SILENT;
    }
}
