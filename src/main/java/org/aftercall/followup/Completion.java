package org.aftercall.followup;

/** How far the interview came: the third axis of an outcome. */
public enum Completion {
    NOT_STARTED,
    PARTIAL,
    COMPLETE,
    REFUSED
}
