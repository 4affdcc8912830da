package org.aftercall.telephony.asterisk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Locale;
import org.aftercall.kernel.DeskKind;
import org.aftercall.kernel.Extension;
import org.aftercall.telephony.DeskOrder;
import org.aftercall.telephony.LineEvent.Answered;
import org.aftercall.telephony.LineEvent.Ended;
import org.aftercall.telephony.LineId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A desk tries its own line on a real Asterisk. */
class EchoTests {
    /** A telephone that sends a tone, and says so when it hears that come back. */
    private static final int LISTENER = 8054;

    private static final int SILENT = 8058;
    private static final int HEARD_IT = 29;
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
    void theTelephoneHearsItselfAndOnlyThen() {
        bench.registered(LISTENER);
        var ordinary = bench.ring(LISTENER);
        var line = test(LISTENER);
        assertThat(bench.ears.hear(line, Ended.class).q850()).isEqualTo(HEARD_IT);
        assertThat(bench.ears.hear(ordinary, Ended.class).q850()).isNotEqualTo(HEARD_IT);
        await().atMost(Duration.ofSeconds(5))
                .until(() -> bench.switchboard.soundOf(line).isPresent());
        assertThat(bench.switchboard.soundOf(line).orElseThrow().mos()).isBetween(3.0, 4.5);
        assertThat(bench.tapes.of(line)).isEmpty();
    }

    @Test
    void itIsNoLineOfTheHouseAndEndsByItself() {
        bench.registered(SILENT);
        var line = test(SILENT);
        var began = bench.ears.hear(line, Answered.class).at();
        await().atMost(Duration.ofSeconds(2)).until(() -> !lives(line));
        assertThat(Duration.between(began, bench.ears.hear(line, Ended.class).at()))
                .isBetween(Duration.ofSeconds(15), Duration.ofSeconds(26));
    }

    private static boolean lives(LineId line) {
        return bench.switchboard.liveLines().stream().anyMatch(l -> l.line().equals(line));
    }

    private static LineId test(int desk) {
        var line = LineId.next();
        bench.switchboard.test(
                new DeskOrder(
                        line,
                        new Extension(String.valueOf(desk)),
                        DeskKind.PHONE,
                        Duration.ofSeconds(10),
                        false,
                        null),
                Locale.ENGLISH);
        return line;
    }
}
