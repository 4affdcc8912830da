package org.aftercall.recording.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.aftercall.recording.Speech;
import org.aftercall.recording.Voices;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A copy in which words are a tone. */
class RedactionTests {
    private static final int RATE = 8000;
    private static final int SECONDS = 24;

    /** One packet before a tone is made anew, and its window reaches into the one before that. */
    private static final int BEFORE = 2 * RATE / 50;

    /** Five packets behind a tone are coded again. */
    private static final int LANDING = 6 * RATE / 50;

    /** The decoder is led back within it. */
    private static final int SETTLED = LANDING + RATE / 2;

    private static final List<Bleep> WORDS =
            Bleep.over(
                    List.of(
                            new Bleep(5_300, 6_100),
                            new Bleep(14_000, 14_400),
                            new Bleep(17_950, 18_020)));

    private static byte[] original = {};
    private static byte[] copy = {};
    private static RedactedCopy redacted = new RedactedCopy(List.of(), 0, new byte[0]);
    private static short[][] voice = {};
    private static short[][] covered = {};

    @BeforeAll
    static void twoWhoTalkAtOnce() throws IOException, InterruptedException {
        var nurse = lasting(Speech.say("en-us+f4", Speech.prompt("nurse-en").getFirst()));
        var patient = lasting(Speech.say("en-us+m3", Speech.prompt("patient-en").getFirst()));
        var opus = new ByteArrayOutputStream();
        Tape.toOpus(new ByteArrayInputStream(Voices.tape(nurse, patient)), opus);
        original = opus.toByteArray();
        redacted = Redaction.of(new ByteArrayInputStream(original), WORDS);
        copy = read(redacted, 0);
        voice = sides(original);
        covered = sides(copy);
    }

    @Test
    void theWordsAreAToneAndNoVoiceOnEitherSide() {
        for (var bleep : WORDS) {
            for (int side = 0; side < 2; side++) {
                int from = (int) bleep.firstSample() + 80;
                int until = (int) bleep.lastSample() - 80;
                var heard = Arrays.copyOfRange(covered[side], from, until);
                var said = Arrays.copyOfRange(voice[side], from, until);
                assertThat(Tones.share(heard, Bleep.HERTZ)).as("%s", bleep).isGreaterThan(0.995);
                assertThat(Tones.rms(heard)).isBetween(Bleep.LEVEL * 0.68, Bleep.LEVEL * 0.73);
                assertThat(Math.abs(Tones.likeness(Tones.withoutTone(heard), said)))
                        .as("%s", bleep)
                        .isLessThan(0.1);
            }
        }
    }

    @Test
    void outsideTheWordsItIsTheOriginal() {
        for (int side = 0; side < 2; side++) {
            assertThat(covered[side]).hasSameSizeAs(voice[side]);
            for (int at = 0; at < covered[side].length; at++) {
                if (!near(at)) {
                    assertThat(Math.abs(covered[side][at] - voice[side][at]))
                            .as("side %d, %d ms", side, at / 8)
                            .isLessThanOrEqualTo(2);
                }
            }
        }
    }

    @Test
    void rightBehindTheWordsTheVoiceIsThereAgain() {
        for (var bleep : WORDS) {
            for (int side = 0; side < 2; side++) {
                int from = (int) bleep.lastSample() + BEFORE;
                var heard = Arrays.copyOfRange(covered[side], from, from + SETTLED);
                var said = Arrays.copyOfRange(voice[side], from, from + SETTLED);
                assertThat(Tones.likeness(heard, said))
                        .as("%s side %d", bleep, side)
                        .isGreaterThan(0.98);
            }
        }
    }

    @Test
    void anyStretchOfTheCopyIsReadWithoutTheRest() throws IOException {
        var random = new Random(3);
        for (int i = 0; i < 200; i++) {
            int from = random.nextInt(copy.length);
            int until = from + 1 + random.nextInt(Math.min(5_000, copy.length - from));
            try (var in = redacted.open(from, until, RedactionTests::originalFrom)) {
                assertThat(in.readNBytes(until - from))
                        .isEqualTo(Arrays.copyOfRange(copy, from, until));
            }
        }
        try (var in = redacted.open(copy.length - 7, copy.length, RedactionTests::originalFrom)) {
            assertThat(in.readAllBytes()).hasSize(7);
            assertThat(in.read()).isEqualTo(-1);
        }
    }

