package org.aftercall.call;

/** Where a call stands. */
public enum CallState {
    /** The nurse's own telephone is being rung. */
    PLACING,
    DIALING,
    RINGING,
    /** The patient is there, and no desk has the call. */
    WAITING,
    TALKING,
    ON_HOLD,
    ENDED
}
