package org.aftercall.followup.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.UUID;
import org.aftercall.followup.trial.Draw.Arm;
import org.aftercall.followup.trial.Stopping.Found;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoppingTests {
    /** It is looked at after each of 3000 talks, a thousand times over. */
    @ParameterizedTest
    @ValueSource(doubles = {0.03, 0.1, 0.2, 0.5})
    void whereBothFindTheSameItIsSeldomGivenUpHoweverOftenOneLooks(double share) {
        var random = new Random(11);
        int wrong = 0;
        for (int i = 0; i < 1000; i++) {
            wrong += stopsAfter(random, share, share, 3000) > 0 ? 1 : 0;
        }
        // 2.5 %, and three standard errors of a thousand tries.
        assertThat(wrong).isLessThanOrEqualTo(25 + 15);
    }

    @ParameterizedTest
    @CsvSource({"0.2, 0.1, 1200", "0.3, 0.15, 800", "0.1, 0.03, 1200", "0.2, 0.05, 500"})
    void whereTheNewWordingFindsFewerItIsGivenUpInTime(double usual, double fresh, int talks) {
        var random = new Random(12);
        var stops = new int[300];
        for (int i = 0; i < stops.length; i++) {
            stops[i] = stopsAfter(random, usual, fresh, talks);
        }
        assertThat(Arrays.stream(stops).filter(n -> n > 0).count()).isGreaterThan(270);
        var sorted = Arrays.stream(stops).filter(n -> n > 0).sorted().toArray();
        assertThat(sorted[sorted.length / 2]).isLessThan(talks / 2 + 100);
    }

    @Test
    void whereItFindsMoreItGoesOn() {
        var random = new Random(13);
        for (int i = 0; i < 200; i++) {
            assertThat(stopsAfter(random, 0.1, 0.2, 1500)).isZero();
        }
    }

    @Test
    void beforeFiftyTalksOfEachNothingIsConcluded() {
        assertThat(Stopping.findsFewer(new Found(49, 49), new Found(0, 500))).isFalse();
        assertThat(Stopping.findsFewer(new Found(400, 500), new Found(0, 49))).isFalse();
        assertThat(Stopping.ratio(new Found(49, 49), new Found(0, 49))).isEqualTo(1);
        assertThat(Stopping.findsFewer(new Found(25, 50), new Found(0, 50))).isTrue();
    }

    @Test
    void theRatioIsThatOfTheFormula() {
        // s = 41/202*161/202/200 + 21/202*181/202/200; d = 0.1; by hand.
        double s = (41.0 / 202 * 161 / 202 + 21.0 / 202 * 181 / 202) / 200;
        double expected = Math.sqrt(s / (s + 0.01)) * Math.exp(0.01 * 0.01 / (2 * s * (s + 0.01)));
        assertThat(Stopping.ratio(new Found(40, 200), new Found(20, 200)))
                .isCloseTo(expected, within(1e-9))
                .isCloseTo(9.3, within(2.0));
    }

    @Test
    void moreAlarmsThanTalksAreNone() {
        assertThatThrownBy(() -> new Found(2, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theLotIsFairAlwaysTheSameAndAnotherInAnotherComparison() {
        var trial = new UUID(1, 2);
        var other = new UUID(3, 4);
        int b = 0;
        int both = 0;
        for (int i = 0; i < 20_000; i++) {
            var patient = new UUID(77, i);
            var arm = Draw.arm(trial, patient);
            assertThat(Draw.arm(trial, patient)).isEqualTo(arm);
            b += arm == Arm.B ? 1 : 0;
            both += arm == Arm.B && Draw.arm(other, patient) == Arm.B ? 1 : 0;
        }
        assertThat(b).isBetween(9_750, 10_250);
        assertThat(both).isBetween(4_800, 5_200);
    }

    /** In how many talks of each arm it was given up; 0 where it was not. */
    private static int stopsAfter(Random random, double usual, double fresh, int talks) {
        int a = 0;
        int b = 0;
        for (int n = 1; n <= talks; n++) {
            a += random.nextDouble() < usual ? 1 : 0;
            b += random.nextDouble() < fresh ? 1 : 0;
            if (Stopping.findsFewer(new Found(a, n), new Found(b, n))) {
                return n;
            }
        }
        return 0;
    }
}
