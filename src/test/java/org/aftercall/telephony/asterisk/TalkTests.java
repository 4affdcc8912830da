package org.aftercall.telephony.asterisk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.aftercall.kernel.PhoneNumber;
import org.aftercall.telephony.AsteriskPair;
import org.aftercall.telephony.DialOrder;
import org.aftercall.telephony.GuestOrder;
import org.aftercall.telephony.LineEvent.Answered;
import org.aftercall.telephony.LineEvent.Ended;
import org.aftercall.telephony.LineEvent.Joined;
import org.aftercall.telephony.LineEvent.Parted;
import org.aftercall.telephony.LineId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** More than two, listened to with tones: who is heard by whom, on a real Asterisk's tapes. */
class TalkTests {
    private static final int ECHO = 8055;
    private static final int SILENT = 8058;
    private static final int TONE = 8060;
    private static final double NURSES_TONE = 1000;
    private static final double PATIENTS_TONE = 425;

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
    void consultingJoiningAndHandingOverLeaveNoHoleInThePatientsTape() {
        LineId patient = tone();
        LineId nurse = bench.nurse(SILENT);
        bench.join(patient, nurse);

        bench.switchboard.hold(patient);
        bench.ears.hear(patient, Parted.class);
        LineId third = bench.nurse(TONE);
        bench.switchboard.join(nurse, third);
        bench.ears.hear(nurse, Joined.class, 2);
        int asking = settled(patient);

        bench.switchboard.gather(patient, List.of(nurse, third));
        bench.ears.hear(patient, Joined.class, 2);
        int together = heard(patient);

        // Handed over: the nurse leaves, the two go on.
        bench.end(nurse);
        int handed = heard(patient);
        bench.end(patient);
        bench.end(third);

        Tape tape = bench.tape(patient);
        assertThat(third(tape, asking))
                .as("the third person is not heard on hold")
                .isLessThan(0.01);
        assertThat(third(tape, together)).isGreaterThan(0.5);
        assertThat(third(tape, handed)).isGreaterThan(0.5);
        for (int at = Tape.RATE / 2; at + 2_400 < tape.left().length; at += 800) {
            assertThat(Tape.loudest(tape.left(), at, at + 1_600))
                    .as("patient at %.1f s", at / (double) Tape.RATE)
                    .isGreaterThan(-30);
        }
        // Left and right are the same length by format; that no time was lost, the clock says.
        assertThat(Tape.purity(tape.left(), Tape.RATE, Tape.RATE + 800, PATIENTS_TONE))
                .isGreaterThan(0.5);
    }

    @Test
    void aWhispererIsHeardByTheNurseAloneAndAJoinerByThePatientToo() {
        // The nurse's telephone echoes: what she hears comes back and is on the tape, unless it is
        // what was whispered, which only she hears - and her echo of it betrays that she did.
        LineId patient = silentPatient();
        LineId nurse = bench.nurse(ECHO);
        bench.join(patient, nurse);
        LineId supervisor = bench.nurse(TONE);

        bench.switchboard.listen(supervisor, nurse, false);
        int listening = settled(patient);
        bench.switchboard.listen(supervisor, nurse, true);
        int whispering = heard(patient);
        bench.switchboard.listen(supervisor, nurse, false);
        int again = settled(patient);
        bench.end(nurse);
        bench.ears.hear(patient, Parted.class);
        LineId quiet = bench.nurse(SILENT);
        bench.join(patient, quiet);
        bench.switchboard.listen(supervisor, quiet, true);
        int whisperedToTheSilent = settled(patient);
        bench.switchboard.gather(patient, List.of(quiet, supervisor));
        int joined = heard(patient);
        bench.end(patient);
        bench.end(quiet);
        bench.end(supervisor);

        Tape tape = bench.tape(patient);
        assertThat(third(tape, listening)).isLessThan(0.01);
        assertThat(third(tape, whispering)).as("the nurse heard it: she echoes").isGreaterThan(0.5);
        assertThat(third(tape, again)).isLessThan(0.01);
        assertThat(third(tape, whisperedToTheSilent)).as("not the patient").isLessThan(0.01);
        assertThat(third(tape, joined)).isGreaterThan(0.5);
    }

