package org.aftercall.followup;

import java.util.Optional;
import org.aftercall.call.Call;
import org.aftercall.call.Calls;
import org.aftercall.dialer.Dialer;
import org.aftercall.patient.Consent;
import org.aftercall.patient.Patients;
import org.aftercall.recording.Pauses;
import org.aftercall.script.Questionnaire;
import org.aftercall.staff.Staff;
import org.aftercall.staff.StaffId;
import org.springframework.stereotype.Component;

/** What a form says of being recorded, in the patient's profile and at the tape of this talk. */
@Component
class SpokenConsent {
    private final Dialer dialer;
    private final Calls calls;
    private final Pauses pauses;
    private final Patients patients;
    private final Staff staff;

    SpokenConsent(Dialer dialer, Calls calls, Pauses pauses, Patients patients, Staff staff) {
        this.dialer = dialer;
        this.calls = calls;
        this.pauses = pauses;
        this.patients = patients;
        this.staff = staff;
    }

    /** It counts at once, for this call, too. */
    void follow(FollowUp before, FollowUp after, StaffId heardBy) {
        var now = said(after);
        if (now.isEmpty() || now.equals(said(before))) {
            return;
        }
        boolean yes = now.get();
        var links = after.links();
        talk(after, heardBy).ifPresent(call -> pauses.heard(call.id(), yes, heardBy.value()));
        if (patients.consent(links.patient()).recording() != yes) {
            patients.consent(
                    links.patient(),
                    Consent.To.RECORDING,
                    yes,
                    heardBy.value(),
                    "record " + after.id().value());
        }
    }

    /** A no is a no, whoever says it; only the patient himself says yes. */
    private static Optional<Boolean> said(FollowUp form) {
        return Optional.ofNullable(form.answers().get(Questionnaire.CONSENT_TO_RECORDING))
                .filter(said -> said.isBoolean() && (!said.asBoolean() || form.saidByPatient()))
                .map(said -> said.asBoolean());
    }

    /** The talk at her desk that the form is about, also when he has rung back meanwhile. */
    private Optional<Call> talk(FollowUp form, StaffId writer) {
        return staff.get(writer)
                .desk()
                .flatMap(calls::at)
                .filter(call ->
                        dialer.of(call.id())
                                .filter(a -> a.id().equals(form.links().attempt()))
                                .isPresent());
    }
}
