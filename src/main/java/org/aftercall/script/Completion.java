package org.aftercall.script;

import org.jspecify.annotations.Nullable;

/**
 * How far an interview came.
 *
 * @param at for {@link State#PARTIAL} the first question that must still be asked
 */
public record Completion(State state, @Nullable String at) {
    /** The third axis of an outcome, as far as answers tell it. */
    public enum State {
        NOT_STARTED,
        PARTIAL,
        COMPLETE
    }
}
