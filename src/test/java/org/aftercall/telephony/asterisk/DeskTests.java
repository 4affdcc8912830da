package org.aftercall.telephony.asterisk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.time.Duration;
import java.util.Set;
import org.aftercall.kernel.DeskKind;
import org.aftercall.kernel.Extension;
import org.aftercall.telephony.AsteriskPair;
import org.aftercall.telephony.DeskAccount;
import org.aftercall.telephony.DialOrder;
import org.aftercall.telephony.LineEvent;
import org.aftercall.telephony.LineEvent.Answered;
import org.aftercall.telephony.LineEvent.Ended;
import org.aftercall.telephony.LineEvent.Joined;
import org.aftercall.telephony.LineEvent.Parted;
import org.aftercall.telephony.LineEvent.Ringing;
import org.aftercall.telephony.LineId;
import org.aftercall.telephony.LineResult;
import org.aftercall.telephony.LiveLine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Nurse and patient on real lines: the nurse's telephones live on the simulated network too. */
class DeskTests {
    private static final int ECHO = 8055;
    private static final int ENGLISH = 8056;
    private static final int SILENT = 8058;
    private static final int NEVER_ANSWERS = 8059;
    private static final int TONE = 8060;
    private static final double PATIENTS_TONE = 425;
    private static final double NURSES_TONE = 1000;
    private static final Duration SECOND = Duration.ofSeconds(1);

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
    void theTapeHasThePatientLeftAndTheNurseRightThroughHoldMuteAndALostDesk() {
        LineId patient = bench.dial(AsteriskPair.measuring(3));
        bench.ears.hear(patient, Answered.class);
        LineId desk = bench.nurse(TONE);
        bench.join(patient, desk);
        assertThat(bench.ears.hear(desk, Joined.class).with()).isEqualTo(patient);
        int talking = settled(patient);

        bench.switchboard.hold(patient);
        bench.ears.hear(patient, Parted.class);
        bench.ears.hear(desk, Parted.class);
        int held = settled(patient);

        bench.join(patient, desk);
        bench.switchboard.mute(desk, true);
        int muted = settled(patient);
        bench.switchboard.mute(desk, false);
        int unmuted = settled(patient);

        bench.end(desk);
        bench.ears.hear(patient, Parted.class, 2);
        int alone = settled(patient);
        LineId another = bench.nurse(TONE);
        bench.join(patient, another);
        await("the other nurse on the tape")
                .atMost(Duration.ofSeconds(10))
                .until(() -> nurse(bench.tape(patient), bench.length(patient) - Tape.RATE) > 0.5);
        bench.end(patient);
        bench.end(another);

        Tape tape = bench.tape(patient);
        assertThat(nurse(tape, talking)).isGreaterThan(0.5);
        assertThat(music(tape, held)).isGreaterThan(-40);
        assertThat(nurse(tape, held)).as("nurse on hold").isLessThan(0.01);
        assertThat(music(tape, muted)).as("nurse muted").isLessThan(-60);
        assertThat(nurse(tape, unmuted)).isGreaterThan(0.5);
        assertThat(music(tape, alone)).isGreaterThan(-40);
        assertThat(nurse(tape, alone)).as("after her desk").isLessThan(0.01);
        // The patient's own side has no hole, whatever happened on the other.
        for (int at = Tape.RATE / 2; at + 2_400 < tape.left().length; at += 800) {
            assertThat(Tape.loudest(tape.left(), at, at + 1_600))
                    .as("patient at %.1f s", at / (double) Tape.RATE)
                    .isGreaterThan(-30);
        }
        assertThat(Tape.purity(tape.left(), Tape.RATE, Tape.RATE + 800, PATIENTS_TONE))
                .isGreaterThan(0.5);
    }

    /**
     * Where on the tape half a second is surely of now: Asterisk writes its tape in pieces of a
     * second.
     */
    private static int settled(LineId line) {
        return bench.listen(line, Duration.ofMillis(2_400)) + Tape.RATE * 3 / 2;
    }

    private static double nurse(Tape tape, int from) {
        return Tape.purity(tape.right(), from, from + Tape.RATE / 2, NURSES_TONE);
    }

    private static double music(Tape tape, int from) {
        return Tape.loudest(tape.right(), from, from + Tape.RATE / 2);
    }

    @Test
    void bothSidesKeepTheSameTime() {
        LineId patient = bench.dial(AsteriskPair.measuring(1));
        LineId other = bench.dial(AsteriskPair.somebody(0));
        LineId nurse = bench.nurse(ENGLISH);
        LineId echo = bench.nurse(ECHO);
        bench.ears.hear(patient, Answered.class);
        bench.ears.hear(other, Answered.class);
        bench.join(patient, nurse);
        bench.join(other, echo);
        bench.listen(patient, Duration.ofSeconds(13));
        bench.end(patient);
        bench.end(other);
        bench.end(nurse);
        bench.end(echo);

        // A patient who echoes: what he says is what he heard, a moment later, all the time.
        Tape echoing = bench.tape(patient);
        int early = Tape.delay(echoing.right(), echoing.left(), 0, 6 * Tape.RATE);
        int late = Tape.delay(echoing.right(), echoing.left(), 6 * Tape.RATE, 12 * Tape.RATE);
        assertThat(early).isBetween(0, Tape.RATE / 4);
        assertThat(late).isCloseTo(early, within(Tape.RATE / 40));
        // A nurse who echoes: the other way round.
        Tape echoed = bench.tape(other);
        int back = Tape.delay(echoed.left(), echoed.right(), Tape.RATE, 11 * Tape.RATE);
        assertThat(back).isBetween(0, Tape.RATE / 4);
    }

