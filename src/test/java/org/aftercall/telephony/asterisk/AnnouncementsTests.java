package org.aftercall.telephony.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.aftercall.telephony.AsteriskPair;
import org.aftercall.telephony.DialOrder;
import org.aftercall.telephony.Farewell;
import org.aftercall.telephony.LineEvent.Answered;
import org.aftercall.telephony.LineEvent.Ended;
import org.aftercall.telephony.LineId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What a patient hears of the house: the hospital's own recording, a tone here, where it has one.
 */
class AnnouncementsTests {
    private static final int OWN = 700;
    private static final Path FOLDER = Bench.PAIR.announcements();
    private static Bench bench;

    @BeforeAll
    static void open() throws IOException {
        // As a studio would send it: 44.1 kHz, stereo.
        Files.write(FOLDER.resolve("sorry-zh.wav"), wav(44_100, 2, 2));
        Files.write(FOLDER.resolve("welcome-en.wav"), wav(8_000, 1, 2));
        Files.write(FOLDER.resolve("moment-zh.wav"), wav(16_000, 1, 2));
        Files.writeString(FOLDER.resolve("busy-en.wav"), "no sound at all");
        Files.writeString(FOLDER.resolve("hospital-en.txt"), "saint mary hospital\n");
        Bench.PAIR.announce();
        bench = new Bench();
    }

    @AfterAll
    static void close() throws IOException {
        bench.close();
        try (var files = Files.list(FOLDER)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }
        Bench.PAIR.announce();
    }

    @Test
    void hisOwnLanguagesRecordingIsAllThatHeHears() {
        var heard = sorry(Locale.SIMPLIFIED_CHINESE);
        assertThat(tenths(heard, true)).isBetween(17, 21);
        assertThat(tenths(heard, false)).isLessThan(4);
    }

    @Test
    void whereThereIsNoneTheSynthesiserSpeaksInHisLanguage() {
        var heard = sorry(Locale.ENGLISH);
        assertThat(tenths(heard, true)).isZero();
        assertThat(tenths(heard, false)).isBetween(20, 70);
    }

    @Test
    void ofWhomNobodyKnowsTheLanguageHearsBoth() {
        var heard = sorry(null);
        assertThat(tenths(heard, true)).isBetween(17, 21);
        assertThat(tenths(heard, false)).isBetween(20, 70);
    }

    @Test
    void aCallerWhoIsKnownIsWelcomedInHisLanguage() {
        var number = AsteriskPair.somebody(31);
        Bench.PAIR.callIn(number);
        var line = bench.ears.arrival(number);
        bench.switchboard.speak(line, Locale.ENGLISH);
        bench.switchboard.welcome(line, true);
        bench.ears.hear(line, Answered.class);
        bench.listen(line, Duration.ofMillis(1_500));
        bench.end(line);
        var heard = bench.tape(line).right();
        assertThat(Tape.purity(heard, Tape.RATE / 2, Tape.RATE, OWN)).isGreaterThan(0.9);
    }

    @Test
    void whoseNurseIsLostIsToldInHisLanguage() {
        var patient = dial(Locale.SIMPLIFIED_CHINESE);
        var nurse = bench.nurse(8058);
        bench.join(patient, nurse);
        bench.end(nurse);
        int from = bench.listen(patient, Duration.ofMillis(2_500));
        bench.end(patient);
        var heard = bench.tape(patient).right();
        assertThat(Tape.purity(heard, from + Tape.RATE, from + Tape.RATE * 3 / 2, OWN))
                .isGreaterThan(0.9);
    }

    @Test
    void whatEachIsMadeOfIsWrittenDown() throws IOException {
        var list = Files.readAllLines(Bench.PAIR.folder().resolve("prompts/announcements"));
        assertThat(list)
                .contains(
                        "sorry-zh\town\tsorry-zh.wav",
                        "sorry-en\tspoken",
                        "busy-en\tspoken",
                        "!\tbusy-en.wav\tunreadable",
                        "hospital-en\tsaint mary hospital");
    }

    /** What a patient hears to whom nobody came. */
    private static short[] sorry(@Nullable Locale language) {
        var line = dial(language);
        bench.switchboard.dismiss(line, Farewell.SORRY);
        bench.ears.hear(line, Ended.class);
        return bench.tape(line).right();
    }

    private static LineId dial(@Nullable Locale language) {
        var line = LineId.next();
        var silent = AsteriskPair.somebody(31);
        bench.switchboard.dial(
                new DialOrder(
                        line, silent, Duration.ofSeconds(30), true, false, null, language, null));
        bench.ears.hear(line, Answered.class);
        return line;
    }

    /** How many tenths of a second are our tone, or else are sound that is none. */
    private static int tenths(short[] heard, boolean tone) {
        int count = 0;
        for (int at = 0; at + Tape.RATE / 10 <= heard.length; at += Tape.RATE / 10) {
            int until = at + Tape.RATE / 10;
            boolean loud = Tape.loudest(heard, at, until) > -45;
            boolean ours = Tape.purity(heard, at, until, OWN) > 0.9;
            count += loud && ours == tone ? 1 : 0;
        }
        return count;
    }

    private static byte[] wav(int rate, int channels, int seconds) throws IOException {
        var samples = ByteBuffer.allocate(rate * seconds * channels * 2);
        for (int i = 0; i < rate * seconds * channels; i++) {
            samples.putShort((short) (8_000 * Math.sin(2 * Math.PI * OWN * (i / channels) / rate)));
        }
        var sound =
                new AudioInputStream(
                        new ByteArrayInputStream(samples.array()),
                        new AudioFormat(rate, 16, channels, true, true),
                        (long) rate * seconds);
        var file = new ByteArrayOutputStream();
        AudioSystem.write(sound, AudioFileFormat.Type.WAVE, file);
        return file.toByteArray();
    }
}
