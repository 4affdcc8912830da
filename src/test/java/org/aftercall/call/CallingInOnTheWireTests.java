package org.aftercall.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Set;
import org.aftercall.kernel.DeskKind;
import org.aftercall.kernel.PhoneNumber;
import org.aftercall.telephony.AsteriskPair;
import org.aftercall.telephony.Farewell;
import org.aftercall.telephony.LineResult;
import org.aftercall.telephony.Verdict;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.modulith.test.ApplicationModuleTest;
import org.springframework.test.context.TestPropertySource;

/** Calls without a desk for real: a patient who calls in, one who was rung ahead, a machine. */
@ApplicationModuleTest(mode = ApplicationModuleTest.BootstrapMode.DIRECT_DEPENDENCIES)
@TestPropertySource(properties = {"aftercall.call.sweep-every=1s", "aftercall.call.open-for=3s"})
class CallingInOnTheWireTests extends RoomOnTheWire {
    @Autowired Entrance entrance;

    @Test
    void whoCallsInWaitsWithMusicAndASeatedNurseTakesHim() {
        var desk = hands.seated(8058);
        var id = arrives(AsteriskPair.somebody(31));
        entrance.letIn(id, true);
        await().atMost(Duration.ofSeconds(10)).until(() -> calls.get(id).waits());
        parking.take(id, new Callee.Desk(desk, DeskKind.PHONE));
        var call = hands.talking(id);
        await().atMost(Duration.ofSeconds(5))
                .until(() ->
                        switchboard.liveLines().stream()
                                .anyMatch(l ->
                                        l.line().equals(call.line())
                                                && l.joinedWith().equals(Set.of(call.deskLine()))));
        calls.hangUp(id);
        hands.ended(id);
        assertThat(calls.get(id).result()).isEqualTo(LineResult.ANSWERED);
        assertThat(calls.seated(desk)).isTrue();
    }

    @Test
    void whoIsTurnedAwayOrLeftAloneHearsWhyAndIsOver() {
        var closed = arrives(AsteriskPair.somebody(31));
        entrance.turnAway(closed, Farewell.CLOSED);
        var left =
                calls.placeOpen(
                        AsteriskPair.somebody(31), new Ring(Duration.ofSeconds(20), true, false));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> calls.get(left).times().abandoned() != null);
        for (var id : new CallId[] {closed, left}) {
            hands.ended(id);
            assertThat(calls.get(id).q850()).isEqualTo(16);
        }
    }

    @Test
    void aPatientRungAheadIsJoinedOnceHeIsKnownForAHumanAndAMachineIsNot() {
        var desk = hands.seated(8060);
        var human =
                calls.placeOpen(
                        AsteriskPair.somebody(0), new Ring(Duration.ofSeconds(20), true, true));
        var machine =
                calls.placeOpen(
                        AsteriskPair.somebody(24), new Ring(Duration.ofSeconds(20), true, true));
        await().atMost(Duration.ofSeconds(20)).until(() -> calls.get(human).waits());
        parking.take(human, new Callee.Desk(desk, DeskKind.PHONE));
        hands.talking(human);
        assertThat(calls.get(human).ear()).isNotEqualTo(Verdict.MACHINE);
        await().atMost(Duration.ofSeconds(20)).until(() -> calls.get(machine).ear() != null);
        assertThat(calls.get(machine).ear()).isEqualTo(Verdict.MACHINE);
        assertThat(calls.get(machine).waits()).isFalse();
    }

    private CallId arrives(PhoneNumber from) {
        AsteriskPair.running().callIn(from);
        await().atMost(Duration.ofSeconds(15)).until(() -> from(from).findFirst().isPresent());
        return from(from).findFirst().orElseThrow().id();
    }

    private java.util.stream.Stream<Call> from(PhoneNumber number) {
        return calls.open().stream()
                .filter(c -> c.direction() == Direction.INBOUND)
                .filter(c -> number.equals(c.number()));
    }
}
