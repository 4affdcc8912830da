package org.aftercall.followup;

/** What it means for the patient: the fourth axis of an outcome. */
public enum Clinical {
    NONE,
    ROUTINE,
    ADVICE,
    URGENT,
    EMERGENCY
}
