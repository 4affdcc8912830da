package org.aftercall.telephony.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.aftercall.kernel.PhoneNumber;
import org.aftercall.telephony.AsteriskPair;
import org.aftercall.telephony.LineEvent.Answered;
import org.aftercall.telephony.LineEvent.Ended;
import org.aftercall.telephony.LineEvent.Ringing;
import org.aftercall.telephony.LineId;
import org.aftercall.telephony.LineResult;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.vosk.Model;
import org.vosk.Recognizer;

/** Every behaviour of the simulated network, all rung at once; each test awaits its own line. */
class CarrierTests {
    private static final Map<Integer, LineId> LINES = new ConcurrentHashMap<>();
    private static Bench bench;

    @BeforeAll
    static void ringEverybody() {
        bench = new Bench();
        for (int who : List.of(27, 0, 10, 20, 22, 23, 24, 25, 26, 28, 29, 30, 31, 36, 37)) {
            LINES.put(who, bench.dial(AsteriskPair.somebody(who)));
        }
        LINES.put(21, bench.dial(AsteriskPair.somebody(21), Duration.ofSeconds(4)));
    }

    @AfterAll
    static void close() {
        LINES.values().forEach(bench.switchboard::hangUp);
        bench.close();
    }

    @Test
    void aBusyLineIsToldByTheNetworksCause() {
        assertThat(ended(20)).isEqualTo(new Verdict(LineResult.BUSY, false, 17));
    }

    @Test
    void aTelephoneThatRingsOutIsNoAnswer() {
        assertThat(ended(21)).isEqualTo(new Verdict(LineResult.NO_ANSWER, true, 19));
        assertThat(bench.ears.of(line(21)).getFirst()).isInstanceOf(Ringing.class);
    }

    @Test
    void aDeadNumberIsInvalidAndNeverRang() {
        assertThat(ended(22)).isEqualTo(new Verdict(LineResult.INVALID_NUMBER, false, 1));
    }

    @Test
    void aFullNetworkIsCongestion() {
        assertThat(ended(23)).isEqualTo(new Verdict(LineResult.CONGESTION, false, 34));
    }

    @Test
    void whoRejectsHeardItRing() {
        assertThat(ended(25)).isEqualTo(new Verdict(LineResult.REJECTED, true, 21));
    }

    @Test
    void whoHangsUpInMidTalkHasAnsweredAndLeftATape() {
        assertThat(ended(26)).isEqualTo(new Verdict(LineResult.ANSWERED, true, 16));
        Tape tape = bench.tape(line(26));
        assertThat(tape.seconds()).isBetween(6.0, 8.5);
        assertThat(Tape.loudest(tape.left())).isGreaterThan(-20);
    }

    @Test
    void whoAnswersAfterTwentySecondsIsStillAwaited() {
        Ringing ringing = bench.ears.hear(line(27), Ringing.class);
        Answered answered = bench.ears.hear(line(27), Answered.class);
        assertThat(Duration.between(ringing.at(), answered.at()))
                .isBetween(Duration.ofSeconds(19), Duration.ofSeconds(22));
    }

    @Test
    void anEnglishPatientSaysWordsTheDemoModelKnows() throws Exception {
        assertThat(said(0, "en")).contains("speaking", "patient", "better today");
    }

    @Test
    void aMandarinPatientSaysWordsTheDemoModelKnows() throws Exception {
        assertThat(said(10, "zh")).contains("您好", "本人", "感觉");
    }

    @Test
    void aFamilyMemberAnswersInEitherLanguage() throws Exception {
        assertThat(said(28, "en")).contains("his wife");
        assertThat(said(29, "zh")).contains("女儿");
    }

    @Test
    void aMachineSpeaksThenBeepsThenIsSilent() throws Exception {
        for (int who : List.of(24, 30)) {
            bench.ears.hear(line(who), Answered.class);
            listenUntil(who, Duration.ofSeconds(11));
            Tape tape = bench.tape(line(who));
            assertThat(beepEnds(tape)).as("beep of " + who).isBetween(6.5, 10.0);
            int after = (int) ((beepEnds(tape) + 0.3) * Tape.RATE);
            assertThat(Tape.loudest(tape.left(), after, tape.left().length)).isLessThan(-60);
        }
        assertThat(said(24, "en")).contains("leave a message");
    }

