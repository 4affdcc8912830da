package org.aftercall.telephony.asterisk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import org.aftercall.telephony.AsteriskPair;
import org.aftercall.telephony.LineEvent.Answered;
import org.aftercall.telephony.LineEvent.Ended;
import org.aftercall.telephony.LineId;
import org.aftercall.telephony.LineResult;
import org.aftercall.telephony.Tap;
import org.aftercall.telephony.WireDown;
import org.aftercall.telephony.WireState.Down;
import org.aftercall.telephony.WireState.Up;
import org.junit.jupiter.api.Test;

/** What happens when the link to Asterisk breaks, in every way it can. */
class WireTests {
    private static final int AMI = Integer.parseInt(Bench.PAIR.property("ami-port"));
    private static final String SECRET = Bench.PAIR.property("ami-secret");

    @Test
    void aFrozenWireIsDownWithinThreeSecondsAndComesBackWithTheLinesItHas() {
        try (var tap = new Tap(AMI);
                var bench = new Bench(Bench.settings(tap.port(), SECRET))) {
            up(bench);
            LineId line = bench.dial(AsteriskPair.somebody(31));
            bench.ears.hear(line, Answered.class);
            LineId gone = bench.dial(AsteriskPair.somebody(26));
            bench.ears.hear(gone, Answered.class);

            Instant frozen = Instant.now();
            tap.freeze();
            down(bench);
            assertThat(Duration.between(frozen, Instant.now())).isLessThan(Duration.ofSeconds(3));
            assertThatThrownBy(() -> bench.dial(AsteriskPair.somebody(0)))
                    .isInstanceOf(WireDown.class);
            // In the gap one of the two hangs up: nobody tells us, the books know.
            await().atMost(Duration.ofSeconds(15))
                    .until(() -> bench.switchboard.memoryOf(gone).isPresent());
            tap.thaw();
            up(bench);

            assertThat(bench.switchboard.liveLines())
                    .anyMatch(live -> live.line().equals(line) && live.answered())
                    .noneMatch(live -> live.line().equals(gone));
            assertThat(bench.ears.of(gone, Ended.class)).isEmpty();
            assertThat(bench.switchboard.memoryOf(gone).orElseThrow().result())
                    .isEqualTo(LineResult.ANSWERED);
            assertThat(bench.ears.states().getFirst()).isInstanceOf(Up.class);
            assertThat(bench.ears.states()).hasAtLeastOneElementOfType(Down.class);
            assertThat(count(bench, Up.class)).isEqualTo(2);
            // The line that went on is still known as answered.
            assertThat(bench.end(line).result()).isEqualTo(LineResult.ANSWERED);
            assertThat(bench.ears.of(line, Answered.class)).hasSize(1);
        }
    }

    @Test
    void aCutWireComesBackByItselfWithoutAStormOfThreads() {
        try (var tap = new Tap(AMI);
                var bench = new Bench(Bench.settings(tap.port(), SECRET))) {
            up(bench);
            for (int i = 1; i <= 4; i++) {
                int cuts = i;
                tap.cut();
                await().atMost(Duration.ofSeconds(8))
                        .until(() -> count(bench, Up.class) == cuts + 1);
            }
            assertThat(count(bench, Down.class)).isEqualTo(4);
            await().atMost(Duration.ofSeconds(10)).until(() -> threads() <= 6);
        }
    }

    @Test
    void withoutAsteriskItStartsAtOnceSaysWhyAndWaits() throws Exception {
        int port;
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Instant before = Instant.now();
        try (var bench = new Bench(Bench.settings(port, SECRET))) {
            assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofMillis(500));
            await().atMost(Duration.ofSeconds(5)).until(() -> !bench.ears.states().isEmpty());
            assertThat(bench.ears.states().getFirst())
                    .isInstanceOfSatisfying(
                            Down.class,
                            down -> assertThat(down.why()).contains("Connection refused"));
            assertThatThrownBy(() -> bench.dial(AsteriskPair.somebody(0)))
                    .isInstanceOf(WireDown.class)
                    .hasMessageContaining("Connection refused");
            assertThatThrownBy(bench.switchboard::liveLines).isInstanceOf(WireDown.class);
            assertThatThrownBy(() -> bench.switchboard.sendDigits(LineId.next(), "1"))
                    .isInstanceOf(WireDown.class);
            try (var _ = new Tap(AMI, port)) {
                up(bench);
            }
            down(bench);
        }
    }

    @Test
    void aWrongSecretIsNamedWithoutBeingTold() {
        try (var bench = new Bench(Bench.settings(AMI, "not-the-secret"))) {
            await().atMost(Duration.ofSeconds(5)).until(() -> !bench.ears.states().isEmpty());
            assertThat(bench.ears.states().getFirst())
                    .isInstanceOfSatisfying(
                            Down.class,
                            down ->
                                    assertThat(down.why())
                                            .contains("wrong secret")
                                            .doesNotContain("not-the-secret"));
        }
    }

    private static void up(Bench bench) {
        await().atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> bench.switchboard.state() instanceof Up);
        await().until(() -> bench.ears.states().getLast() instanceof Up);
    }

    private static void down(Bench bench) {
        await().atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> bench.switchboard.state() instanceof Down);
    }

    private static long count(Bench bench, Class<?> kind) {
        return bench.ears.states().stream().filter(kind::isInstance).count();
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().contains("Asterisk-Java"))
                .count();
    }
}
