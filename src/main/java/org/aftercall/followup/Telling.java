package org.aftercall.followup;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.aftercall.followup.FollowUp.Told;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * When in the talk answers were given: pure.
 *
 * <p>The browser knows best when a nurse touched an answer, for what she types, or what the network
 * holds up, arrives later; but her computer's clock may be wrong by minutes. So she sends how long
 * ago it was, and the house, whose clock the call's own hours are by, reckons back from the
 * arrival.
 */
final class Telling {
    /** What is older than this was not heard in this talk. */
    private static final Duration OLDEST = Duration.ofHours(12);

    private Telling() {}

    /**
     * @param after with the call's hours
     * @param agoMs how long before the arrival each answer was given; what is missing, at it
     * @param now when it arrived
     */
    static Map<String, Told> after(
            FollowUp before, FollowUp after, Map<String, Long> agoMs, Instant now) {
        var told = new HashMap<>(after.told());
        after.answers()
                .forEach((linkId, answer) -> {
                    var was = before.answers().get(linkId);
                    if (answer.equals(was)) {
                        return;
                    }
                    var ago = Objects.requireNonNullElse(agoMs.get(linkId), 0L);
                    var at = within(after.times(), now, Math.max(0, ago));
                    if (at == null) {
                        // Written down after the talk, of which it speaks: what was told stays told
                        // then.
                        return;
                    }
                    var known = before.told().get(linkId);
                    told.put(
                            linkId,
                            known != null && goesOn(was, answer)
                                    ? new Told(
                                            Math.min(known.fromMs(), at),
                                            Math.max(known.toMs(), at))
                                    : new Told(at, at));
                });
        return told;
    }

    private static @Nullable Long within(FollowUp.Times times, Instant now, long ago) {
        var answered = times.answered();
        var ended = times.ended();
        if (answered == null || ago > OLDEST.toMillis()) {
            return null;
        }
        var at = now.minusMillis(ago);
        return at.isBefore(answered) || ended != null && at.isAfter(ended)
                ? null
                : (Long) Duration.between(answered, at).toMillis();
    }

    /** Typed on, or one more of several chosen: still the same answer. */
    private static boolean goesOn(@Nullable JsonNode was, JsonNode is) {
        if (was == null || was.isBoolean() || is.isBoolean()) {
            return false;
        }
        if (was.isArray() && is.isArray()) {
            return true;
        }
        var one = was.asString("");
        var other = is.asString("");
        return !one.isEmpty() && (other.startsWith(one) || one.startsWith(other));
    }
}
