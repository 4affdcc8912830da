package org.aftercall.worklist;

import java.time.Duration;

/**
 * What an ending means for the task.
 *
 * @param needsNote whether the nurse must say why in words
 * @param reached who is on the phone when a call ends like this: {@code PATIENT}, {@code PROXY},
 *     {@code OTHER} or {@code NOBODY}
 */
public record RetryRule(
        Disposition disposition,
        Duration delay,
        Step step,
        boolean countsAttempt,
        boolean needsNote,
        String reached) {

    /** What comes next. */
    public enum Step {
        RETRY,
        NEXT_NUMBER,
        CALLBACK,
        CLOSE,
        STOP,
        SUPERVISOR
    }
}
