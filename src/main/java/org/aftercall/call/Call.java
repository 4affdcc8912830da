package org.aftercall.call;

import java.time.Instant;
import java.util.Optional;
import org.aftercall.kernel.DeskKind;
import org.aftercall.kernel.Extension;
import org.aftercall.kernel.PhoneNumber;
import org.aftercall.telephony.LineId;
import org.aftercall.telephony.LineResult;
import org.jspecify.annotations.Nullable;

/**
 * One telephone call, as facts.
 *
 * @param q850 the network's cause of ITU-T Q.850, null while it lives
 */
public record Call(
        CallId id,
        PhoneNumber number,
        Extension desk,
        DeskKind deskKind,
        LineId deskLine,
        int ringSeconds,
        boolean recorded,
        Times times,
        boolean joined,
        boolean muted,
        @Nullable LineResult result,
        boolean rang,
        @Nullable Integer q850) {

    /**
     * When what happened.
     *
     * @param parked since when the patient waits for any colleague
     * @param handed since when he talks with somebody outside, and no desk is with him
     */
    public record Times(
            Instant placed,
            @Nullable Instant desk,
            @Nullable Instant dialed,
            @Nullable Instant ringing,
            @Nullable Instant answered,
            @Nullable Instant deskLost,
            @Nullable Instant held,
            @Nullable Instant parked,
            @Nullable Instant handed,
            @Nullable Instant hangUp,
            @Nullable Instant ended) {}

    public CallState state() {
        if (times.ended() != null) {
            return CallState.ENDED;
        }
        if (times.answered() != null) {
            return times.held() != null ? CallState.ON_HOLD : CallState.TALKING;
        }
        if (times.ringing() != null) {
            return CallState.RINGING;
        }
        return times.dialed() != null ? CallState.DIALING : CallState.PLACING;
    }

    /** Whether the call is this desk's: it is nobody's once it was parked or handed outside. */
    public boolean isAt(Extension place) {
        return desk.equals(place) && times.parked() == null && times.handed() == null;
    }

    /** Whether the patient waits for anybody to take him. */
    public boolean waits() {
        return live()
                && times.answered() != null
                && times.handed() == null
                && (times.parked() != null || times.deskLost() != null);
    }

    public boolean live() {
        return times.ended() == null;
    }

    /** The line to the patient. */
    public LineId line() {
        return new LineId(id.value());
    }

    public Optional<CallOutcome> outcome() {
        return Optional.ofNullable(result).map(r -> CallOutcome.of(r, rang));
    }
}
