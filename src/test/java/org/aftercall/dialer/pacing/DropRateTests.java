package org.aftercall.dialer.pacing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The regulators' own statements as cases. Where a statement gives words and no figures, the
 * figures are worked out here by hand from the words.
 */
class DropRateTests {
    private static final LocalDate FIRST = LocalDate.of(2026, 3, 1);

    @Test
    void ofcomDividesTheAbandonedByTheAbandonedAndTheLive() {
        // 3 / (3 + 97)
        assertThat(OfcomRate.withDetection(3, 0, 0, 97).rate()).isEqualTo(0.03);
        assertThat(OfcomRate.withoutDetection(3, 97, 0).rate()).isEqualTo(0.03);
        assertThat(OfcomRate.withDetection(0, 0, 0, 0).rate()).isZero();
    }

    @Test
    void ofcomAddsTheReasonedEstimateOfFalsePositives() {
        // 400 verdicts "machine", 2 % of them wrong: 8 persons more. (12 + 8) / (12 + 8 + 980)
        assertThat(OfcomRate.withDetection(12, 400, 0.02, 980).rate())
                .isCloseTo(0.02, within(1e-12));
        // Left out, the same day looks better than it was.
        assertThat(OfcomRate.withDetection(12, 400, 0, 980).rate()).isLessThan(0.0121);
    }

    @Test
    void ofcomTakesOffTheReasonedEstimateOfMachinesWhereNoneAreDetected() {
        // Operators met 250 machines in 1000 calls: a quarter of 40 abandoned calls, 10, as well.
        // 30 / (30 + 750)
        assertThat(OfcomRate.withoutDetection(40, 1000, 250).rate())
                .isCloseTo(30.0 / 780, within(1e-12));
    }

    @Test
    void aDayThatDetectedMachinesForAPartIsOneDay() {
        // (3 + 100 · 0.03) + (4 − 4 · 20 / 100) of these and 107 + 80
        var day =
                OfcomRate.withDetection(3, 100, 0.03, 107)
                        .and(OfcomRate.withoutDetection(4, 100, 20));
        assertThat(day.rate()).isCloseTo(9.2 / (9.2 + 187), within(1e-12));
    }

    @Test
    void ofcomCountsMakeSense() {
        assertThatThrownBy(() -> OfcomRate.withoutDetection(1, 5, 6))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> OfcomRate.withDetection(1, 5, 1.1, 6))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Tally(1, 2)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"0, false", "1999, false", "2000, false", "2001, true", "9000, true"})
    void theFtcCallsItAbandonedAfterTwoSecondsFromTheGreeting(long millis, boolean abandoned) {
        assertThat(TsrRate.abandoned(Duration.ofMillis(millis))).isEqualTo(abandoned);
    }

    /** "A live representative takes at least 97 percent of the calls answered by consumers." */
    @ParameterizedTest
    @CsvSource({"100, 3, true", "100, 4, false", "33, 1, false", "34, 1, true", "0, 0, true"})
    void theFtcWantsNinetySevenOfAHundredTaken(int answered, int abandoned, boolean kept) {
        var periods = TsrRate.periods(FIRST, FIRST, Map.of(FIRST, new Tally(answered, abandoned)));
        assertThat(periods).singleElement().matches(p -> p.kept() == kept);
    }

    /** "Over the duration of a single calling campaign, if less than 30 days." */
    @Test
    void aShortCampaignIsMeasuredAsAWhole() {
        var days = new HashMap<LocalDate, Tally>();
        days.put(FIRST, new Tally(100, 9));
        days.put(FIRST.plusDays(9), new Tally(300, 3));
        assertThat(TsrRate.periods(FIRST, FIRST.plusDays(9), days))
                .containsExactly(new TsrRate.Period(FIRST, FIRST.plusDays(10), new Tally(400, 12)))
                .allMatch(TsrRate.Period::kept);
    }

    /** "Or separately over each successive 30-day period or portion thereof." */
    @Test
    void aLongCampaignIsMeasuredThirtyDaysByThirtyAndTheRest() {
        var days = new HashMap<LocalDate, Tally>();
        for (int day = 0; day < 75; day++) {
            days.put(FIRST.plusDays(day), new Tally(100, day < 30 ? 1 : day < 60 ? 5 : 3));
        }
        var periods = TsrRate.periods(FIRST, FIRST.plusDays(74), days);
        assertThat(periods)
                .extracting(TsrRate.Period::calls)
                .containsExactly(new Tally(3000, 30), new Tally(3000, 150), new Tally(1500, 45));
        // 225 of 7500 is three percent, but the second period alone is five.
        assertThat(periods).extracting(TsrRate.Period::kept).containsExactly(true, false, true);
        assertThat(periods.getLast().until()).isEqualTo(FIRST.plusDays(75));
    }

    @Test
    void anHourWithoutCallsHasTheChanceOfTheOthers() {
        var dialed = new int[24];
        var answered = new int[24];
        dialed[10] = 1000;
        answered[10] = 700;
        dialed[11] = 1000;
        answered[11] = 300;
        var odds = new AnswerOdds(dialed, answered);
        assertThat(odds.at(10)).isCloseTo(0.69, within(0.01));
        assertThat(odds.at(11)).isCloseTo(0.31, within(0.01));
        assertThat(odds.at(15)).isCloseTo(0.5, within(0.01));
        assertThat(new AnswerOdds(new int[24], new int[24]).at(9)).isCloseTo(0.4, within(1e-9));
    }
}
