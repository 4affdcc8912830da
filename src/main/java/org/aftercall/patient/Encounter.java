package org.aftercall.patient;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** One stay of one patient, with what was found. */
public record Encounter(EncounterId id, PatientId patient, Stay stay, Findings findings) {
    public String admissionNo() {
        return stay.admissionNo();
    }

    public String department() {
        return stay.place().department();
    }

    public @Nullable String ward() {
        return stay.place().ward();
    }

    public @Nullable String attendingDoctor() {
        return stay.place().attendingDoctor();
    }

    public @Nullable String responsibleNurse() {
        return stay.place().responsibleNurse();
    }

    public @Nullable LocalDate admittedOn() {
        return stay.admittedOn();
    }

    public LocalDate dischargedOn() {
        return stay.dischargedOn();
    }

    public @Nullable String diagnosis() {
        return findings.diagnosis();
    }

    public @Nullable String icd10() {
        return findings.icd10();
    }

    public @Nullable String operation() {
        return findings.operation();
    }

    public @Nullable String dischargeCondition() {
        return findings.dischargeCondition();
    }

    public @Nullable String note() {
        return findings.note();
    }
}
