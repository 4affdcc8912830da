package org.aftercall.telephony;

import java.time.Duration;
import org.aftercall.kernel.DeskKind;
import org.aftercall.kernel.Extension;
import org.jspecify.annotations.Nullable;

/**
 * Ring a desk: a browser's softphone or the telephone beside it.
 *
 * @param ringFor how long it may ring before it counts as no answer
 * @param ringing whether who picks up hears ringing, because her patient is being called, or
 *     silence
 * @param beside a line that it is to be joined with, on whose switchboard it is rung if it is
 *     registered there, too; null when it may be rung wherever it is registered
 */
public record DeskOrder(
        LineId line,
        Extension desk,
        DeskKind kind,
        Duration ringFor,
        boolean ringing,
        @Nullable LineId beside) {
    public DeskOrder(LineId line, Extension desk, DeskKind kind, Duration ringFor) {
        this(line, desk, kind, ringFor, true, null);
    }
}
