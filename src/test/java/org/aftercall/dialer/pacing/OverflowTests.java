package org.aftercall.dialer.pacing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OverflowTests {
    private static final Spans TEN = Spans.of(10);

    @Test
    void withoutRiskThereIsOneCallForEachFreeNurse() {
        for (int free = 0; free < 6; free++) {
            assertThat(Overflow.callsWithin(floor(free, 0, 0, 0.5), 0, 100)).isEqualTo(free);
        }
    }

    @Test
    void whoNeverAnswersMayBeDialedWithoutEnd() {
        assertThat(Overflow.callsWithin(floor(1, 0, 0, 0), 0.01, 50)).isEqualTo(50);
    }

    @Test
    void theForecastAgreesWithTrying() {
        // Two free nurses, p = 0.4: how many of k calls find nobody, tried a million times.
        var chance = new Random(7);
        for (int calls : new int[] {3, 4, 5, 6}) {
            double lost = 0;
            double answered = 0;
            for (int i = 0; i < 200_000; i++) {
                int answers = 0;
                for (int c = 0; c < calls; c++) {
                    answers += chance.nextDouble() < 0.4 ? 1 : 0;
                }
                answered += answers;
                lost += Math.max(0, answers - 2);
            }
            double share = lost / answered;
            assertThat(Overflow.callsWithin(floor(2, 0, 0, 0.4), share * 1.02, 100))
                    .isEqualTo(calls);
            assertThat(Overflow.callsWithin(floor(2, 0, 0, 0.4), share * 0.98, 100))
                    .isEqualTo(calls - 1);
        }
    }

    @Test
    void whoWillBeReadyInTimeCountsAsReady() {
        // Every write-up ends after ten seconds, every answer comes after ten.
        assertThat(Overflow.callsWithin(floor(0, 3, 0, 1), 0, 100)).isEqualTo(3);
    }

    @Test
    void aTelephoneThatRingsAndAPatientWhoWaitsTakeTheirNurse() {
        assertThat(Overflow.callsWithin(floor(3, 0, 2, 1), 0, 100)).isEqualTo(1);
        assertThat(
                        Overflow.callsWithin(
                                new Floor(
                                        0,
                                        3,
                                        0,
                                        List.of(),
                                        List.of(),
                                        2,
                                        1,
                                        TEN,
                                        TEN,
                                        Tally.NONE,
                                        Tally.NONE),
                                0,
                                100))
                .isEqualTo(1);
    }

    private static Floor floor(int free, int wrapping, int ringing, double p) {
        return new Floor(
                0,
                free,
                0,
                java.util.Collections.nCopies(wrapping, 1.0),
                java.util.Collections.nCopies(ringing, 1.0),
                0,
                p,
                TEN,
                TEN,
                Tally.NONE,
                Tally.NONE);
    }
}
