package org.aftercall.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.aftercall.kernel.DeskKind;
import org.aftercall.kernel.Extension;
import org.aftercall.kernel.Refusal;
import org.aftercall.telephony.AsteriskPair;
import org.aftercall.telephony.LineId;
import org.aftercall.telephony.LineResult;
import org.aftercall.telephony.Node;
import org.aftercall.telephony.SpareAsterisk;
import org.aftercall.telephony.Switchboard;
import org.aftercall.telephony.Tap;
import org.aftercall.telephony.Tapes;
import org.aftercall.telephony.TrunkState;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.test.ApplicationModuleTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** Two real switchboards: calls are spread, one is emptied for maintenance, one dies. */
@ApplicationModuleTest(mode = ApplicationModuleTest.BootstrapMode.DIRECT_DEPENDENCIES)
@TestPropertySource(
        properties = {"aftercall.call.sweep-every=1s", "aftercall.telephony.dead-after=6s"})
@Import(NodesOnTheWireTests.Witness.class)
class NodesOnTheWireTests {
    private static final SpareAsterisk SECOND = SpareAsterisk.node("second");
    private static final Tap TAP = new Tap(Integer.parseInt(SECOND.pair().property("ami-port")));

    @Autowired Calls calls;
    @Autowired Parking parking;
    @Autowired Switchboard switchboard;
    @Autowired Tapes tapes;
    @Autowired Endings endings;
    @Autowired JdbcClient db;

    private OnTheWire hands;

    /** How often each call ended, as the rest of the house heard it. */
    static final class Endings {
        final Map<CallId, Integer> of = new ConcurrentHashMap<>();

        @EventListener
        void on(CallEnded event) {
            of.merge(event.call(), 1, Integer::sum);
        }
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class Witness {
        @Bean
        Endings endings() {
            return new Endings();
        }
    }

    @DynamicPropertySource
    static void wire(DynamicPropertyRegistry registry) {
        AsteriskPair.running().settings(registry);
        SECOND.pair().settings(registry);
        registry.add("aftercall.telephony.nodes.second.ami-port", TAP::port);
        registry.add("aftercall.telephony.nodes.second.minutes-per-day", () -> 600);
        registry.add("aftercall.telephony.nodes.main.minutes-per-day", () -> 600);
    }

    @BeforeEach
    void open() {
        hands = new OnTheWire(calls, switchboard);
        await().atMost(Duration.ofSeconds(20)).until(() -> states().equals(bothUp()));
        // At each of them: who is drained does not count.
        for (var node : switchboard.nodes()) {
            switchboard.drain(node.name(), true);
            for (int desk : new int[] {8055, 8056, 8057, 8058, 8060}) {
                hands.registered(desk);
            }
            switchboard.drain(node.name(), false);
        }
    }

    @AfterEach
    void quiet() {
        switchboard.nodes().forEach(node -> switchboard.drain(node.name(), false));
        hands.quiet();
    }

    @AfterAll
    static void close() {
        TAP.close();
        SECOND.close();
    }

    @Test
    void callsAreSpreadDrainedNodesGetNoneAndNobodyIsJoinedAcross() {
        var seats = List.of(hands.seated(8055), hands.seated(8058));
        var one = hands.place(seats.get(0), AsteriskPair.somebody(31));
        var two = hands.place(seats.get(1), AsteriskPair.somebody(31));
        hands.talking(one);
        hands.talking(two);
        assertThat(switchboard.nodes()).extracting(Node::calls).containsExactly(1, 1);
        assertThat(switchboard.joinable(line(one), line(two))).isFalse();
        assertThat(switchboard.joinable(line(one), calls.get(one).deskLine())).isTrue();
        var onSecond = tapeOn(one, SECOND.pair()) ? one : two;
        assertThat(tapeOn(onSecond, SECOND.pair())).isTrue();

        // A colleague who sits on the other node cannot take him; one who is free there can.
        var other = onSecond.equals(one) ? seats.get(1) : seats.get(0);
        calls.hangUp(onSecond.equals(one) ? two : one);
        hands.ended(onSecond.equals(one) ? two : one);
        parking.park(onSecond);
        assertThat(refusal(() -> parking.take(onSecond, desk(other)))).isEqualTo("desk.otherNode");
        parking.take(onSecond, desk(hands.registered(8060)));
        hands.talking(onSecond);

        // Drained: his talk goes on, whoever sits there idle sits down elsewhere.
        assertThat(switchboard.drain("second", true)).isTrue();
        assertThat(states()).containsEntry("second", Node.State.DRAINING);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> seats.stream().filter(calls::seated).count() == 1);
        for (var desk : List.of(hands.registered(8056), hands.registered(8057))) {
            var next = hands.place(desk, AsteriskPair.somebody(31));
            hands.talking(next);
            assertThat(tapeOn(next, AsteriskPair.running())).isTrue();
        }
        assertThat(calls.get(onSecond).live()).isTrue();
        assertThat(calls.get(onSecond).joined()).isTrue();
        assertThat(switchboard.drain("third", true)).isFalse();

        switchboard.drain("main", true);
        assertThat(refusal(() -> hands.place(new Extension("8055"), AsteriskPair.somebody(0))))
                .isEqualTo("telephony.full");
        seats.forEach(calls::stand);
    }

