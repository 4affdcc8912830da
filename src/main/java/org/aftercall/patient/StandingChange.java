package org.aftercall.patient;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One time somebody was taken off the telephone, or put back on it.
 *
 * @param begins true when calls rest from then on, false when that was taken back
 * @param reason a code of ours in capitals, or what a member of staff wrote
 * @param byName who did it; null when no person did
 */
public record StandingChange(
        Instant at, What what, boolean begins, String reason, @Nullable String byName) {
    /** What stands between us and a call. */
    public enum What {
        /** A wish of the patient, for good. */
        DO_NOT_CALL,
        /** A fate: death, another stay in hospital, a move. */
        SUSPENDED
    }

    @Override
    public String toString() {
        return "StandingChange[" + at + ", " + what + ", " + begins + "]";
    }
}
