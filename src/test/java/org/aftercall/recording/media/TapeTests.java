package org.aftercall.recording.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Random;
import org.aftercall.recording.Profile;
import org.aftercall.recording.Voices;
import org.junit.jupiter.api.Test;

class TapeTests {
    @Test
    void theNurseIsLeftAndThePatientRight() throws IOException {
        var sides = back(opus(Voices.tape(Voices.tone(3, 440, 8000), Voices.tone(3, 900, 3000))));
        assertThat(rms(sides[0])).isCloseTo(8000 * 0.577, within(500.0));
        assertThat(rms(sides[1])).isCloseTo(3000 * 0.577, within(200.0));
    }

    @Test
    void nothingOfOneSideIsHeardOnTheOther() throws IOException {
        var hiss = Voices.hiss(6, 20, new Random(1));
        var sides = back(opus(Voices.tape(Voices.tone(6, 440, 16000), hiss)));
        assertThat(rms(sides[0])).isGreaterThan(8000);
        assertThat(rms(sides[1])).isLessThan(25);
    }

    @Test
    void nothingIsLostAtTheStartOrTheEnd() throws IOException {
        for (int frames : new int[] {160, 8001, 23_457}) {
            var voice = Arrays.copyOf(Voices.tone(4, 300, 9000), frames);
            var heard = new ByteArrayOutputStream();
            var found = Tape.toOpus(new ByteArrayInputStream(Voices.tape(voice, voice)), heard);
            assertThat(found.durationMs()).isEqualTo(frames / 8);
            // The codec rounds up to its own frames, at most two of them.
            assertThat(back(heard.toByteArray())[0].length).isBetween(frames, frames + 320);
        }
    }

    @Test
    void whatIsHeardIsWhatWasSaid() throws IOException {
        // A sweep through the whole telephone band, and another one at the same time.
        var up = sweep(300, 3400);
        var down = sweep(3400, 300);
        var sides = back(opus(Voices.tape(up, down)));
        assertThat(likeness(up, sides[0])).isGreaterThan(0.98);
        assertThat(likeness(down, sides[1])).isGreaterThan(0.98);
        assertThat(likeness(up, sides[1])).isLessThan(0.1);
    }

    private static short[] sweep(double from, double to) {
        var samples = new short[8000 * 4];
        double phase = 0;
        for (int i = 0; i < samples.length; i++) {
            phase += 2 * Math.PI * (from + (to - from) * i / samples.length) / 8000;
            samples[i] = (short) (8000 * Math.sin(phase));
        }
        return samples;
    }

    /** 1 for the same, 0 for nothing in common. */
    private static double likeness(short[] said, short[] heard) {
        double both = 0;
        double one = 0;
        double other = 0;
        for (int i = 0; i < said.length; i++) {
            both += (double) said[i] * heard[i];
            one += (double) said[i] * said[i];
            other += (double) heard[i] * heard[i];
        }
        return Math.abs(both) / Math.sqrt(one * other);
    }

    @Test
    void aTornLastFrameIsLeftOut() throws IOException {
        var tape = Voices.tape(Voices.tone(1, 440, 9000), Voices.tone(1, 700, 9000));
        var whole = opus(tape);
        for (int more = 1; more < 4; more++) {
            assertThat(opus(Arrays.copyOf(tape, tape.length + more))).isEqualTo(whole);
        }
    }

    @Test
    void theSameTapeAlwaysGivesTheSameBytes() throws IOException {
        var tape = Voices.tape(Voices.hiss(5, 4000, new Random(2)), Voices.tone(5, 500, 7000));
        assertThat(opus(tape)).isEqualTo(opus(tape));
    }

    @Test
    void thePeaksFollowTheVoice() throws IOException {
        var heard =
                Tape.toOpus(
                        new ByteArrayInputStream(
                                Voices.tape(Voices.tone(3, 400, 16384), new short[24_000])),
                        OutputStream.nullOutputStream());
        assertThat(heard.nurse().peaks()).hasSize(3 * Profile.PER_SECOND);
        assertThat(heard.nurse().peaks()[10] & 0xff).isBetween(125, 128);
        assertThat(heard.nurse().peaks()[60]).isZero();
        assertThat(heard.nurse().peakDbfs()).isCloseTo(-6f, within(0.1f));
        assertThat(heard.patient().peakDbfs()).isEqualTo(Profile.SILENCE);
        assertThat(heard.silent()).isFalse();
    }

    @Test
    void anIdleLineIsSilence() throws IOException {
        var idle = Voices.hiss(2, 3, new Random(3));
        assertThat(
                        Tape.toOpus(
                                        new ByteArrayInputStream(Voices.tape(idle, idle)),
                                        OutputStream.nullOutputStream())
                                .silent())
                .isTrue();
    }

    @Test
    void aFullDiskIsToldAsSuch() {
        var full =
                new OutputStream() {
                    private int left = 2000;

                    @Override
                    public void write(int b) throws IOException {
                        if (left-- == 0) {
                            throw new IOException("No space left on device");
                        }
                    }
                };
        var tape = Voices.tape(Voices.tone(30, 440, 9000), Voices.tone(30, 700, 9000));
        assertThatThrownBy(() -> Tape.toOpus(new ByteArrayInputStream(tape), full))
                .isInstanceOf(IOException.class)
                .hasMessage("No space left on device");
    }

    private static byte[] opus(byte[] tape) throws IOException {
        var opus = new ByteArrayOutputStream();
        Tape.toOpus(new ByteArrayInputStream(tape), opus);
        return opus.toByteArray();
    }

    private static short[][] back(byte[] opus) throws IOException {
        var nurse = new short[8000 * 60];
        var patient = new short[8000 * 60];
        int count = 0;
        try (var reader = new OpusReader(new ByteArrayInputStream(opus))) {
            for (var both = reader.next(); both != null; both = reader.next()) {
                while (both.remaining() >= 2) {
                    nurse[count] = both.get();
                    patient[count++] = both.get();
                }
            }
        }
        return new short[][] {Arrays.copyOf(nurse, count), Arrays.copyOf(patient, count)};
    }

    private static double rms(short[] samples) {
        double sum = 0;
        for (short s : samples) {
            sum += (double) s * s;
        }
        return Math.sqrt(sum / samples.length);
    }
}
