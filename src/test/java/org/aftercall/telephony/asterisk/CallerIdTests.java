package org.aftercall.telephony.asterisk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.aftercall.kernel.CallerId;
import org.aftercall.telephony.AsteriskPair;
import org.aftercall.telephony.DialOrder;
import org.aftercall.telephony.GuestOrder;
import org.aftercall.telephony.LineEvent.Ended;
import org.aftercall.telephony.LineId;
import org.aftercall.telephony.WireState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The number that people are shown, as the far network saw it: it hangs up with the cause that the
 * number's last two digits say.
 */
class CallerIdTests {
    private static final int AS_IT_IS_SHOWN = 5;
    private static Bench bench;

    @BeforeAll
    static void open() {
        bench = new Bench(settings(new CallerId("+861088880021")));
        await().atMost(Duration.ofSeconds(10))
                .until(() -> bench.switchboard.state() instanceof WireState.Up);
    }

    @AfterAll
    static void close() {
        bench.close();
    }

    @Test
    void theNetworkSeesTheNumberOfTheOrder() {
        assertThat(causeOf(new CallerId("+861088880017"))).isEqualTo(17);
        assertThat(causeOf(new CallerId("95034"))).isEqualTo(34);
    }

    @Test
    void withoutOneItSeesTheTrunksOwn() {
        assertThat(causeOf(null)).isEqualTo(21);
    }

    @Test
    void soDoThirdPersons() {
        var line = LineId.next();
        bench.switchboard.invite(
                new GuestOrder(
                        line, AsteriskPair.measuring(AS_IT_IS_SHOWN), Duration.ofSeconds(10)));
        assertThat(bench.ears.hear(line, Ended.class).q850()).isEqualTo(21);
    }

    @ParameterizedTest
    @MethodSource("org.aftercall.telephony.asterisk.InjectionTests#corpus")
    void nothingElseIsANumberToShow(String evil) {
        assertThatThrownBy(() -> new CallerId(evil)).isInstanceOf(IllegalArgumentException.class);
    }

    private static int causeOf(@Nullable CallerId shown) {
        var line = LineId.next();
        bench.switchboard.dial(
                new DialOrder(
                        line,
                        AsteriskPair.measuring(AS_IT_IS_SHOWN),
                        Duration.ofSeconds(10),
                        false,
                        false,
                        shown,
                        null,
                        null));
        return bench.ears.hear(line, Ended.class).q850();
    }

    private static TelephonySettings settings(CallerId usual) {
        var pair = Bench.PAIR;
        return Bench.settings(
                pair,
                Integer.parseInt(pair.property("ami-port")),
                pair.property("ami-secret"),
                usual);
    }
}
