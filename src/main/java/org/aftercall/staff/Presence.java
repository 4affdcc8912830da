package org.aftercall.staff;

/** What a member of staff is doing now. */
public enum Presence {
    OFFLINE,
    READY,
    PAUSED,
    ON_CALL,
    WRAPPING_UP
}
