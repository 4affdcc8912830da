package org.aftercall.telephony;

import java.time.Duration;
import java.util.Locale;
import org.aftercall.kernel.CallerId;
import org.aftercall.kernel.PhoneNumber;
import org.jspecify.annotations.Nullable;

/**
 * Ring a patient. The line's id becomes the channel's id, so the same order twice rings once.
 *
 * @param ringFor how long it may ring before it counts as no answer
 * @param record whether both sides are recorded from the moment the patient picks up
 * @param detect whether an answering machine is listened for
 * @param shown the number that he is shown; null for the trunk's own
 * @param language in which the house speaks to him; null when nobody knows, and he hears each
 * @param beside a line that he is to be joined with, so he is rung by the same switchboard; null
 *     when any may ring him
 */
public record DialOrder(
        LineId line,
        PhoneNumber to,
        Duration ringFor,
        boolean record,
        boolean detect,
        @Nullable CallerId shown,
        @Nullable Locale language,
        @Nullable LineId beside) {
    public DialOrder(LineId line, PhoneNumber to, Duration ringFor, boolean record) {
        this(line, to, ringFor, record, false, null, null, null);
    }
}
