package org.aftercall.telephony.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.aftercall.telephony.AsteriskPair;
import org.aftercall.telephony.LineEvent.Answered;
import org.junit.jupiter.api.Test;

/** A nurse's leg dies in mid-talk: what her patient hears, on his own tape. */
class LeftAloneTests {
    @Test
    void whoIsLeftAloneIsAskedForAMomentHearsMusicAndTalksOnWithWhoComes() {
        try (var bench = new Bench()) {
            var patient = bench.dial(AsteriskPair.somebody(31));
            bench.ears.hear(patient, Answered.class);
            var nurse = bench.nurse(8058);
            bench.join(patient, nurse);
            bench.listen(patient, Duration.ofSeconds(1));
            bench.end(nurse);
            int alone = bench.listen(patient, Duration.ofSeconds(3));
            var tape = bench.tape(patient);
            // It is said within a second, and he is not left in silence.
            assertThat(Tape.loudest(tape.right(), alone, alone + 2 * Tape.RATE)).isGreaterThan(-40);
            bench.listen(patient, Duration.ofSeconds(3));

            var colleague = bench.nurse(8060);
            bench.join(patient, colleague);
            int from = bench.listen(patient, Duration.ofSeconds(3));
            var after = bench.tape(patient);
            assertThat(Tape.purity(after.right(), from + Tape.RATE, from + 2 * Tape.RATE, 1000))
                    .isGreaterThan(0.5);
            bench.end(patient);
            bench.end(colleague);
        }
    }
}