    @Test
    void aNodeWhoseTrunkHasSpentItsMinutesRingsNobodyAndTheOtherDoes() {
        var seats = List.of(hands.seated(8055), hands.seated(8058));
        spend("second");
        try {
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> switchboard.nodes().get(1).trunk() instanceof TrunkState.Spent);
            assertThat(switchboard.trunk()).isInstanceOf(TrunkState.Up.class);
            var refused =
                    seats.stream().filter(desk -> placed(desk).equals(Optional.of("trunk.down")));
            assertThat(refused).hasSize(1);
            var elsewhere = hands.place(hands.registered(8056), AsteriskPair.somebody(31));
            hands.talking(elsewhere);
            assertThat(tapeOn(elsewhere, AsteriskPair.running())).isTrue();
            spend("main");
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> switchboard.trunk() instanceof TrunkState.Spent);
            assertThat(
                            refusal(() ->
                                    hands.place(hands.registered(8057), AsteriskPair.somebody(31))))
                    .isEqualTo("trunk.down");
        } finally {
            db.sql("DELETE FROM telephony.trunk_line").update();
            seats.forEach(calls::stand);
        }
        await().atMost(Duration.ofSeconds(5))
                .until(() -> switchboard.trunk() instanceof TrunkState.Up);
    }

    private Optional<String> placed(Extension desk) {
        try {
            hands.talking(hands.place(desk, AsteriskPair.somebody(31)));
            return Optional.empty();
        } catch (Refusal no) {
            return Optional.of(no.code());
        }
    }

    /** All minutes of today's budget, in talks of an hour each. */
    private void spend(String node) {
        for (int i = 0; i < 10; i++) {
            db.sql(
                            """
                            INSERT INTO telephony.trunk_line (line, node, placed_at, answered_at, ended_at)
                            VALUES (gen_random_uuid(), :node, now(), now() - interval '1 hour', now())
                            """)
                    .param("node", node)
                    .update();
        }
    }

    @Test
    void aKilledNodesCallsGetOneOutcomeEachAndTheOthersGoOn() {
        switchboard.drain("main", true);
        var dying = hands.place(hands.registered(8055), AsteriskPair.somebody(31));
        hands.talking(dying);
        var ringing = hands.place(hands.registered(8056), AsteriskPair.somebody(21));
        hands.until(ringing, call -> call.times().ringing() != null);
        switchboard.drain("main", false);
        switchboard.drain("second", true);
        var living = hands.place(hands.registered(8057), AsteriskPair.somebody(31));
        hands.talking(living);
        switchboard.drain("second", false);

        CallId next;
        SECOND.kill();
        try {
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> states().get("second") == Node.State.DOWN);
            // Not at once: it may be back in a moment.
            assertThat(calls.get(dying).live()).isTrue();
            assertThat(hands.ended(dying).result()).isEqualTo(LineResult.ANSWERED);
            assertThat(hands.ended(ringing))
                    .returns(LineResult.TECHNICAL, Call::result)
                    .returns(true, Call::rang);
            assertThat(calls.get(living).joined()).isTrue();

            // The nurse of the lost call has her next one on the node that is left.
            next = hands.place(hands.registered(8055), AsteriskPair.somebody(31));
            hands.talking(next);
            assertThat(tapeOn(next, AsteriskPair.running())).isTrue();
        } finally {
            SECOND.revive();
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> states().equals(bothUp()));
        assertThat(calls.get(living).live()).isTrue();
        assertThat(endings.of).containsEntry(dying, 1).containsEntry(ringing, 1);
        assertThat(endings.of).doesNotContainKeys(living, next);
    }

    @Test
    void aNodeOutOfReachForAMomentKeepsItsCallsAndOneGivenUpComesBackWithoutThem() {
        switchboard.drain("main", true);
        var id = hands.place(hands.registered(8055), AsteriskPair.somebody(31));
        hands.talking(id);
        switchboard.drain("main", false);

        TAP.cut();
        await().atMost(Duration.ofSeconds(10)).until(() -> states().equals(bothUp()));
        assertThat(calls.get(id).live()).isTrue();

        TAP.freeze();
        assertThat(hands.ended(id).result()).isEqualTo(LineResult.ANSWERED);
        TAP.thaw();
        await().atMost(Duration.ofSeconds(20)).until(() -> states().equals(bothUp()));
        await().atMost(Duration.ofSeconds(10)).until(() -> !hands.lives(line(id)));
        assertThat(endings.of).containsEntry(id, 1);
    }

    private Map<String, Node.State> states() {
        return switchboard.nodes().stream()
                .collect(java.util.stream.Collectors.toMap(Node::name, Node::state));
    }

    private static Map<String, Node.State> bothUp() {
        return Map.of("main", Node.State.UP, "second", Node.State.UP);
    }

    private static Callee.Desk desk(Extension extension) {
        return new Callee.Desk(extension, DeskKind.PHONE);
    }

    private static LineId line(CallId id) {
        return new LineId(id.value());
    }

    private boolean tapeOn(CallId id, AsteriskPair pair) {
        await().atMost(Duration.ofSeconds(10)).until(() -> tapes.of(line(id)).isPresent());
        return tapes.of(line(id)).orElseThrow().startsWith(pair.folder());
    }

    private static String refusal(Runnable order) {
        try {
            order.run();
            return "";
        } catch (Refusal refusal) {
            return refusal.code();
        }
    }
}
