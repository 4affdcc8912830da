package org.aftercall.dialer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.aftercall.bench.F7;
import org.junit.jupiter.api.Test;

/** The small form of the fault experiment F7; the full one is {@code ./aftercall soak F7}. */
class TwoDialersTests {
    @Test
    void twoDialersNeverRingATelephoneTwiceHoweverLateOneOfThemWakes() throws Exception {
        var verdict = F7.run(20, 500, Duration.ofMinutes(2));
        System.out.println(verdict);
        assertThat(verdict.duplicates()).isZero();
        assertThat(verdict.stale()).isZero();
        assertThat(verdict.open()).isZero();
        assertThat(verdict.zombies()).isEqualTo(20);
        assertThat(verdict.refused()).isPositive();
        assertThat(verdict.attempts()).isGreaterThanOrEqualTo(500);
    }
}
