package org.aftercall.dialer;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import org.aftercall.call.Calls;
import org.aftercall.kernel.PhoneNumber;
import org.aftercall.patient.Contact;
import org.aftercall.patient.ContactId;
import org.aftercall.patient.PatientId;
import org.aftercall.patient.Patients;
import org.aftercall.worklist.FollowUpTask;
import org.aftercall.worklist.TaskId;
import org.aftercall.worklist.Unplanned;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Who a caller may be, by his number, and what he may call about. */
@Component
class Recognition {
    private final Patients patients;
    private final Unplanned unplanned;
    private final Attempts attempts;
    private final Calls calls;

    Recognition(Patients patients, Unplanned unplanned, Attempts attempts, Calls calls) {
        this.patients = patients;
        this.unplanned = unplanned;
        this.attempts = attempts;
        this.calls = calls;
    }

    record Known(PatientId patient, ContactId contact) {}

    /** Of those who share the number the one whom we rang last, else who was discharged last. */
    Optional<Known> by(@Nullable PhoneNumber number) {
        if (number == null) {
            return Optional.empty();
        }
        return patients.reachedAt(number).stream()
                .min(Comparator.comparing(this::lastRung, Comparator.reverseOrder()))
                .map(patient -> new Known(patient, contact(patient, number)));
    }

    private Instant lastRung(PatientId patient) {
        return attempts.lastOf(patient).map(Attempt::ordered).orElse(Instant.EPOCH);
    }

    private ContactId contact(PatientId patient, PhoneNumber number) {
        return patients.contacts(patient).stream()
                .filter(c -> c.number().equals(number))
                .map(Contact::id)
                .findFirst()
                .orElseThrow();
    }

    /** Whether he did not pick up when we rang him last. */
    boolean missed(PatientId patient) {
        return attempts.lastOf(patient)
                .map(a -> calls.get(a.call()))
                .filter(c -> c.times().answered() == null || c.times().abandoned() != null)
                .isPresent();
    }

    Optional<FollowUpTask> about(PatientId patient) {
        return unplanned.about(patient);
    }

    /** What he may call about, or else a task of its own. */
    TaskId taskFor(PatientId patient) {
        return about(patient).map(FollowUpTask::id).orElseGet(() -> unplanned.open(patient));
    }

    /** Whether he may be rung at all, some day. */
    boolean mayBeCalled(PatientId patient) {
        var standing = patients.get(patient).standing();
        return !standing.doNotCall()
                && standing.suspended() == null
                && patients.consent(patient).calls();
    }
}
