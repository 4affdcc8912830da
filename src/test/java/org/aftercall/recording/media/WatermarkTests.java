package org.aftercall.recording.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.aftercall.recording.Voices;
import org.junit.jupiter.api.Test;

class WatermarkTests {
    private static final int SECONDS = 20;

    @Test
    void aCopyTellsWhoseItIsAndNoOtherClaimsIt() throws IOException {
        var original = opus();
        var copy = copy(original, mark("mine"));
        var sides = Copying.sides(new ByteArrayInputStream(copy), SECONDS);
        assertThat(mark("mine").isIn(sides[0])).isTrue();
        assertThat(mark("mine").isIn(sides[1])).isTrue();
        for (int i = 0; i < 40; i++) {
            assertThat(mark("another " + i).isIn(sides[0])).as("%d", i).isFalse();
        }
        var unmarked = Copying.sides(new ByteArrayInputStream(original), SECONDS);
        assertThat(mark("mine").isIn(unmarked[0])).isFalse();
        assertThat(
                        new Watermark("other house".getBytes(StandardCharsets.US_ASCII), id("mine"))
                                .isIn(sides[0]))
                .as("without the secret nobody makes it or finds it")
                .isFalse();
    }

    @Test
    void itSurvivesBeingCodedOnceMore() throws IOException {
        var again = copy(copy(opus(), mark("mine")), mark("the second one's"));
        var sides = Copying.sides(new ByteArrayInputStream(again), SECONDS);
        assertThat(mark("mine").isIn(sides[0])).isTrue();
        assertThat(mark("the second one's").isIn(sides[0])).isTrue();
    }

    @Test
    void nobodyHearsItAndInSilenceThereIsNone() throws IOException {
        var sound = new short[2 * 8000];
        for (int i = 0; i < 8000; i++) {
            sound[2 * i] = (short) (6000 * Math.sin(i * 0.4));
        }
        var marked = sound.clone();
        mark("mine").pen().mark(marked, 8000);
        double voice = 0;
        double noise = 0;
        for (int i = 0; i < 8000; i++) {
            voice += (double) sound[2 * i] * sound[2 * i];
            noise += Math.pow(marked[2 * i] - sound[2 * i], 2);
            assertThat(marked[2 * i + 1]).isZero();
        }
        assertThat(10 * Math.log10(voice / noise)).isGreaterThan(26);
        assertThat(noise).isPositive();
    }

    private static Watermark mark(String id) {
        return new Watermark("the house's".getBytes(StandardCharsets.US_ASCII), id(id));
    }

    private static byte[] id(String id) {
        return id.getBytes(StandardCharsets.US_ASCII);
    }

    /** Tones and hiss that come and go, as voices do. */
    private static byte[] opus() throws IOException {
        var random = new Random(3);
        var nurse = Voices.tone(SECONDS, 440, 9000);
        var patient = Voices.tone(SECONDS, 700, 5000);
        var hiss = Voices.hiss(SECONDS, 700, random);
        for (int i = 0; i < nurse.length; i++) {
            nurse[i] += nurse[i] == 0 ? 0 : hiss[i];
            patient[i] += patient[i] == 0 ? 0 : hiss[hiss.length - 1 - i];
        }
        var out = new ByteArrayOutputStream();
        Tape.toOpus(new ByteArrayInputStream(Voices.tape(nurse, patient)), out);
        return out.toByteArray();
    }

    private static byte[] copy(byte[] opus, Watermark mark) throws IOException {
        var out = new ByteArrayOutputStream();
        Copying.copy(new ByteArrayInputStream(opus), mark, out);
        return out.toByteArray();
    }
}
