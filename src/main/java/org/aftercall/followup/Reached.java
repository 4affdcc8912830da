package org.aftercall.followup;

/** Who was on the phone: the second axis of an outcome. */
public enum Reached {
    PATIENT,
    PROXY,
    OTHER,
    NOBODY
}
