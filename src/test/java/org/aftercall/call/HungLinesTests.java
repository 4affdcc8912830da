package org.aftercall.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.aftercall.kernel.DeskKind;
import org.aftercall.kernel.Extension;
import org.aftercall.telephony.AsteriskPair;
import org.aftercall.telephony.LineId;
import org.aftercall.telephony.Switchboard;
import org.aftercall.telephony.asterisk.ChosenPhone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.modulith.test.ApplicationModuleTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** Desks that are gone and do not say so: the small form of the fault experiment F9. */
@ApplicationModuleTest(mode = ApplicationModuleTest.BootstrapMode.DIRECT_DEPENDENCIES)
@TestPropertySource(properties = {"aftercall.call.sweep-every=1s", "aftercall.call.desk-grace=1s"})
class HungLinesTests {
    private static final Extension VANISHES = new Extension("8041");
    private static final Extension FALLS_SILENT = new Extension("8042");
    private static final Extension SITS = new Extension("8043");

    @Autowired Calls calls;
    @Autowired Switchboard switchboard;

    private OnTheWire hands;
    private List<ChosenPhone> phones = List.of();

    @DynamicPropertySource
    static void wire(DynamicPropertyRegistry registry) {
        AsteriskPair.running().settings(registry);
    }

    @BeforeEach
    void open() {
        hands = new OnTheWire(calls, switchboard);
        hands.up();
        phones =
                Stream.of(VANISHES, FALLS_SILENT, SITS)
                        .map(desk -> ChosenPhone.at(AsteriskPair.running(), desk))
                        .toList();
        await().atMost(Duration.ofSeconds(10))
                .until(() -> phones.stream().allMatch(ChosenPhone::registered));
    }

    @AfterEach
    void close() {
        phones.forEach(ChosenPhone::close);
        hands.quiet();
    }

    @Test
    void aDeskThatVanishesFallsSilentOrSatOnIsReapedWithinAMinuteAndItsCallHasAnEnd() {
        var vanishing = hands.place(VANISHES, AsteriskPair.somebody(31));
        var silent = hands.place(FALLS_SILENT, AsteriskPair.somebody(31));
        calls.sit(SITS, DeskKind.PHONE);
        hands.talking(vanishing);
        hands.talking(silent);
        await().atMost(Duration.ofSeconds(10)).until(() -> calls.seated(SITS));

        phones.get(0).close();
        phones.get(1).fallSilent();
        phones.get(2).close();
        var from = Instant.now();
        await().atMost(Duration.ofSeconds(60))
                .until(() ->
                        !calls.seated(SITS)
                                && !calls.get(vanishing).live()
                                && !calls.get(silent).live());

        System.out.println(
                "desks without a word reaped, their calls ended after %d s (goal <= 60)"
                        .formatted(Duration.between(from, Instant.now()).toSeconds()));
        assertThat(switchboard.liveLines()).isEmpty();
        assertThat(List.of(vanishing, silent))
                .allSatisfy(id -> {
                    assertThat(hands.lives(new LineId(id.value()))).isFalse();
                    assertThat(calls.get(id).result()).isNotNull();
                });
    }
}
