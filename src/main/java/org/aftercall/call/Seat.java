package org.aftercall.call;

import java.time.Instant;
import org.aftercall.kernel.DeskKind;
import org.aftercall.kernel.Extension;
import org.aftercall.telephony.LineId;
import org.jspecify.annotations.Nullable;

/** A desk's leg that stays up between calls. */
record Seat(
        LineId line,
        Extension desk,
        DeskKind kind,
        Instant ordered,
        @Nullable Instant up,
        @Nullable Instant stood,
        @Nullable Instant ended) {
    /** Whether a call may use it now. */
    boolean taken() {
        return up != null && stays();
    }

    /** Whether it outlives the call that uses it. */
    boolean stays() {
        return stood == null && ended == null;
    }
}
