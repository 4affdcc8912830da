package org.aftercall.call;

import java.time.Instant;
import java.util.UUID;
import org.aftercall.telephony.LineId;
import org.jspecify.annotations.Nullable;

/**
 * Somebody in a call beside patient and nurse.
 *
 * @param blind whether the call becomes his as soon as he answers
 * @param mode what a supervisor wants; null for a third person
 * @param gathered since when all of them hear each other
 * @param handed since when the call is his
 */
public record Party(
        UUID id,
        CallId call,
        Role role,
        Callee callee,
        LineId line,
        boolean blind,
        @Nullable Mode mode,
        Instant ordered,
        @Nullable Instant answered,
        @Nullable Instant gathered,
        @Nullable Instant handed,
        @Nullable Instant ended) {
    /** Why he is there. */
    public enum Role {
        THIRD,
        SUPERVISOR
    }

    /** How a supervisor takes part. */
    public enum Mode {
        /** Hears both, is heard by nobody. */
        LISTEN,
        /** Is heard by the nurse alone. */
        WHISPER,
        /** Is heard by all. */
        JOIN,
        /** Takes the nurse's place. */
        TAKE_OVER
    }

    /** What he does now. */
    public enum State {
        RINGING,
        TALKING,
        LISTENING,
        WHISPERING
    }

    public State state() {
        if (answered == null) {
            return State.RINGING;
        }
        return mode == null
                ? State.TALKING
                : switch (mode) {
                    case LISTEN -> State.LISTENING;
                    case WHISPER -> State.WHISPERING;
                    case JOIN, TAKE_OVER -> State.TALKING;
                };
    }

    public Instant since() {
        return answered == null ? ordered : answered;
    }

    boolean here() {
        return answered != null && ended == null && handed == null;
    }
}
