package org.aftercall.telephony.asterisk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import org.aftercall.telephony.AsteriskPair;
import org.aftercall.telephony.LineEvent.Answered;
import org.aftercall.telephony.LineEvent.Ended;
import org.aftercall.telephony.LineId;
import org.aftercall.telephony.LineResult;
import org.aftercall.telephony.SpareAsterisk;
import org.aftercall.telephony.WireState;
import org.junit.jupiter.api.Test;

/** Asterisk itself dies; on a pair of its own, which runs beside the common one. */
class DeadAsteriskTests {
    @Test
    void afterAKilledAsteriskTheTapeIsThereTheBooksStayOpenAndTheWireComesBack() {
        try (var spare = new SpareAsterisk()) {
            AsteriskPair pair = spare.pair();
            int port = Integer.parseInt(pair.property("ami-port"));
            assertThat(port).isNotEqualTo(Integer.parseInt(Bench.PAIR.property("ami-port")));
            try (var bench = new Bench(Bench.settings(pair, port, pair.property("ami-secret")))) {
                await().atMost(Duration.ofSeconds(10)).until(() -> up(bench));
                LineId line = bench.dial(AsteriskPair.somebody(0));
                bench.ears.hear(line, Answered.class);
                bench.listen(line, Duration.ofSeconds(4));

                spare.kill();
                await().atMost(Duration.ofSeconds(3)).until(() -> !up(bench));
                spare.revive();
                await().atMost(Duration.ofSeconds(15)).until(() -> up(bench));

                assertThat(bench.switchboard.liveLines()).isEmpty();
                assertThat(bench.switchboard.memoryOf(line)).isEmpty();
                assertThat(bench.switchboard.answerOf(line)).isPresent();
                assertThat(bench.tape(line).seconds()).isGreaterThan(3);
                assertThat(Tape.loudest(bench.tape(line).left())).isGreaterThan(-20);
                LineId next = bench.dial(AsteriskPair.somebody(20));
                assertThat(bench.ears.hear(next, Ended.class).result()).isEqualTo(LineResult.BUSY);
            }
        }
    }

    @Test
    void linesWhoseFarEndDiedWithoutAFarewellAreReapedWithinAMinute() {
        try (var spare = new SpareAsterisk()) {
            AsteriskPair pair = spare.pair();
            int port = Integer.parseInt(pair.property("ami-port"));
            try (var bench = new Bench(Bench.settings(pair, port, pair.property("ami-secret")))) {
                await().atMost(Duration.ofSeconds(10)).until(() -> up(bench));
                LineId patient = bench.dial(AsteriskPair.somebody(31));
                bench.ears.hear(patient, Answered.class);
                LineId seat = bench.nurse(8058);

                spare.killNetwork();
                Instant killed = Instant.now();
                await().atMost(Duration.ofSeconds(60))
                        .until(() ->
                                bench.ears.of(seat, Ended.class).size() == 1
                                        && bench.ears.of(patient, Ended.class).size() == 1);
                assertThat(bench.switchboard.liveLines()).isEmpty();
                System.out.println(
                        "lost without a BYE: desk after %d s, patient after %d s (goal <= 60)"
                                .formatted(
                                        since(killed, bench.ears.hear(seat, Ended.class)),
                                        since(killed, bench.ears.hear(patient, Ended.class))));
            }
        }
    }

    private static long since(Instant from, Ended end) {
        return Duration.between(from, end.at()).toSeconds();
    }

    private static boolean up(Bench bench) {
        return bench.switchboard.state() instanceof WireState.Up;
    }
}
