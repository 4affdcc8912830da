package org.aftercall.followup;

import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.aftercall.followup.Trial.Outcome;
import org.aftercall.followup.trial.Bounds;
import org.aftercall.followup.trial.Draw.Arm;
import org.aftercall.followup.trial.Sample;
import org.aftercall.followup.trial.Stopping;
import org.aftercall.script.Measures;
import org.aftercall.script.Questionnaire;
import org.jspecify.annotations.Nullable;

/**
 * What two wordings came to: each patient counts once, whatever wording he heard in the end.
 *
 * @param ratio how much more likely a difference in alarms is than none, see {@link Stopping}
 */
record TrialFigures(List<Line> lines, double ratio) {
    /** What is compared. */
    enum What {
        /** Of all to whom a wording fell. */
        REACHED,
        /** Of those reached. */
        COMPLETE,
        /** Of those reached, something found. */
        ALARMS,
        /** On the telephone, of those reached. */
        MINUTES,
        /** Of those who said. */
        SATISFACTION,
        /** Of those who said, or, where no question is named, of those reached. */
        COMPLAINTS
    }

    /**
     * One figure of both wordings.
     *
     * @param difference how much larger it is with the new one; null where there is too little
     */
    record Line(What what, Side usual, Side fresh, @Nullable Bounds difference) {}

    /**
     * @param hits how many; null for a mean
     * @param of of how many
     * @param bounds null where there is too little
     */
    record Side(@Nullable Integer hits, int of, @Nullable Bounds bounds) {}

    static TrialFigures of(Trial trial, List<Outcome> outcomes, Questionnaire questionnaire) {
        var a = new Heard(outcomes.stream().filter(o -> o.arm() == Arm.A).toList());
        var b = new Heard(outcomes.stream().filter(o -> o.arm() == Arm.B).toList());
        var measures = new Measures(questionnaire);
        var lines =
                Stream.of(
                                share(What.REACHED, a, b, o -> true, Outcome::reached),
                                share(What.COMPLETE, a, b, Outcome::reached, Outcome::complete),
                                share(What.ALARMS, a, b, Outcome::reached, Outcome::alarm),
                                mean(What.MINUTES, a, b, Outcome::reached, o -> o.seconds() / 60),
                                satisfaction(trial, a, b, measures),
                                complaints(trial, a, b, measures))
                        .filter(Objects::nonNull)
                        .toList();
        return new TrialFigures(lines, Stopping.ratio(a.found(), b.found()));
    }

    private static @Nullable Line satisfaction(Trial trial, Heard a, Heard b, Measures measures) {
        var asked = trial.satisfaction();
        return asked == null
                ? null
                : mean(
                        What.SATISFACTION,
                        a,
                        b,
                        o -> measures.number(asked, o.answers()).isPresent(),
                        o -> measures.number(asked, o.answers()).orElseThrow());
    }

    private static Line complaints(Trial trial, Heard a, Heard b, Measures measures) {
        var asked = trial.complaint();
        return asked == null
                ? share(What.COMPLAINTS, a, b, Outcome::reached, Outcome::complaint)
                : share(
                        What.COMPLAINTS,
                        a,
                        b,
                        o -> measures.found(asked, Complaint.FORM, o.answers()).isPresent(),
                        o -> measures.found(asked, Complaint.FORM, o.answers()).orElseThrow());
    }

    /** The patients to whom one wording fell. */
    private record Heard(List<Outcome> patients) {
        Stopping.Found found() {
            var reached = patients.stream().filter(Outcome::reached).toList();
            return new Stopping.Found(
                    (int) reached.stream().filter(Outcome::alarm).count(), reached.size());
        }
    }

    private static Line share(
            What what, Heard a, Heard b, Predicate<Outcome> of, Predicate<Outcome> hit) {
        var usual = share(a, of, hit);
        var fresh = share(b, of, hit);
        return new Line(
                what,
                usual,
                fresh,
                usual.of() == 0 || fresh.of() == 0
                        ? null
                        : Bounds.difference(
                                Objects.requireNonNull(usual.hits()),
                                usual.of(),
                                Objects.requireNonNull(fresh.hits()),
                                fresh.of()));
    }

    private static Side share(Heard arm, Predicate<Outcome> of, Predicate<Outcome> hit) {
        var counted = arm.patients().stream().filter(of).toList();
        int hits = (int) counted.stream().filter(hit).count();
        return new Side(
                hits,
                counted.size(),
                counted.isEmpty() ? null : Bounds.share(hits, counted.size()));
    }

    private static Line mean(
            What what, Heard a, Heard b, Predicate<Outcome> of, ToDoubleFunction<Outcome> value) {
        var usual = sample(a, of, value);
        var fresh = sample(b, of, value);
        return new Line(
                what,
                side(usual),
                side(fresh),
                usual.size() < 2 || fresh.size() < 2 ? null : Bounds.difference(usual, fresh));
    }

    private static Sample sample(
            Heard arm, Predicate<Outcome> of, ToDoubleFunction<Outcome> value) {
        return Sample.of(arm.patients().stream().filter(of).map(value::applyAsDouble).toList());
    }

    private static Side side(Sample sample) {
        return new Side(null, sample.size(), sample.size() < 2 ? null : Bounds.mean(sample));
    }
}
