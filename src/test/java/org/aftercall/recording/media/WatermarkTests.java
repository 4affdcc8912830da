package org.aftercall.recording.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.aftercall.recording.Voices;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WatermarkTests {
    private static final int SECONDS = 20;
    private static final long FRAMES = (long) SECONDS * Tape.RATE;

    @Test
    void aCopyTellsWhoseItIsAndNoOtherClaimsIt() throws IOException {
        var original = opus();
        var copy = specimen(copy(original, mark("mine")));
        assertThat(copy.find(mark("mine"), FRAMES)).isPresent();
        for (int i = 0; i < 10; i++) {
            assertThat(copy.find(mark("another " + i), FRAMES)).as("%d", i).isEmpty();
        }
        assertThat(specimen(original).find(mark("mine"), FRAMES)).isEmpty();
        assertThat(
                        copy.find(
                                new Watermark(
                                        "other house".getBytes(StandardCharsets.US_ASCII),
                                        id("mine")),
                                FRAMES))
                .as("without the secret nobody makes it or finds it")
                .isEmpty();
    }

    @Test
    void itSurvivesBeingCodedOnceMore() throws IOException {
        var again = specimen(copy(copy(opus(), mark("mine")), mark("the second one's")));
        assertThat(again.find(mark("mine"), FRAMES)).isPresent();
        assertThat(again.find(mark("the second one's"), FRAMES)).isPresent();
    }

    /** Whoever passes it on cuts the beginning off, mixes the sides, saves it as something else. */
    @ParameterizedTest
    @CsvSource({
        "wav, pcm_s16le, 44100, 2, 128000",
        "wav, pcm_s16le, 8000, 1, 128000",
        "mp3, libmp3lame, 44100, 2, 64000",
        "mp3, libmp3lame, 22050, 1, 48000",
        "ogg, libopus, 48000, 1, 32000",
        "mp3, libmp3lame, 22050, 1, 64000",
        "mp3, libmp3lame, 16000, 1, 64000",
        "mp3, libmp3lame, 22050, 2, 48000",
        "ogg, libopus, 48000, 1, 64000",
        "ogg, libopus, 48000, 2, 32000",
        "mp4, aac, 48000, 2, 96000"
    })
    void itIsFoundInAPieceThatWasCutOutAndSavedAsSomethingElse(
            String format, String codec, int rate, int sides, int bits) throws IOException {
        var cut = Saved.as(copy(opus(), mark("mine")), 7.31, format, codec, rate, sides, bits);
        var found = specimen(cut).find(mark("mine"), FRAMES);
        assertThat(found).isPresent();
        assertThat(found.getAsLong() / (double) Tape.RATE).isBetween(7.2, 7.45);
        assertThat(specimen(cut).find(mark("another"), FRAMES)).isEmpty();
    }

    @Test
    void itIsFoundFarIntoALongCall() throws IOException {
        var mark = mark("mine");
        var hour = 3_600L * Tape.RATE;
        // The last half minute of an hour, with the pen held all the while.
        var pen = mark.pen();
        var silence = new short[2 * Tape.RATE];
        for (int second = 0; second < 3_570; second++) {
            pen.mark(silence, Tape.RATE);
        }
        var out = new ByteArrayOutputStream();
        try (var in = new OpusReader(new ByteArrayInputStream(opus()));
                var writer = new OpusWriter(out)) {
            for (var both = in.next(); both != null; both = in.next()) {
                var samples = new short[both.remaining()];
                both.get(samples);
                pen.mark(samples, samples.length / 2);
                writer.write(samples, samples.length / 2);
            }
        }
        var found = specimen(out.toByteArray()).find(mark, hour);
        assertThat(found).isPresent();
        assertThat(found.getAsLong() / (double) Tape.RATE).isBetween(3_569.9, 3_570.1);
    }

    @Test
    void aPlaylistIsNoSoundAndOpensNothing() {
        for (var text :
                List.of(
                        "#EXTM3U\n#EXTINF:10,\nhttp://127.0.0.1:1/secret.ts\n#EXT-X-ENDLIST\n",
                        "ffconcat version 1.0\nfile /etc/passwd\n",
                        "no sound at all",
                        "")) {
            assertThatThrownBy(() -> specimen(text.getBytes(StandardCharsets.US_ASCII)))
                    .isInstanceOf(IOException.class);
        }
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

    private static Specimen specimen(byte[] copy) throws IOException {
        return Specimen.of(new ByteArrayInputStream(copy));
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
