package org.aftercall.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.aftercall.call.WireFaults.Fault;
import org.aftercall.kernel.Extension;
import org.aftercall.telephony.AsteriskPair;
import org.aftercall.telephony.Staller;
import org.aftercall.telephony.Switchboard;
import org.aftercall.telephony.Tap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.modulith.test.ApplicationModuleTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/**
 * Whatever happens to the wire, every call ends with what really happened: the small form of the
 * fault experiments F3 and F4.
 */
@ApplicationModuleTest(mode = ApplicationModuleTest.BootstrapMode.DIRECT_DEPENDENCIES)
@TestPropertySource(
        properties = {"aftercall.call.sweep-every=1s", "aftercall.telephony.event-room=10"})
@Import(WireFaultTests.Stall.class)
class WireFaultTests {
    private static final Tap TAP =
            new Tap(Integer.parseInt(AsteriskPair.running().property("ami-port")));

    /** Busy, dead, congested, rejecting; 26 answers and hangs up by himself. */
    private static final int[] PEOPLE = {20, 22, 23, 25, 26};

    @Autowired Calls calls;
    @Autowired Switchboard switchboard;
    @Autowired Staller staller;

    private OnTheWire hands;
    private List<Extension> desks = List.of();

    @TestConfiguration(proxyBeanMethods = false)
    static class Stall {
        @Bean
        Staller staller() {
            return new Staller();
        }
    }

    @DynamicPropertySource
    static void wire(DynamicPropertyRegistry registry) {
        AsteriskPair.running().settings(registry);
        registry.add("aftercall.telephony.ami-port", TAP::port);
    }

    @BeforeEach
    void open() {
        hands = new OnTheWire(calls, switchboard);
        desks = IntStream.of(8055, 8056, 8057, 8058, 8060).mapToObj(hands::seated).toList();
    }

    @AfterEach
    void quiet() {
        hands.quiet();
    }

    @Test
    void noEndIsMissedThroughCutsBlackHolesSlowReadersAndHalfFrames() {
        var faults = new WireFaults(TAP, switchboard);
        int ended = 0;
        for (var fault :
                List.of(Fault.CUT, Fault.HOLE, Fault.SLOW, Fault.HALF, Fault.CUT, Fault.HALF)) {
            hands.up();
            var placed = placeSome();
            var unnoticed = faults.happens(fault);
            System.out.println(fault + " found after " + unnoticed.toMillis() + " ms");
            assertThat(unnoticed).as("%s", fault).isLessThan(Duration.ofSeconds(3));
            placed.forEach(this::sameAsTheBook);
            TAP.slow(false);
            ended += placed.size();
        }
        System.out.println(
                "wire faults: %d calls, every end as in the switchboard's book".formatted(ended));
    }

    @Test
    void eventsThatFoundNoRoomAreCountedAndReadAgain() {
        var before = switchboard.dropped();
        staller.stall();
        var placed = placeSome();
        await().atMost(Duration.ofSeconds(20)).until(() -> switchboard.dropped() > before);
        staller.goOn();
        placed.forEach(this::sameAsTheBook);
        System.out.println(
                "event burst: %d dropped and counted, %d calls, none divergent"
                        .formatted(switchboard.dropped() - before, placed.size()));
    }

    /** One call from each desk, so that each must be over before the next fault. */
    private List<CallId> placeSome() {
        return IntStream.range(0, PEOPLE.length)
                .mapToObj(i -> hands.place(desks.get(i), AsteriskPair.somebody(PEOPLE[i])))
                .toList();
    }

    private void sameAsTheBook(CallId id) {
        assertThat(WireFaults.divergence(hands.ended(id), switchboard)).isEmpty();
    }
}
