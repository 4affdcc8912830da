package org.aftercall.patient;

/** Why all calls to a patient rest. */
public enum Suspension {
    DECEASED,
    /** In a hospital again; ends with the next discharge. */
    READMITTED,
    MOVED,
    OTHER
}