    @Test
    void sizeAndHashAreThoseOfTheCopy() throws NoSuchAlgorithmException {
        assertThat(redacted.size()).isEqualTo(copy.length);
        assertThat(redacted.sha256())
                .isEqualTo(MessageDigest.getInstance("SHA-256").digest(copy))
                .isNotEqualTo(MessageDigest.getInstance("SHA-256").digest(original));
        assertThat(redacted.weight()).isLessThan(original.length / 2);
    }

    @Test
    void theSameWordsMakeTheSameCopy() throws IOException {
        var again = Redaction.of(new ByteArrayInputStream(original), WORDS);
        assertThat(read(again, 0)).isEqualTo(copy);
    }

    @Test
    void theBeginningAndTheEndCanBeCovered() throws IOException {
        var edges =
                List.of(
                        new Bleep(0, 400),
                        new Bleep(SECONDS * 1000 - 300, SECONDS * 1000 + 5_000),
                        new Bleep(SECONDS * 2000, SECONDS * 2000 + 100));
        var sound = sides(read(Redaction.of(new ByteArrayInputStream(original), edges), 0));
        assertThat(sound[0]).hasSameSizeAs(voice[0]);
        assertThat(Tones.share(Arrays.copyOfRange(sound[1], 80, 3_100), Bleep.HERTZ))
                .isGreaterThan(0.995);
        int last = sound[0].length;
        assertThat(Tones.share(Arrays.copyOfRange(sound[0], last - 2_300, last - 80), Bleep.HERTZ))
                .isGreaterThan(0.98);
    }

    @Test
    void aLongStretchIsMadePieceByPiece() throws IOException, InterruptedException {
        var minutes = new short[150 * RATE];
        var said = Speech.say("en-us+m3", Speech.prompt("patient-en").getFirst());
        for (int i = 0; i < minutes.length; i++) {
            minutes[i] = said[i % said.length];
        }
        var opus = new ByteArrayOutputStream();
        Tape.toOpus(new ByteArrayInputStream(Voices.tape(minutes, minutes)), opus);
        var bytes = opus.toByteArray();
        var all = Redaction.of(new ByteArrayInputStream(bytes), List.of(new Bleep(5_000, 140_000)));
        try (var in =
                all.open(
                        0,
                        all.size(),
                        (from, _) -> new ByteArrayInputStream(bytes, (int) from, bytes.length))) {
            var sound = Sides.of(in, 150)[0];
            for (int second = 6; second < 139; second++) {
                var one = Arrays.copyOfRange(sound, second * RATE, second * RATE + RATE);
                assertThat(Tones.share(one, Bleep.HERTZ))
                        .as("second %d", second)
                        .isGreaterThan(0.99);
            }
        }
    }

    @Test
    void whatIsNoRecordingOfOursIsRefused() {
        assertThatThrownBy(() -> Redaction.of(new ByteArrayInputStream(new byte[100]), WORDS))
                .isInstanceOf(IOException.class);
        var torn = Arrays.copyOf(original, original.length - 10);
        assertThatThrownBy(() -> Redaction.of(new ByteArrayInputStream(torn), WORDS))
                .isInstanceOf(IOException.class);
    }

    @Test
    void wordsThatFollowEachOtherAreOneTone() {
        assertThat(
                        Bleep.over(
                                List.of(
                                        new Bleep(3_000, 3_100),
                                        new Bleep(0, 200),
                                        new Bleep(400, 900),
                                        new Bleep(500, 600))))
                .containsExactly(new Bleep(0, 1_050), new Bleep(2_850, 3_250));
    }

    private static boolean near(int sample) {
        return WORDS.stream()
                .anyMatch(b ->
                        sample >= b.firstSample() - BEFORE - 80
                                && sample < b.lastSample() + SETTLED);
    }

    private static short[] lasting(short[] said) {
        var all = new short[SECONDS * RATE];
        for (int i = 0; i < all.length; i++) {
            all[i] = said[i % said.length];
        }
        return all;
    }

    private static byte[] read(RedactedCopy copy, long from) throws IOException {
        try (var in = copy.open(from, copy.size(), RedactionTests::originalFrom)) {
            return in.readAllBytes();
        }
    }

    private static InputStream originalFrom(long from, long until) {
        return new ByteArrayInputStream(original, (int) from, original.length - (int) from);
    }

    private static short[][] sides(byte[] opus) throws IOException {
        return Sides.of(new ByteArrayInputStream(opus), SECONDS);
    }
}
