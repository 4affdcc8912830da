package org.aftercall.telephony.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * What the benchmark B2 counts, in its small form; the full one is {@code ./aftercall bench b2}.
 */
class EventRateTests {
    private static final int CALLS = 100;

    /** Both legs of a call end. */
    private static final int ENDS = 2 * CALLS;

    @Test
    void everyEndThatAsteriskTellsIsHeard() throws Exception {
        var run = EventRate.ours(CALLS, 20_000, false);
        assertThat(run.ends()).isEqualTo(ENDS);
        assertThat(run.detected()).isZero();
        assertThat(run.reReads()).isZero();
    }

    @Test
    void whatAListenerWhoStoodStillMissedIsCountedAndTheLinesAreReadAgain() throws Exception {
        var run = EventRate.ours(CALLS, 50, true);
        assertThat(run.ends()).isLessThan(ENDS);
        assertThat(run.detected()).isPositive();
        assertThat(run.reReads()).isPositive();
        assertThat(run.accounted(ENDS)).isTrue();
    }
}
