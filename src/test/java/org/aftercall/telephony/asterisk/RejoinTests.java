package org.aftercall.telephony.asterisk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.aftercall.kernel.DeskKind;
import org.aftercall.kernel.Extension;
import org.aftercall.telephony.AsteriskPair;
import org.aftercall.telephony.DeskOrder;
import org.aftercall.telephony.LineEvent.Answered;
import org.aftercall.telephony.LineEvent.Joined;
import org.aftercall.telephony.LineEvent.Parted;
import org.aftercall.telephony.LineId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A nurse's leg may be exchanged in mid-talk as often as she likes: what she says is heard and on
 * the tape. Her legs' RTP numbers fall, which a switchboard may take for a packet that comes late.
 */
class RejoinTests {
    private static final Extension DESK = new Extension("8053");

    /** Of 20 ms, in which tones 50 Hz apart are told from each other. */
    private static final int FRAME = Tape.RATE / 50;

    private static Bench bench;
    private static ChosenPhone phone;

    /** What the nurse hummed, in Hz, by how she came back. */
    private final Map<String, Integer> hummed = new LinkedHashMap<>();

    private LineId patient = LineId.next();
    private int tones;

    @BeforeAll
    static void open() {
        bench = new Bench();
        phone = new ChosenPhone(Bench.PAIR, Orders.endpoint(DESK, DeskKind.PHONE));
        await().atMost(Duration.ofSeconds(10)).until(phone::registered);
    }

    @AfterAll
    static void close() {
        bench.switchboard.liveLines().forEach(line -> bench.switchboard.hangUp(line.line()));
        phone.close();
        bench.close();
    }

    @Test
    void theTapeHasEveryLegOfTheNurse() {
        theTapeHasEveryLegOfTheNurse(ChosenPhone.ALAW);
    }

    @Test
    void theTapeHasEveryLegOfANurseWhoseTelephoneSpeaksAnotherCodec() {
        theTapeHasEveryLegOfTheNurse(ChosenPhone.ULAW);
    }

    private void theTapeHasEveryLegOfTheNurse(int codec) {
        // An echo: left on the tape is what the patient really heard.
        patient = bench.dial(AsteriskPair.measuring(1));
        bench.ears.hear(patient, Answered.class);
        LineId desk = leg(codec, 40_000);
        join("at first", desk);
        bench.end(desk);
        bench.ears.hear(patient, Parted.class);

        desk = leg(codec, 36_000);
        join("after her leg was lost", desk);
        LineId another = leg(codec, 32_000);
        join("when another leg takes over", another);
        bench.end(desk);

        bench.switchboard.hold(patient);
        bench.ears.hear(patient, Parted.class, 2);
        join("after a hold", another);
        bench.switchboard.mute(another, true);
        bench.switchboard.mute(another, false);
        join("after a mute", another);
        bench.end(another);
        bench.ears.hear(patient, Parted.class, 3);

        for (int first = 28_000; first > 12_000; first -= 4_000) {
            desk = leg(codec, first);
            join("leg from " + first, desk);
            bench.end(desk);
        }
        // Asterisk writes its tape in pieces of a second.
        bench.listen(patient, Duration.ofMillis(1_500));
        bench.end(patient);

        Tape tape = bench.tape(patient);
        String sides =
                "; the nurse's side:%s%nthe patient's:%s"
                        .formatted(Tape.told(tape.right()), Tape.told(tape.left()));
        hummed.forEach((how, tone) -> {
            List<Integer> frames = framesOf(tone, tape.right());
            assertThat(frames)
                    .as("%d Hz of the nurse on the tape, %s%s", tone, how, sides)
                    .hasSizeGreaterThan(50);
            assertThat(longestHole(frames)).as("hole, %s", how).isLessThanOrEqualTo(5);
            assertThat(framesOf(tone, tape.left()))
                    .as("%d Hz heard by the patient, %s%s", tone, how, sides)
                    .hasSizeGreaterThan(40);
        });
    }

    private static List<Integer> framesOf(int tone, short[] side) {
        return IntStream.range(0, side.length / FRAME)
                .filter(i -> Tape.purity(side, i * FRAME, (i + 1) * FRAME, tone) > 0.9)
                .boxed()
                .toList();
    }

    private static int longestHole(List<Integer> frames) {
        return IntStream.range(1, frames.size())
                .map(i -> frames.get(i) - frames.get(i - 1) - 1)
                .max()
                .orElse(0);
    }

    private LineId leg(int codec, int first) {
        phone.next(codec, first);
        LineId line = LineId.next();
        bench.switchboard.ring(new DeskOrder(line, DESK, DeskKind.PHONE, Duration.ofSeconds(10)));
        bench.ears.hear(line, Answered.class);
        return line;
    }

    /**
     * Joins, if it is not so yet, and lets her hum for a second in which the machine keeps pace.
     */
    private void join(String how, LineId desk) {
        int stalls;
        do {
            stalls = phone.stalls();
            int tone = 600 + 100 * tones++;
            hummed.put(how, tone);
            phone.hum(tone);
            if (!together(desk)) {
                bench.join(patient, desk);
            }
            int before = phone.ticks();
            await(how).atMost(Duration.ofSeconds(10)).until(() -> phone.ticks() >= before + 60);
        } while (phone.stalls() != stalls && tones < 28);
    }

    private boolean together(LineId desk) {
        List<Joined> joined = bench.ears.of(patient, Joined.class);
        List<Parted> parted = bench.ears.of(patient, Parted.class);
        return !joined.isEmpty()
                && joined.getLast().with().equals(desk)
                && (parted.isEmpty() || parted.getLast().at().isBefore(joined.getLast().at()));
    }
}
