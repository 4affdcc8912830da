package org.aftercall.telephony.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.aftercall.telephony.AsteriskPair;
import org.aftercall.telephony.LineEvent.Answered;
import org.aftercall.telephony.LineEvent.Joined;
import org.aftercall.telephony.LineId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Words that are on no tape, on a real Asterisk: silence on both sides, and no time lost. */
class HushTests {
    private static final int TONE = 8060;

    private static Bench bench;

    @BeforeAll
    static void open() {
        bench = new Bench();
    }

    @AfterAll
    static void close() {
        bench.switchboard.liveLines().forEach(line -> bench.switchboard.hangUp(line.line()));
        bench.close();
    }

    @Test
    void aHushedTapeGoesOnInSilenceAlsoWhenTheCallIsHandedOver() {
        LineId patient = bench.dial(AsteriskPair.measuring(3));
        bench.ears.hear(patient, Answered.class);
        LineId nurse = bench.nurse(TONE);
        bench.join(patient, nurse);
        int talking = settled(patient);

        assertThat(bench.switchboard.hush(patient, true)).isTrue();
        int hushed = settled(patient);
        LineId third = bench.nurse(TONE);
        bench.switchboard.gather(patient, List.of(nurse, third));
        bench.ears.hear(patient, Joined.class, 2);
        bench.end(nurse);
        int handed = settled(patient);
        assertThat(bench.switchboard.hush(patient, false)).isTrue();
        int again = settled(patient);
        bench.end(patient);
        bench.end(third);

        Tape tape = bench.tape(patient);
        for (int at : new int[] {talking, again}) {
            assertThat(Tape.loudest(tape.left(), at, at + Tape.RATE / 2)).isGreaterThan(-30);
            assertThat(Tape.loudest(tape.right(), at, at + Tape.RATE / 2)).isGreaterThan(-30);
        }
        // From the first moment that is silent for sure to the last, not a sample.
        assertThat(loudestSample(tape.left(), hushed, handed + Tape.RATE / 2)).isZero();
        assertThat(loudestSample(tape.right(), hushed, handed + Tape.RATE / 2)).isZero();
        // Silence takes as long as the words took: what comes after is where it was said.
        assertThat(tape.left().length).isGreaterThan(again + Tape.RATE / 2);
    }

    @Test
    void aLineThatIsGoneOrHasNoTapeSaysSo() {
        assertThat(bench.switchboard.hush(LineId.next(), true)).isFalse();
    }

    private static int loudestSample(short[] side, int from, int until) {
        int loudest = 0;
        for (int i = from; i < Math.min(until, side.length); i++) {
            loudest = Math.max(loudest, Math.abs(side[i]));
        }
        return loudest;
    }

    private static int settled(LineId line) {
        return bench.listen(line, Duration.ofMillis(2_400)) + Tape.RATE * 3 / 2;
    }
}
