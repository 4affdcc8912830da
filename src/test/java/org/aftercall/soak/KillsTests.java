package org.aftercall.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.aftercall.telephony.asterisk.Hand;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The small form of the fault experiment F1; the full one is {@code ./aftercall soak F1}. */
class KillsTests {
    private static final int CALLS = 6;
    private static final int KILLS = 2;

    @AfterEach
    void quiet() {
        try (var hand = new Hand()) {
            hand.hangUpAll();
        }
    }

    @Test
    void everyCallOfAKilledHouseHasOneOutcomeAndRecordAndNobodyIsRungTwice() throws Exception {
        long seed = ThreadLocalRandom.current().nextInt(1_000_000);
        System.out.printf("F1: %d kills of a house that calls, seed %d%n", KILLS, seed);
        var verdict = Kills.run(CALLS, KILLS, seed, Application::compiled);
        System.out.println(verdict.details() + "; " + verdict);
        assertThat(verdict.calls()).isGreaterThanOrEqualTo(CALLS);
        assertThat(verdict.kills()).isEqualTo(KILLS);
        assertThat(verdict.lost()).isZero();
        assertThat(verdict.doubled()).isZero();
        assertThat(verdict.tapeless()).isZero();
        // The full count holds it to five seconds, on a machine that does nothing else.
        assertThat(verdict.slowest()).isLessThan(Duration.ofSeconds(60));
    }
}
