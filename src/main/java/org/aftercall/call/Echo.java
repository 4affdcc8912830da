package org.aftercall.call;

import java.time.Instant;
import org.aftercall.kernel.DeskKind;
import org.aftercall.telephony.LineId;
import org.aftercall.telephony.Sound;
import org.jspecify.annotations.Nullable;

/**
 * A desk tries its own line: it is rung, and hears itself.
 *
 * @param sound how it sounded; null until a moment after the end
 */
public record Echo(
        LineId line, DeskKind kind, Instant ordered, State state, @Nullable Sound sound) {
    /** How far it has come. */
    public enum State {
        RINGING,
        HEARD,
        ENDED
    }

    Echo with(@Nullable Sound sound) {
        return new Echo(line, kind, ordered, state, sound);
    }

    boolean live() {
        return state != State.ENDED;
    }
}
