package org.aftercall.recording;

import java.time.Instant;
import java.util.UUID;
import org.aftercall.call.CallId;
import org.aftercall.kernel.DataScope;
import org.jspecify.annotations.Nullable;

/**
 * The sound of one call.
 *
 * @param label whose it is; null until the follow-up record says so
 */
public record Recording(RecordingId id, CallId call, @Nullable Label label, State state) {

    /**
     * Whose sound it is.
     *
     * @param record the follow-up record
     * @param nurse null where a machine talked
     * @param language BCP 47 code in which the patient is spoken to
     */
    public record Label(
            UUID record,
            String department,
            @Nullable String nurse,
            String patient,
            @Nullable String language) {}

    /**
     * Whom and what it is about, for those who decide how long it stays.
     *
     * @param stay in hospital
     */
    public record Owner(UUID patient, UUID stay, UUID worklist) {}

    /** How far it is. */
    public sealed interface State {
        /** Not in the vault yet; the tape is safe in the spool. */
        record Waiting() implements State {}

        /**
         * @param bytes size of the Opus file
         * @param sha256 of the Opus file, in hex
         */
        record Stored(long durationMs, long bytes, String sha256, Instant at) implements State {}

        /** There was nothing to keep. */
        record Empty(Reason why) implements State {}

        /** There should have been sound. */
        record Lost(Reason why) implements State {}

        /** There was sound; nobody can ever hear it again. */
        record Erased(Reason why, Instant at) implements State {}

        /** The code of it for a screen. */
        default String code() {
            return switch (this) {
                case Waiting _ -> "WAITING";
                case Stored _ -> "STORED";
                case Empty _ -> "EMPTY";
                case Lost _ -> "LOST";
                case Erased _ -> "ERASED";
            };
        }
    }

    /** Why there is no sound. */
    public enum Reason {
        /** The patient has not agreed to be recorded. */
        NOT_AGREED,
        /** The switchboard made a tape without a single sample on it. */
        NO_SAMPLES,
        /** Neither side made a sound. */
        SILENCE,
        /** The switchboard left no tape. */
        NO_TAPE,
        /** The person wished it. */
        ERASED,
        /** Its time was over. */
        EXPIRED
    }

    /** Whether somebody with this scope may hear it. */
    public boolean isIn(DataScope scope) {
        return scope.all() || label != null && scope.covers(label.department());
    }
}
