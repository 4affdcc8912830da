package org.aftercall.telephony;

import java.time.Duration;
import org.aftercall.kernel.PhoneNumber;
import org.jspecify.annotations.Nullable;

/**
 * Ring somebody outside who is to be asked or to join a talk. Never recorded on a tape of his own.
 *
 * @param ringFor how long it may ring before it counts as no answer
 * @param beside the line of the talk, on whose switchboard he is rung; null when there is but one
 */
public record GuestOrder(LineId line, PhoneNumber to, Duration ringFor, @Nullable LineId beside) {
    public GuestOrder(LineId line, PhoneNumber to, Duration ringFor) {
        this(line, to, ringFor, null);
    }
}
