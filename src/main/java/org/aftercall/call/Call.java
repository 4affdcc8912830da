package org.aftercall.call;

import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import org.aftercall.kernel.CallerId;
import org.aftercall.kernel.Extension;
import org.aftercall.kernel.PhoneNumber;
import org.aftercall.telephony.LineId;
import org.aftercall.telephony.LineResult;
import org.aftercall.telephony.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * One telephone call, as facts.
 *
 * @param number null when somebody calls in and hides it; what the network says of who calls in is
 *     no proof of who he is
 * @param post null as long as no desk has it
 * @param detect whether an answering machine is listened for
 * @param shown the number that the patient is shown; null for the trunk's own
 * @param language in which the house speaks to him; null when nobody knows
 * @param dialUntil when it is too late to begin to ring the patient; null when it never is
 * @param ear who picked up, as far as could be heard; null when nobody listened, or not yet
 * @param rang whether the patient may have heard it; when nobody knows, it is as if he had
 * @param q850 the network's cause of ITU-T Q.850, null while it lives
 */
public record Call(
        CallId id,
        Direction direction,
        @Nullable PhoneNumber number,
        @Nullable Post post,
        int ringSeconds,
        boolean recorded,
        boolean detect,
        @Nullable CallerId shown,
        @Nullable Locale language,
        @Nullable Instant dialUntil,
        Times times,
        boolean joined,
        boolean muted,
        @Nullable Verdict ear,
        @Nullable LineResult result,
        boolean rang,
        @Nullable Integer q850) {

    /**
     * When what happened.
     *
     * @param admitted when who called in was let in
     * @param judged when it was known who picked up, where that is listened for
     * @param abandoned when we gave up finding somebody for him: he hears a message, and no more
     * @param parked since when the patient waits for any colleague
     * @param handed since when he talks with somebody outside, and no desk is with him
     */
    public record Times(
            Instant placed,
            @Nullable Instant admitted,
            @Nullable Instant desk,
            @Nullable Instant dialed,
            @Nullable Instant ringing,
            @Nullable Instant answered,
            @Nullable Instant judged,
            @Nullable Instant deskLost,
            @Nullable Instant held,
            @Nullable Instant parked,
            @Nullable Instant handed,
            @Nullable Instant abandoned,
            @Nullable Instant hangUp,
            @Nullable Instant ended) {

        /** Of a call that was only just ordered. */
        static Times of(Instant placed, @Nullable Instant desk, @Nullable Instant dialed) {
            return new Times(
                    placed, null, desk, dialed, null, null, null, null, null, null, null, null,
                    null, null);
        }
    }

    /** Somebody calls in. */
    static Call arrived(CallId id, @Nullable PhoneNumber from, Instant at) {
        return new Call(
                id,
                Direction.INBOUND,
                from,
                null,
                0,
                false,
                false,
                null,
                null,
                null,
                Times.of(at, null, at),
                false,
                false,
                null,
                null,
                false,
                null);
    }

    public CallState state() {
        if (times.ended() != null) {
            return CallState.ENDED;
        }
        if (times.answered() != null) {
            if (post == null) {
                return CallState.WAITING;
            }
            return times.held() != null ? CallState.ON_HOLD : CallState.TALKING;
        }
        if (times.ringing() != null) {
            return CallState.RINGING;
        }
        return times.dialed() != null ? CallState.DIALING : CallState.PLACING;
    }

    /** Whether the patient talks on with somebody else than this desk. */
    public boolean goesOnWithout(Extension place) {
        var handed = times.handed() != null || post != null && !post.desk().equals(place);
        return live() && times.answered() != null && times.parked() == null && handed;
    }

    /** Whether the call is this desk's: it is nobody's once it was parked or handed outside. */
    public boolean isAt(Extension place) {
        return post != null
                && post.desk().equals(place)
                && times.parked() == null
                && times.handed() == null;
    }

    boolean isOn(LineId line) {
        return post != null && post.line().equals(line);
    }

    /** The line to the desk that has it; asked only of a call that a desk has. */
    public LineId deskLine() {
        return Objects.requireNonNull(post, "No desk has this call").line();
    }

    /** Whether somebody picked up, and what listens for machines heard none. */
    public boolean somebody() {
        return times.answered() != null && (!detect || ear != null && ear != Verdict.MACHINE);
    }

    /** Whether the patient waits for anybody to take him. */
    public boolean waits() {
        return live()
                && somebody()
                && times.hangUp() == null
                && times.abandoned() == null
                && times.handed() == null
                && (post == null || times.parked() != null || times.deskLost() != null);
    }

    public boolean live() {
        return times.ended() == null;
    }

    /** The line to the patient. */
    public LineId line() {
        return new LineId(id.value());
    }
}
