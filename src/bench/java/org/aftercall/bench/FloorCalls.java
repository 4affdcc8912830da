package org.aftercall.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.aftercall.dialer.pacing.Tally;
import org.jspecify.annotations.Nullable;

/**
 * What came of a shift, from the call rows and the switchboard's own clock.
 *
 * @param before the calls of the half hour before it, evenly spread
 * @param stumbled how often a nurse was refused what she wanted
 * @param why the first of these
 */
record FloorCalls(
        Instant from,
        Instant until,
        int nurses,
        Tally before,
        List<Line> lines,
        int stumbled,
        String why) {
    /** So long may a patient who picked up be without a nurse. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private static final Duration WINDOW = Duration.ofMinutes(30);

    /**
     * A patient's line; what had not happened when the shift was over is null.
     *
     * @param dismissed whether he heard that nobody is there
     */
    record Line(
            @Nullable Instant answered,
            @Nullable Instant joined,
            @Nullable Instant ended,
            boolean dismissed) {
        boolean abandoned() {
            return dismissed
                    || answered != null && joined != null && joined.isAfter(answered.plus(GRACE));
        }
    }

    /** Whom a nurse talked with, in share of the nurses' time. */
    double talk() {
        double talked = 0;
        for (var line : lines) {
            var joined = line.joined();
            var ended = line.ended();
            if (joined != null && joined.isBefore(until)) {
                var end = ended == null || ended.isAfter(until) ? until : ended;
                talked += Duration.between(joined, end).toMillis() / 1e3;
            }
        }
        return talked / (nurses * Duration.between(from, until).toMillis() / 1e3);
    }

    Tally calls() {
        var answered = answered();
        return new Tally(answered.size(), (int) answered.stream().filter(Line::abandoned).count());
    }

    private List<Line> answered() {
        return lines.stream()
                .filter(l -> l.answered() != null && l.answered().isBefore(until))
                .toList();
    }

    /** From the answer until they hear each other, in milliseconds, sorted. */
    List<Double> waits() {
        var waits = new ArrayList<Double>();
        for (var line : lines) {
            var answered = line.answered();
            var joined = line.joined();
            if (answered != null && joined != null) {
                waits.add(Duration.between(answered, joined).toNanos() / 1e6);
            }
        }
        waits.sort(null);
        return waits;
    }

    /**
     * The highest share of abandoned patients that a running half hour came to by one of them, with
     * what was before the shift; 0 when nobody was abandoned in it.
     */
    double worstHalfHour() {
        double worst = 0;
        for (var lost : answered()) {
            if (lost.abandoned()) {
                var at = Objects.requireNonNull(lost.answered());
                int answered = earlier(before.answered(), at);
                int abandoned = earlier(before.abandoned(), at);
                for (var line : answered()) {
                    var its = Objects.requireNonNull(line.answered());
                    if (!its.isAfter(at) && its.isAfter(at.minus(WINDOW))) {
                        answered++;
                        abandoned += line.abandoned() ? 1 : 0;
                    }
                }
                worst = Math.max(worst, (double) abandoned / answered);
            }
        }
        return worst;
    }

    /** Of so many, evenly spread over the half hour before, those that still count. */
    private int earlier(int many, Instant at) {
        double gone = (double) Duration.between(from, at).toMillis() / WINDOW.toMillis();
        return (int) Math.max(0, Math.floor(many * (1 - gone)));
    }

    /** {@code talk 58.3 %, dialed 92, answered 41, abandoned 0 (0.0 %), …}. */
    String words() {
        var waits = waits();
        return String.format(
                Locale.ROOT,
                "talk %4.1f %%, dialed %d, answered %d, abandoned %d (%.1f %%), answer → joined p50 %.0f ms, p95 %.0f ms%s",
                100 * talk(),
                lines.size(),
                calls().answered(),
                calls().abandoned(),
                100 * calls().rate(),
                waits.isEmpty() ? Double.NaN : Ratios.quantile(waits, 0.5),
                waits.isEmpty() ? Double.NaN : Ratios.quantile(waits, 0.95),
                stumbled == 0 ? "" : "; refused " + stumbled + " times, first: " + why);
    }
}
