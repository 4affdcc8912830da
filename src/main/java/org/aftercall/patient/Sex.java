package org.aftercall.patient;

/** As the hospital's list says it. */
public enum Sex {
    MALE,
    FEMALE,
    UNKNOWN
}
