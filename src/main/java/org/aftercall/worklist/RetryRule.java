package org.aftercall.worklist;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What an ending means for the task.
 *
 * @param again how the next try differs from this one
 * @param maxTimes so many endings of this kind close the task; null for no such limit
 * @param needsNote whether the nurse must say why in words
 * @param reached who is on the phone when a call ends like this: {@code PATIENT}, {@code PROXY},
 *     {@code OTHER} or {@code NOBODY}
 * @param own whether it is the list's own rule and not the house's
 */
public record RetryRule(
        Disposition disposition,
        Duration delay,
        Step step,
        Again again,
        boolean countsAttempt,
        boolean needsNote,
        @Nullable Integer maxTimes,
        String reached,
        boolean own) {

    /** Whether a time that was agreed for the next call means anything. */
    public boolean takesATime() {
        return switch (step) {
            case CALLBACK, RETRY -> true;
            case NEXT_NUMBER, CLOSE, STOP, SUPERVISOR -> false;
        };
    }

    /** The same for a call that was none of ours: it uses up neither an attempt nor a cap. */
    RetryRule uncounted() {
        return new RetryRule(
                disposition, delay, step, again, false, needsNote, maxTimes, reached, own);
    }

    /** The same for a call that rang at the patient: it uses up an attempt and a cap. */
    RetryRule counted() {
        return new RetryRule(
                disposition, delay, step, again, true, needsNote, maxTimes, reached, own);
    }

    /** The same, with the next try as far off and as different as after that other ending. */
    RetryRule waitingAs(RetryRule other) {
        return new RetryRule(
                disposition,
                other.delay,
                step,
                other.again,
                countsAttempt,
                needsNote,
                maxTimes,
                reached,
                own);
    }

    /** What comes next. */
    public enum Step {
        RETRY,
        NEXT_NUMBER,
        CALLBACK,
        CLOSE,
        STOP,
        SUPERVISOR
    }

    /** Another part of the day, another number, another nurse than the last time. */
    public record Again(boolean otherPartOfDay, boolean otherNumber, boolean otherNurse) {}
}
