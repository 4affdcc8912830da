package org.aftercall.telephony.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import org.aftercall.telephony.AsteriskPair;
import org.aftercall.telephony.Farewell;
import org.aftercall.telephony.LineEvent;
import org.aftercall.telephony.LineEvent.Answered;
import org.aftercall.telephony.LineEvent.Ended;
import org.aftercall.telephony.LineId;
import org.aftercall.telephony.LineResult;
import org.aftercall.telephony.LiveLine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Somebody of the simulated network calls the house. */
class InboundTests {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static Bench bench;

    @BeforeAll
    static void open() {
        bench = new Bench();
    }

    @AfterAll
    static void close() {
        bench.close();
    }

    @Test
    void whoIsLetInIsTapedHearsMusicAndTalksWithTheNurse() {
        var line = calls(10);
        assertThat(bench.ears.of(line, Answered.class)).isEmpty();
        assertThat(live(line).answered()).isFalse();
        bench.switchboard.welcome(line, true);
        bench.ears.hear(line, Answered.class);
        bench.listen(line, SECOND.multipliedBy(6));
        var nurse = bench.nurse(8060);
        bench.join(line, nurse);
        int from = bench.listen(line, SECOND.multipliedBy(3));
        assertThat(live(line).joinedWith()).isEqualTo(Set.of(nurse));
        var tape = bench.tape(line);
        // Left is what he says, right is what he hears: the music before, the nurse's tone now.
        assertThat(Tape.busyTenths(tape.right())).isGreaterThan(20);
        assertThat(Tape.purity(tape.right(), from + Tape.RATE, from + 2 * Tape.RATE, 1000))
                .isGreaterThan(0.5);
        bench.end(nurse);
        // His nurse is gone; he is not.
        bench.listen(line, SECOND);
        var end = bench.end(line);
        assertThat(end.result()).isEqualTo(LineResult.ANSWERED);
        assertThat(bench.switchboard.memoryOf(line))
                .hasValueSatisfying(e -> assertThat(e.result()).isEqualTo(LineResult.ANSWERED));
        assertThat(bench.switchboard.answerOf(line)).isPresent();
        assertThat(bench.tapes.all()).contains(line);
    }

    @Test
    void whoIsNotRecordedIsOnNoTape() {
        var line = calls(31);
        bench.switchboard.welcome(line, false);
        bench.ears.hear(line, Answered.class);
        bench.end(line);
        assertThat(bench.tapes.of(line)).isEmpty();
    }

    @Test
    void whoIsTurnedAwayHearsWhyAndTheLineEndsByItself() {
        for (var words : new Farewell[] {Farewell.CLOSED, Farewell.BUSY}) {
            var line = calls(31);
            bench.switchboard.dismiss(line, words);
            bench.ears.hear(line, Answered.class);
            // Said again, because nobody knows whether it was said: he hears it once.
            bench.switchboard.dismiss(line, words);
            var end = bench.ears.hear(line, Ended.class);
            assertThat(end.q850()).isEqualTo(16);
            assertThat(Duration.between(bench.ears.hear(line, Answered.class).at(), end.at()))
                    .isGreaterThan(SECOND.multipliedBy(5));
        }
    }

    @Test
    void whoIsRefusedFindsTheLineEngaged() {
        var line = calls(31);
        bench.switchboard.refuse(line);
        var end = bench.ears.hear(line, Ended.class);
        assertThat(end.q850()).isEqualTo(17);
        assertThat(bench.ears.of(line, Answered.class)).isEmpty();
    }

    @Test
    void theBookTellsWhoCalled() {
        var number = AsteriskPair.somebody(31);
        Bench.PAIR.callIn(number);
        var line = bench.ears.arrival(number);
        var came = bench.ears.hear(line, LineEvent.Arrived.class).at();
        bench.switchboard.refuse(line);
        bench.ears.hear(line, Ended.class);
        assertThat(bench.switchboard.callersSince(came.minusSeconds(2)))
                .filteredOn(caller -> caller.line().equals(line))
                .singleElement()
                .satisfies(caller -> {
                    assertThat(caller.from()).isEqualTo(number);
                    assertThat(Duration.between(caller.at(), came).abs()).isLessThan(SECOND);
                });
        assertThat(bench.switchboard.callersSince(came.plusSeconds(2))).isEmpty();
    }

    @Test
    void whoHangsUpWhileHeWaitsIsGone() {
        var line = calls(26);
        bench.switchboard.welcome(line, false);
        bench.ears.hear(line, Answered.class);
        var end = bench.ears.hear(line, Ended.class);
        assertThat(end.result()).isEqualTo(LineResult.ANSWERED);
    }

    @Test
    void whoCameWhileWeWereAwayIsHeardOfWhenWeAreBack() {
        var number = AsteriskPair.somebody(31);
        bench.switchboard.stop();
        Bench.PAIR.callIn(number);
        bench = new Bench();
        var lines =
                bench.switchboard.liveLines().stream()
                        .map(LiveLine::line)
                        .filter(Channels::cameIn)
                        .toList();
        assertThat(lines).isNotEmpty();
        lines.forEach(line -> {
            bench.ears.hear(line, LineEvent.Arrived.class);
            bench.switchboard.refuse(line);
        });
    }

    private static LineId calls(int behaviour) {
        var number = AsteriskPair.somebody(behaviour);
        Bench.PAIR.callIn(number);
        return bench.ears.arrival(number);
    }

    private static LiveLine live(LineId line) {
        return bench.switchboard.liveLines().stream()
                .filter(l -> l.line().equals(line))
                .findFirst()
                .orElseThrow();
    }
}
