package org.aftercall.patient;

/** What became of a discharge that was handed in. */
public record Admitted(PatientId patient, EncounterId encounter, Change change) {
    /** How a discharge compares with what is already kept. */
    public enum Change {
        CREATED,
        UPDATED,
        UNCHANGED,
        /** That stay is on file for a person with another identity number: nothing was written. */
        CONFLICT
    }
}
