package org.aftercall.call;

/** Where a call stands. */
public enum CallState {
    /** The nurse's own telephone is being rung. */
    PLACING,
    DIALING,
    RINGING,
    TALKING,
    ON_HOLD,
    ENDED
}