    @Test
    void whoStaysSilentStillFillsTheTape() {
        bench.ears.hear(line(31), Answered.class);
        listenUntil(31, Duration.ofSeconds(5));
        assertThat(Tape.loudest(bench.tape(line(31)).left())).isLessThan(-60);
    }

    @Test
    void otherNumbersSpeakEnglishWhenEvenAndMandarinWhenOdd() throws Exception {
        assertThat(said(36, "en")).contains("speaking");
        assertThat(said(37, "zh")).contains("您好");
    }

    @Test
    void whileNobodyIsJoinedTheOtherSideIsSilentAndAsLong() throws Exception {
        said(0, "en");
        Tape tape = bench.tape(line(0));
        assertThat(Tape.loudest(tape.right())).isLessThan(-60);
        assertThat(Tape.busyTenths(tape.left())).isGreaterThan(15);
    }

    @Test
    void theBooksTellTheSameAsTheWire() {
        for (int who : List.of(20, 22, 23, 25)) {
            Ended heard = bench.ears.hear(line(who), Ended.class);
            Ended read = bench.switchboard.memoryOf(line(who)).orElseThrow();
            assertThat(read.result()).as("memory of " + who).isEqualTo(heard.result());
            assertThat(read.q850()).isEqualTo(heard.q850());
            assertThat(bench.switchboard.answerOf(line(who))).isEmpty();
        }
        Ended hasty = bench.ears.hear(line(26), Ended.class);
        Ended read = bench.switchboard.memoryOf(line(26)).orElseThrow();
        assertThat(read.result()).isEqualTo(LineResult.ANSWERED);
        assertThat(Duration.between(read.at(), hasty.at()).abs())
                .isLessThan(Duration.ofMillis(500));
        assertThat(bench.switchboard.answerOf(line(26))).isPresent();
    }

    @Test
    void aNumberThatSpeaksBeforeItDiesMayHaveRung() {
        LineId line = bench.dial(AsteriskPair.measuring(4));
        Ended ended = bench.ears.hear(line, Ended.class);
        assertThat(verdict(ended)).isEqualTo(new Verdict(LineResult.INVALID_NUMBER, true, 1));
        assertThat(bench.ears.of(line, Answered.class)).isEmpty();
    }

    @Test
    void aNumberOutsideTheSimulatedNetworkDoesNotExist() {
        LineId line = bench.dial(new PhoneNumber("+8613800138000"));
        assertThat(bench.ears.hear(line, Ended.class).result())
                .isEqualTo(LineResult.INVALID_NUMBER);
    }

    private record Verdict(LineResult result, boolean rang, int q850) {}

    private static Verdict ended(int who) {
        return verdict(bench.ears.hear(line(who), Ended.class));
    }

    private static Verdict verdict(Ended ended) {
        return new Verdict(ended.result(), ended.rang(), ended.q850());
    }

    private static LineId line(int who) {
        return Objects.requireNonNull(LINES.get(who));
    }

    private static void listenUntil(int who, Duration length) {
        long missing = length.toMillis() - bench.length(line(who)) * 1000L / Tape.RATE;
        bench.listen(line(who), Duration.ofMillis(Math.max(0, missing)));
    }

    /** What the demo model understands of the first twelve seconds of the patient's side. */
    private static String said(int who, String language) throws Exception {
        bench.ears.hear(line(who), Answered.class);
        listenUntil(who, Duration.ofSeconds(12));
        short[] side = bench.tape(line(who)).left();
        var bytes = ByteBuffer.allocate(side.length * 2).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asShortBuffer().put(side);
        try (var model = new Model("storage/models/demo-" + language);
                var recognizer = new Recognizer(model, Tape.RATE)) {
            var heard = new StringBuilder();
            byte[] all = bytes.array();
            for (int at = 0; at < all.length; at += 3_200) {
                int length = Math.min(3_200, all.length - at);
                byte[] piece = Arrays.copyOfRange(all, at, at + length);
                if (recognizer.acceptWaveForm(piece, length)) {
                    heard.append(recognizer.getResult());
                }
            }
            return heard.append(recognizer.getFinalResult()).toString();
        }
    }

    /** When the tone of 1000 Hz was last heard, in seconds. */
    private static double beepEnds(Tape tape) {
        for (int at = tape.left().length - 800; at > 0; at -= 400) {
            if (Tape.purity(tape.left(), at, at + 800, 1000) > 0.8
                    && Tape.loudest(tape.left(), at, at + 800) > -30) {
                return (at + 800) / (double) Tape.RATE;
            }
        }
        return -1;
    }
}
