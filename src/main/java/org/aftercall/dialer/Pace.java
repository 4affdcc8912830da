package org.aftercall.dialer;

import java.time.Instant;
import org.aftercall.worklist.Mode;

/**
 * How a list is paced at one moment.
 *
 * @param effective what it does: a predictive list that has no room for another abandoned patient
 *     is a progressive one
 * @param free nurses on it who are ready at a seat; those that other predictive lists' telephones
 *     ring for are not among them
 * @param talking nurses on it with a patient
 * @param ringing telephones with no nurse there yet
 * @param waiting patients who picked up and have no nurse yet
 * @param answered by a person in the last half hour
 * @param abandoned of these, left without a nurse for two seconds
 * @param cap of those who answer, in percent
 * @param more telephones that may be rung now with no nurse there yet
 */
public record Pace(
        Mode mode,
        Mode effective,
        Why why,
        int free,
        int talking,
        int ringing,
        int waiting,
        int answered,
        int abandoned,
        double cap,
        int more,
        Instant at) {

    /** Why it runs ahead of the nurses, or does not. */
    public enum Why {
        /** There is room for another abandoned patient in this half hour. */
        AHEAD,
        /** As many were abandoned as may be. */
        CAP_REACHED,
        /** So few answered that a single abandoned one would be above the cap. */
        TOO_FEW_ANSWERS,
        /** The list's cap is zero. */
        NO_CAP,
        /** No nurse is ready at a seat. */
        NO_NURSE,
        /** The list is not predictive. */
        NOT_PREDICTIVE
    }

    /** Whether a nurse may be reserved for one patient though telephones ring for anybody. */
    boolean spares() {
        return free > ringing + waiting;
    }
}