    @Test
    void digitsReachThePatientsNetwork() {
        LineId line = bench.dial(AsteriskPair.measuring(2));
        bench.ears.hear(line, Answered.class);
        bench.listen(line, SECOND);
        bench.switchboard.sendDigits(line, "4711");
        assertThat(bench.ears.hear(line, Ended.class).q850()).isEqualTo(29);
    }

    @Test
    void aDeskThatIsNotRegisteredIsUnreachableAndEndsAtOnce() {
        Extension desk = new Extension("8001");
        assertThat(bench.switchboard.reachable(desk, DeskKind.PHONE)).isFalse();
        assertThat(bench.switchboard.reachable(desk, DeskKind.BROWSER)).isFalse();
        LineId line = bench.ring(8001);
        Ended ended = bench.ears.hear(line, Ended.class);
        assertThat(ended.result()).isEqualTo(LineResult.TECHNICAL);
        assertThat(ended.rang()).isFalse();
    }

    @Test
    void aDeskThatNobodyPicksUpIsNoAnswer() {
        bench.registered(NEVER_ANSWERS);
        LineId line = bench.ring(NEVER_ANSWERS, Duration.ofSeconds(2));
        Ended ended = bench.ears.hear(line, Ended.class);
        assertThat(ended.result()).isEqualTo(LineResult.NO_ANSWER);
        assertThat(ended.rang()).isTrue();
    }

    @Test
    void hangingUpBeforeTheAnswerIsACancelledCall() {
        LineId line = bench.dial(AsteriskPair.somebody(21));
        bench.ears.hear(line, Ringing.class);
        Ended ended = bench.end(line);
        assertThat(ended.result()).isEqualTo(LineResult.CANCELLED);
        assertThat(ended.rang()).isTrue();
        assertThat(bench.switchboard.memoryOf(line).orElseThrow().result())
                .isEqualTo(LineResult.CANCELLED);
    }

    @Test
    void aHangUpOnTheHeelsOfTheOrderIsNotLost() {
        for (int i = 0; i < 20; i++) {
            LineId line = bench.dial(AsteriskPair.somebody(21));
            assertThat(bench.end(line).result()).isEqualTo(LineResult.CANCELLED);
            assertThat(bench.ears.of(line, Answered.class)).isEmpty();
        }
    }

    @Test
    void theSameOrderTwiceRingsOnce() {
        LineId line = bench.dial(AsteriskPair.somebody(31));
        bench.switchboard.dial(
                new DialOrder(line, AsteriskPair.somebody(31), Duration.ofSeconds(30), true));
        bench.ears.hear(line, Answered.class);
        bench.listen(line, LineTracker.GRACE.plus(SECOND));
        assertThat(bench.ears.of(line)).hasSize(2);
        assertThat(bench.switchboard.liveLines())
                .filteredOn(live -> live.line().equals(line))
                .containsExactly(new LiveLine(line, true, Set.of()));
        bench.end(line);
        assertThat(bench.ears.of(line, Ended.class)).hasSize(1);
    }

    @Test
    void anUnrecordedCallLeavesNoTape() {
        LineId line = LineId.next();
        bench.switchboard.dial(
                new DialOrder(line, AsteriskPair.somebody(31), Duration.ofSeconds(30), false));
        bench.ears.hear(line, Answered.class);
        LineId desk = bench.nurse(SILENT);
        bench.join(line, desk);
        bench.end(line);
        bench.end(desk);
        assertThat(bench.tapes.of(line)).isEmpty();
        assertThat(bench.tapes.all()).doesNotContain(line);
    }

    @Test
    void liveLinesKnowWhoIsJoinedWithWhom() {
        LineId patient = bench.dial(AsteriskPair.somebody(31));
        bench.ears.hear(patient, Answered.class);
        LineId desk = bench.nurse(SILENT);
        bench.join(patient, desk);
        assertThat(bench.switchboard.liveLines())
                .contains(
                        new LiveLine(patient, true, Set.of(desk)),
                        new LiveLine(desk, true, Set.of(patient)));
        bench.end(desk);
        bench.ears.hear(patient, Parted.class);
        assertThat(bench.switchboard.liveLines()).contains(new LiveLine(patient, true, Set.of()));
        bench.end(patient);
    }

    @Test
    void aDesksPasswordIsTheOneThatTheSwitchboardKnows() throws Exception {
        DeskAccount account = bench.switchboard.account(new Extension("8007"));
        assertThat(account.user()).isEqualTo("b8007");
        assertThat(account.uri()).isEqualTo("sip:b8007@127.0.0.1");
        assertThat(account.password()).matches("[0-9a-f]{32}");
        assertThat(account.toString()).doesNotContain(account.password());
        assertThat(Files.readString(Bench.PAIR.folder().resolve("main/etc/desks.conf")))
                .contains("username = b8007\npassword = " + account.password() + "\n");
    }

    @Test
    void anEventsTimeIsTheSwitchboardsOwn() {
        LineId line = bench.dial(AsteriskPair.measuring(3));
        LineEvent.Answered heard = bench.ears.hear(line, Answered.class);
        bench.end(line);
        Answered read = bench.switchboard.answerOf(line).orElseThrow();
        assertThat(Duration.between(heard.at(), read.at()).abs())
                .isLessThan(Duration.ofMillis(100));
    }
}
