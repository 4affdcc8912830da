package org.aftercall.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FiguresTests {
    @Test
    void aTalkInTurnsHasNoOverlapAndItsSilence() {
        var f =
                Figures.of(
                        List.of(
                                says(Speaker.NURSE, 0, 3000),
                                says(Speaker.PATIENT, 5000, 6000),
                                says(Speaker.NURSE, 10_000, 12_000)));
        assertThat(f.spanMs()).isEqualTo(12_000);
        assertThat(f.overlapMs()).isZero();
        assertThat(f.silenceMs()).isEqualTo(6000);
        assertThat(f.longestSilence()).isEqualTo(new Figures.Stretch(6000, 10_000));
        assertThat(f.nurse().talkMs()).isEqualTo(5000);
        assertThat(f.patient().share()).isEqualTo(1 / 6.0);
        assertThat(f.nurse().longest().length()).isEqualTo(12_000);
    }

    @Test
    void whoBeginsWhileTheOtherSpeaksAndMakesHimStopInterrupts() {
        var f =
                Figures.of(
                        List.of(says(Speaker.PATIENT, 0, 4000), says(Speaker.NURSE, 3500, 6000)));
        assertThat(f.nurse().interruptions()).isEqualTo(1);
        assertThat(f.patient().interruptions()).isZero();
        assertThat(f.overlapMs()).isEqualTo(500);
    }

    @Test
    void aNodInterruptsNobodyAndEndsNoMonologue() {
        var f =
                Figures.of(
                        List.of(
                                says(Speaker.PATIENT, 0, 9000),
                                says(Speaker.NURSE, 4000, 4400),
                                says(Speaker.PATIENT, 9700, 12_000)));
        assertThat(f.nurse().interruptions()).isZero();
        assertThat(f.patient().longest()).isEqualTo(new Figures.Stretch(0, 12_000));
    }

    @Test
    void theRateCountsCharactersOrWords() {
        var chinese = word("您好", 0, 1000);
        var english = word("hello", 0, 1000);
        assertThat(rate(chinese)).isEqualTo(120);
        assertThat(rate(english)).isEqualTo(60);
    }

    @Test
    void nothingSaidIsAllNought() {
        var f = Figures.of(List.of());
        assertThat(f.spanMs() + f.silenceMs() + f.nurse().perMinute()).isZero();
    }

    @Test
    void speechOverlapAndSilenceFillTheTalkWhateverIsSaid() {
        var random = new Random(7);
        for (int i = 0; i < 3000; i++) {
            var all = new ArrayList<Utterance>();
            for (int n = random.nextInt(20); n >= 0; n--) {
                int from = random.nextInt(60_000);
                all.add(
                        says(
                                random.nextBoolean() ? Speaker.NURSE : Speaker.PATIENT,
                                from,
                                from + 1 + random.nextInt(5000)));
            }
            var f = Figures.of(all);
            assertThat(f.nurse().talkMs() + f.patient().talkMs() - f.overlapMs() + f.silenceMs())
                    .isEqualTo(f.spanMs());
            assertThat(f.nurse().share() + f.patient().share())
                    .isCloseTo(1, org.assertj.core.data.Offset.offset(1e-9));
            assertThat(f.silenceMs()).isBetween(f.longestSilence().length(), f.spanMs());
        }
    }

    private static int rate(Utterance.Word word) {
        return Figures.of(List.of(new Utterance(0, Speaker.PATIENT, 0, 1000, List.of(word))))
                .patient()
                .perMinute();
    }

    private static Utterance says(Speaker who, int from, int to) {
        return new Utterance(0, who, from, to, List.of(word("word", from, to)));
    }

    private static Utterance.Word word(String word, int from, int to) {
        return new Utterance.Word(word, from, to, 1);
    }
}
