package org.aftercall.patient;

/** Who picks up at a number, seen from the patient. */
public enum Relation {
    SELF,
    SPOUSE,
    CHILD,
    PARENT,
    SIBLING,
    CAREGIVER,
    FRIEND,
    OTHER
}