    @Test
    void aPatientWhoseNurseIsLostIsSpokenToAndThenHearsMusic() {
        LineId patient = silentPatient();
        LineId nurse = bench.nurse(SILENT);
        bench.join(patient, nurse);
        settled(patient);
        int lost = bench.length(patient);
        bench.end(nurse);
        bench.listen(patient, Duration.ofSeconds(8));
        // Taken back in the middle of the music, and once in the middle of the words.
        LineId another = bench.nurse(TONE);
        bench.join(patient, another);
        int back = heard(patient);
        bench.end(another);
        LineId third = bench.nurse(TONE);
        bench.join(patient, third);
        int backAtOnce = heard(patient);
        bench.end(patient);
        bench.end(third);

        Tape tape = bench.tape(patient);
        int speech = loudTenths(tape, lost, lost + 5 * Tape.RATE);
        assertThat(speech).as("tenths of a second of speech").isGreaterThan(8);
        assertThat(Tape.loudest(tape.right(), lost + 6 * Tape.RATE, lost + 8 * Tape.RATE))
                .as("music")
                .isBetween(-45.0, -15.0);
        assertThat(third(tape, back)).isGreaterThan(0.5);
        assertThat(third(tape, backAtOnce)).isGreaterThan(0.5);
    }

    @Test
    void aThirdPersonOutsideHearsNoWordOfTheHouseAndLeavesNoTape() {
        LineId third = LineId.next();
        bench.switchboard.invite(
                new GuestOrder(third, AsteriskPair.measuring(3), Duration.ofSeconds(20)));
        bench.ears.hear(third, Answered.class);
        assertThat(bench.tapes.of(third)).isEmpty();
        assertThat(bench.end(third)).isInstanceOf(Ended.class);
    }

    @Test
    void theBookTellsHowALineSounded() {
        LineId patient = tone();
        LineId nurse = bench.nurse(TONE);
        bench.join(patient, nurse);
        settled(patient);
        bench.end(patient);
        bench.end(nurse);
        await().atMost(Duration.ofSeconds(5))
                .until(() -> bench.switchboard.soundOf(patient).isPresent());
        var sound = bench.switchboard.soundOf(patient).orElseThrow();
        assertThat(sound.mos()).isBetween(3.5, 4.5);
        assertThat(sound.lossPercent()).isBetween(0.0, 5.0);
        assertThat(sound.jitterMs()).isBetween(0.0, 100.0);
        assertThat(bench.switchboard.soundOf(LineId.next())).isEmpty();
    }

    private static LineId tone() {
        LineId patient = bench.dial(AsteriskPair.measuring(3));
        bench.ears.hear(patient, Answered.class);
        return patient;
    }

    private static LineId silentPatient() {
        LineId line = LineId.next();
        PhoneNumber somebody = AsteriskPair.somebody(31);
        bench.switchboard.dial(new DialOrder(line, somebody, Duration.ofSeconds(30), true));
        bench.ears.hear(line, Answered.class);
        return line;
    }

    private static int settled(LineId line) {
        return bench.listen(line, Duration.ofMillis(2_400)) + Tape.RATE * 3 / 2;
    }

    /**
     * Waits until the third person's tone is on the patient's tape from now on, however late a busy
     * machine puts him through; gives where a half second of it begins, in samples.
     */
    private static int heard(LineId patient) {
        int from = bench.length(patient);
        var at = new AtomicInteger();
        await("the tone on the tape of " + patient)
                .atMost(Duration.ofSeconds(20))
                .until(() -> {
                    Tape tape = bench.tape(patient);
                    at.set(tape.right().length - Tape.RATE / 2);
                    return at.get() >= from && third(tape, at.get()) > 0.5;
                });
        return at.get();
    }

    private static double third(Tape tape, int from) {
        return Tape.purity(tape.right(), from, from + Tape.RATE / 2, NURSES_TONE);
    }

    /** Speech is louder than the music. */
    private static int loudTenths(Tape tape, int from, int until) {
        int loud = 0;
        for (int at = from; at < until; at += Tape.RATE / 10) {
            loud += Tape.loudest(tape.right(), at, at + Tape.RATE / 10) > -28 ? 1 : 0;
        }
        return loud;
    }
}
