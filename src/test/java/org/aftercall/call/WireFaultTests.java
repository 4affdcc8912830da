package org.aftercall.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.aftercall.kernel.Extension;
import org.aftercall.telephony.AsteriskPair;
import org.aftercall.telephony.LineEvent;
import org.aftercall.telephony.LineId;
import org.aftercall.telephony.LineListener;
import org.aftercall.telephony.Switchboard;
import org.aftercall.telephony.Tap;
import org.aftercall.telephony.WireState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;
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

    /** A listener that stands still when told to. */
    @Order(0)
    static final class Staller implements LineListener {
        final AtomicReference<CountDownLatch> gate = new AtomicReference<>(new CountDownLatch(0));

        @Override
        public void on(LineEvent event) {
            try {
                gate.get().await();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void on(WireState state) {}
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class Stall {
        @Bean
        @Order(0)
        Staller staller() {
            return new Staller();
        }
    }

    @DynamicPropertySource
    static void wire(DynamicPropertyRegistry registry) {
        AsteriskPair.running()
                .properties()
                .forEach((name, value) -> registry.add(name, () -> value));
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
        var faults =
                List.<Runnable>of(
                        TAP::cut,
                        this::blackHole,
                        () -> TAP.slow(true),
                        TAP::cutInTheMiddle,
                        () -> TAP.slow(false),
                        TAP::cut,
                        TAP::cutInTheMiddle);
        int ended = 0;
        for (var fault : faults) {
            hands.up();
            var placed = placeSome();
            fault.run();
            placed.forEach(this::sameAsTheBook);
            ended += placed.size();
        }
        TAP.slow(false);
        System.out.println(
                "wire faults: %d faults, %d calls, every end as in the switchboard's book"
                        .formatted(faults.size(), ended));
    }

    private void blackHole() {
        var from = Instant.now();
        TAP.freeze();
        await().atMost(Duration.ofSeconds(6))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> switchboard.state() instanceof WireState.Down);
        var took = Duration.between(from, Instant.now());
        System.out.println("black hole found after " + took.toMillis() + " ms (goal <= 3000)");
        assertThat(took).isLessThan(Duration.ofSeconds(3));
        TAP.thaw();
    }

    @Test
    void eventsThatFoundNoRoomAreCountedAndReadAgain() {
        var before = switchboard.dropped();
        staller.gate.set(new CountDownLatch(1));
        var placed = placeSome();
        await().atMost(Duration.ofSeconds(20)).until(() -> switchboard.dropped() > before);
        staller.gate.get().countDown();
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
        var call = hands.ended(id);
        var book = switchboard.memoryOf(new LineId(id.value()));
        assertThat(call.result()).as("call %s", id).isNotNull();
        book.ifPresent(end -> assertThat(call.result()).isEqualTo(end.result()));
    }
}
