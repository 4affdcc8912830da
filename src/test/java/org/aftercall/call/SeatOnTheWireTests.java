package org.aftercall.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.aftercall.kernel.DeskKind;
import org.aftercall.telephony.AsteriskPair;
import org.aftercall.telephony.LineId;
import org.aftercall.telephony.Stopwatch;
import org.aftercall.telephony.Switchboard;
import org.aftercall.telephony.Tap;
import org.aftercall.telephony.WireState;
import org.aftercall.telephony.asterisk.Hand;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.modulith.test.ApplicationModuleTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** Seats on a real Asterisk: how soon a patient who answers is heard, and what a gap does. */
@ApplicationModuleTest(mode = ApplicationModuleTest.BootstrapMode.DIRECT_DEPENDENCIES)
@TestPropertySource(properties = "aftercall.call.sweep-every=1s")
@Import(Stopwatch.class)
class SeatOnTheWireTests {
    private static final Tap TAP =
            new Tap(Integer.parseInt(AsteriskPair.running().property("ami-port")));

    @Autowired Calls calls;
    @Autowired Switchboard switchboard;
    @Autowired Stopwatch times;

    @DynamicPropertySource
    static void wire(DynamicPropertyRegistry registry) {
        AsteriskPair.running().settings(registry);
        registry.add("aftercall.telephony.ami-port", TAP::port);
    }

    @AfterEach
    void quiet() {
        new OnTheWire(calls, switchboard).quiet();
    }

    @Test
    void aSeatedNurseIsHeardAtOnceCallAfterCallOnOneLeg() {
        var hands = new OnTheWire(calls, switchboard);
        var desk = hands.seated(8058);
        var seat = new LineId(new UUID(0, 0));
        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            var id = hands.place(desk, AsteriskPair.somebody(31));
            var call = hands.talking(id);
            assertThat(i == 0 || seat.equals(call.deskLine())).isTrue();
            seat = call.deskLine();
            // The stop-watch is the second to be told.
            var line = call.line();
            await().until(() -> times.answered.containsKey(line) && times.joined.containsKey(line));
            waits.add(
                    Duration.between(times.answered.get(call.line()), times.joined.get(call.line()))
                            .toMillis());
            calls.hangUp(id);
            hands.ended(id);
            assertThat(hands.lives(seat)).isTrue();
            assertThat(calls.seated(desk)).isTrue();
        }
        var sorted = waits.stream().sorted().toList();
        System.out.println(
                "answer -> joined on a seated desk, ms: median %d, min %d, max %d, n=%d (goal < 300)"
                        .formatted(
                                sorted.get(3), sorted.getFirst(), sorted.getLast(), sorted.size()));
        assertThat(sorted.get(3)).isLessThan(3_000);
        calls.stand(desk);
        var leg = seat;
        await().atMost(Duration.ofSeconds(5)).until(() -> !hands.lives(leg));
    }

    @Test
    void whileTheWireWasGoneSeatsThatDiedAreFoundAndTheOthersStay() {
        var hands = new OnTheWire(calls, switchboard);
        var stays = hands.seated(8058);
        var dies = hands.seated(8060);
        var id = hands.place(stays, AsteriskPair.somebody(31));
        var call = hands.talking(id);
        var other = hands.place(dies, AsteriskPair.somebody(26));
        var lost = hands.talking(other).deskLine();

        TAP.freeze();
        await().atMost(Duration.ofSeconds(5))
                .until(() -> switchboard.state() instanceof WireState.Down);
        // Behind our back: the second patient hangs up, and her nurse's leg dies.
        try (var hand = new Hand()) {
            hand.hangUp(lost);
        }
        await().atMost(Duration.ofSeconds(15))
                .until(() -> switchboard.memoryOf(calls.get(other).line()).isPresent());
        TAP.thaw();
        hands.up();
        hands.ended(other);
        await().atMost(Duration.ofSeconds(10)).until(() -> !calls.seated(dies));
        assertThat(calls.seated(stays)).isTrue();
        assertThat(calls.get(id).deskLine()).isEqualTo(call.deskLine());
        hands.talking(id);
        calls.hangUp(id);
        hands.ended(id);
        assertThat(calls.seated(stays)).isTrue();
        calls.sit(dies, DeskKind.PHONE);
        await().atMost(Duration.ofSeconds(10)).until(() -> calls.seated(dies));
    }
}
