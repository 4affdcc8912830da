package org.aftercall.dialer.pacing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.aftercall.dialer.pacing.Pacing.Memory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PacingTests {
    private static final Spans ANSWER = new Town(1).history(Town.Attempt::untilAnswer);
    private static final Spans WRAP_UP = new Town(1).history(Town.Attempt::wrapUp);

    static Stream<Pacing> thoseThatReserveANurse() {
        return Stream.of(
                new Preview(),
                new Progressive(),
                new ZeroAbandon(0),
                new ZeroAbandon(0.03),
                new ZeroAbandon(0.5),
                new ZeroAbandon(0.03, false));
    }

    @ParameterizedTest
    @MethodSource("thoseThatReserveANurse")
    void aReservedNurseMeansNoAbandonedPatient(Pacing policy) {
        for (long seed = 1; seed <= 2; seed++) {
            for (int nurses : new int[] {1, 7, 30}) {
                var outcome = Simulation.run(policy, nurses, 1, seed);
                assertThat(outcome.calls().answered()).isPositive();
                assertThat(outcome.calls().abandoned())
                        .as("%s, %d nurses, seed %d", policy, nurses, seed)
                        .isZero();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 20, 150})
    void theCapHoldsInEveryWindow(int nurses) {
        int abandoned = 0;
        for (long seed = 1; seed <= 3; seed++) {
            for (double interruptions : new double[] {0, 0.03}) {
                var outcome = Simulation.run(new Capped(0.01, interruptions), nurses, 1, seed);
                assertThat(outcome.worstWindow())
                        .as("%d nurses, seed %d, %s", nurses, seed, interruptions)
                        .isLessThanOrEqualTo(0.01);
                abandoned += outcome.calls().abandoned();
            }
        }
        // Else it would only have been too timid to be put to the test.
        if (nurses == 150) {
            assertThat(abandoned).isPositive();
        }
    }

    @Test
    void theWorstWindowOfAPolicyWithoutACapIsSeen() {
        var outcome = Simulation.run(new FixedRatio(2), 10, 1, 1);
        assertThat(outcome.calls().rate()).isGreaterThan(0.05);
        assertThat(outcome.worstWindow()).isGreaterThan(outcome.calls().rate());
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 50})
    void thePredictiveReferenceUsesItsThreePercent(int nurses) {
        var outcome = Simulation.run(new Predictive(0.03), nurses, 2, 1);
        assertThat(outcome.calls().rate()).isBetween(0.02, 0.04);
    }

    @Test
    void withoutAnAbandonedPatientTheNursesTalkNearlyAsMuch() {
        for (int nurses : new int[] {5, 20}) {
            var reference = Simulation.run(new Predictive(0.03), nurses, 1, 11);
            var ours = Simulation.run(new ZeroAbandon(0.03), nurses, 1, 11);
            assertThat(ours.talkMinutes() / reference.talkMinutes()).isGreaterThan(0.95);
        }
    }

    @Test
    void theSameSeedIsTheSameDay() {
        for (var policy : PacingBench.policies().values()) {
            var once = Simulation.run(policy, 6, 1, 42);
            assertThat(Simulation.run(policy, 6, 1, 42)).isEqualTo(once);
            assertThat(Simulation.run(policy, 6, 1, 43)).isNotEqualTo(once);
        }
    }

    @Test
    void theSamePatientHasTheSameLuckWhoeverCallsWhenever() {
        var town = new Town(5);
        assertThat(town.attempt(17, 2)).isEqualTo(new Town(5).attempt(17, 2));
        assertThat(town.attempt(17, 2)).isNotEqualTo(town.attempt(17, 1));
        assertThat(town.truth(17)).isEqualTo(new Town(5).truth(17));
    }

    @Test
    void noOrderIsEverNegativeAndTheGuaranteeIsACount() {
        var chance = new Random(20261122);
        for (int i = 0; i < 5_000; i++) {
            var floor = floor(chance);
            for (var policy : PacingBench.policies().values()) {
                var order = policy.decide(floor, Memory.NONE);
                assertThat(order.dial()).isNotNegative();
                assertThat(policy.decide(floor, Memory.NONE)).isEqualTo(order);
            }
            int spoken = floor.ringing().size() + floor.waiting();
            int zero = new ZeroAbandon(0.2).decide(floor, Memory.NONE).dial();
            assertThat(zero == 0 || spoken + zero <= floor.free() + floor.wrapping().size())
                    .isTrue();
            var capped = new Capped(0.01, 0);
            int most = capped.decide(floor, Memory.NONE).dial();
            assertThat(most == 0 || spoken + most <= floor.free() + capped.room(floor.window()))
                    .isTrue();
            assertThat(new Progressive().decide(floor, Memory.NONE).dial())
                    .isEqualTo(Math.max(0, floor.free() - spoken));
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0", "133, 0, 0", "134, 0, 1", "134, 1, 0", "400, 0, 3", "400, 5, 0"})
    void roomIsCountedInWholePatients(int answered, int abandoned, int room) {
        assertThat(new Capped(0.01, 0).room(new Tally(answered, abandoned))).isEqualTo(room);
    }

    /** The published examples of the intensity modifier. */
    @ParameterizedTest
    @CsvSource({"10, 2.0, 3.0, 3.1", "10, 3.0, 2.0, 2.1", "0, 2.0, 3.0, 3.0", "-10, 2.0, 3.0, 2.9"})
    void adaptIntensityMovesTheLevelAsItsAuthorSays(
            int intensity, double from, double to, double moved) {
        assertThat(new Adapt(0.03, 5, intensity, 0).moved(from, to - from))
                .isCloseTo(moved, within(1e-9));
    }

    @Test
    void adaptNeverLeavesOneToTheMaximumAndFallsToOneOverTheDropLimit() {
        assertThat(new Adapt().moved(1.2, -3)).isEqualTo(1.0);
        assertThat(new Adapt().moved(2.8, 3)).isEqualTo(3.0);
        var idle = new Memory(2.5, 0, 50, 10);
        assertThat(new Adapt().decide(floor(15, new Tally(100, 3)), idle).memory().level())
                .isGreaterThan(2.5);
        assertThat(new Adapt().decide(floor(15, new Tally(100, 4)), idle).memory().level())
                .isEqualTo(1.0);
    }

    @Test
    void adaptMovesEveryFifteenSecondsOnly() {
        var idle = new Memory(1.5, 100, 50, 10);
        assertThat(new Adapt().decide(floor(114.9, Tally.NONE), idle).memory().level())
                .isEqualTo(1.5);
        assertThat(new Adapt().decide(floor(115, Tally.NONE), idle).memory().level())
                .isNotEqualTo(1.5);
    }

    @Test
    void whatEndsIsLearnedFromWhatEnded() {
        var spans = Spans.of(10, 20, 30, 40);
        assertThat(spans.mean()).isEqualTo(25);
        assertThat(spans.over(20)).isEqualTo(0.5);
        assertThat(spans.endsWithin(20, 10)).isEqualTo(0.5);
        assertThat(spans.endsWithin(0, 40)).isEqualTo(1);
        assertThat(spans.endsWithin(4000, 1)).isEqualTo(1);
    }

    private static Floor floor(double at, Tally day) {
        return new Floor(at, 4, 6, List.of(), List.of(), 0, 0.5, ANSWER, WRAP_UP, Tally.NONE, day);
    }

    private static Floor floor(Random chance) {
        return new Floor(
                0,
                chance.nextInt(6),
                chance.nextInt(30),
                some(chance, 10, 200),
                some(chance, 15, 30),
                chance.nextInt(3),
                chance.nextDouble(),
                ANSWER,
                WRAP_UP,
                new Tally(chance.nextInt(500) + 5, chance.nextInt(6)),
                Tally.NONE);
    }

    private static List<Double> some(Random chance, int most, int longest) {
        var some = new ArrayList<Double>();
        for (int n = chance.nextInt(most + 1); n > 0; n--) {
            some.add(chance.nextDouble() * longest);
        }
        return some;
    }
}
