package org.aftercall.telephony;

import java.time.Instant;
import org.aftercall.kernel.PhoneNumber;
import org.jspecify.annotations.Nullable;

/** What happened on a line. May arrive twice, late, or after a gap; never for lines not ours. */
public sealed interface LineEvent {
    LineId line();

    Instant at();

    /** The far telephone is ringing, so from here on somebody may have heard it. */
    record Ringing(LineId line, Instant at) implements LineEvent {}

    /**
     * Somebody calls in, and hears ringing until he is let in or refused.
     *
     * @param from the number that the network says is his; null when it is hidden
     */
    record Arrived(LineId line, Instant at, @Nullable PhoneNumber from) implements LineEvent {}

    /** Who picked up, where that was listened for; later than {@link Answered}. */
    record Judged(LineId line, Instant at, Verdict verdict) implements LineEvent {}

    record Answered(LineId line, Instant at) implements LineEvent {}

    /** The two lines hear each other. */
    record Joined(LineId line, LineId with, Instant at) implements LineEvent {}

    /** The line is alive but hears nobody: it waits on hold. */
    record Parted(LineId line, Instant at) implements LineEvent {}

    /**
     * @param rang whether the far telephone may have rung
     * @param q850 the ISDN cause of ITU-T Q.850, 0 when the switchboard gave none
     */
    record Ended(LineId line, Instant at, LineResult result, boolean rang, int q850)
            implements LineEvent {}
}
