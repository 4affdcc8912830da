package org.aftercall.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.aftercall.kernel.DeskKind;
import org.aftercall.kernel.Extension;
import org.aftercall.telephony.AsteriskPair;
import org.aftercall.telephony.LineId;
import org.aftercall.telephony.Node;
import org.aftercall.telephony.SpareAsterisk;
import org.aftercall.telephony.Switchboard;
import org.aftercall.telephony.Tapes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.modulith.test.ApplicationModuleTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** Two real switchboards with a trunk between them: the patient is at one, a nurse at the other. */
@ApplicationModuleTest(mode = ApplicationModuleTest.BootstrapMode.DIRECT_DEPENDENCIES)
@TestPropertySource(properties = "aftercall.call.sweep-every=1s")
class TiesOnTheWireTests {
    private static final int RATE = 8_000;
    private static final SpareAsterisk FAR = SpareAsterisk.node("far");

    @Autowired Calls calls;
    @Autowired Parking parking;
    @Autowired Parties parties;
    @Autowired Switchboard switchboard;
    @Autowired Tapes tapes;

    private OnTheWire hands;

    @DynamicPropertySource
    static void wire(DynamicPropertyRegistry registry) {
        FAR.tie();
        AsteriskPair.running().settings(registry);
        FAR.pair().settings(registry);
    }

    @BeforeEach
    void open() {
        hands = new OnTheWire(calls, switchboard);
        await().atMost(Duration.ofSeconds(20))
                .until(() ->
                        switchboard.nodes().stream()
                                .map(Node::state)
                                .allMatch(Node.State.UP::equals));
    }

    @AfterEach
    void quiet() {
        only(null);
        hands.quiet();
    }

    @AfterAll
    static void close() {
        FAR.close();
    }

    @Test
    void aCallWandersOverNodesWithAllThatCanBeDoneToItAndItsTapeGoesOnWhereItBegan() {
        only("main");
        var id = hands.place(hands.registered(8055), AsteriskPair.somebody(31));
        var answered = Instant.now();
        hands.talking(id);
        only("far");
        // A steady tone, so that her voice can be told on the tape.
        var nurse = hands.seated(8060);
        only(null);

        parking.park(id);
        hears(line(id), Set.of());
        await().atMost(Duration.ofSeconds(20)).until(() -> take(id, nurse));
        hands.talking(id);
        var seat = calls.get(id).deskLine();
        hears(line(id), Set.of(seat));
        hears(seat, Set.of(line(id)));
        await().atMost(Duration.ofSeconds(10)).until(() -> right(id) > -30);

        calls.hold(id, true);
        hears(line(id), Set.of());
        calls.hold(id, false);
        hears(line(id), Set.of(seat));
        hands.talking(id);

        // A colleague beside the patient: asked, three together, handed over.
        var colleague = desk(hands.registered(8057));
        parties.consult(id, colleague);
        await().atMost(Duration.ofSeconds(15)).until(() -> third(id).answered() != null);
        var third = third(id).line();
        hears(seat, Set.of(third));
        parties.joinAll(id);
        hears(line(id), Set.of(seat, third));
        parties.transfer(id);
        hears(line(id), Set.of(third));
        hears(seat, Set.of());
        assertThat(calls.get(id).isAt(colleague.extension())).isTrue();
        await().atMost(Duration.ofSeconds(10)).until(() -> calls.get(id).joined());

        // Now the other one comes from afar: she listens, whispers, joins, takes over.
        parties.supervise(id, desk(nurse), Party.Mode.LISTEN);
        parties.supervise(id, desk(nurse), Party.Mode.JOIN);
        hears(line(id), Set.of(third, seat));
        parties.supervise(id, desk(nurse), Party.Mode.TAKE_OVER);
        hears(line(id), Set.of(seat));
        assertThat(calls.get(id).isAt(nurse)).isTrue();

        var tape = tapes.of(line(id)).orElseThrow();
        assertThat(tape).startsWith(AsteriskPair.running().folder());
        var talked = Duration.between(answered, Instant.now()).toMillis() / 1000.0;
        assertThat(size(tape) / 4.0 / RATE).isGreaterThan(talked - 4);
        calls.hangUp(id);
        hands.ended(id);
        assertThat(hands.lives(seat)).isTrue();
        hears(seat, Set.of());
        calls.stand(nurse);
    }

    @Test
    void whereTheTrunkIsGoneSheIsToldAndThePatientStays() {
        only("main");
        var id = hands.place(hands.registered(8055), AsteriskPair.somebody(31));
        hands.talking(id);
        only("far");
        var nurse = hands.seated(8058);
        only(null);
        parking.park(id);
        await().atMost(Duration.ofSeconds(20)).until(() -> take(id, nurse));
        hands.talking(id);
        // Her leg dies with its node; he waits, and a colleague at his own node takes him.
        FAR.kill();
        await().atMost(Duration.ofSeconds(60)).until(() -> calls.get(id).waits());
        assertThat(calls.get(id).live()).isTrue();
        parking.take(id, desk(hands.registered(8057)));
        hands.talking(id);
        FAR.revive();
    }

    /** The trunk is asked after every few seconds. */
    private boolean take(CallId id, Extension nurse) {
        try {
            parking.take(id, desk(nurse));
            return true;
        } catch (org.aftercall.kernel.Refusal refusal) {
            assertThat(refusal.code()).isEqualTo("desk.otherNode");
            return false;
        }
    }

    private void only(@org.jspecify.annotations.Nullable String open) {
        switchboard
                .nodes()
                .forEach(node ->
                        switchboard.drain(node.name(), open != null && !open.equals(node.name())));
    }

    private Party third(CallId id) {
        return parties.of(id).getFirst();
    }

    private void hears(LineId line, Set<LineId> others) {
        await("with " + others)
                .atMost(Duration.ofSeconds(15))
                .pollInterval(Duration.ofMillis(50))
                .until(() ->
                        switchboard.liveLines().stream()
                                .anyMatch(live ->
                                        live.line().equals(line)
                                                && live.joinedWith().equals(others)));
    }

    /** How loud the last second of what the patient hears is, in dB below full scale. */
    private double right(CallId id) {
        try {
            var bytes = Files.readAllBytes(tapes.of(line(id)).orElseThrow());
            var samples = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
            double power = 0;
            int frames = samples.remaining() / 2;
            for (int i = Math.max(0, frames - RATE); i < frames; i++) {
                power += Math.pow(samples.get(2 * i + 1) / 32768.0, 2) / RATE;
            }
            return 10 * Math.log10(power + 1e-12);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static long size(Path path) {
        try {
            return Files.size(path);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Callee.Desk desk(Extension extension) {
        return new Callee.Desk(extension, DeskKind.PHONE);
    }

    private static LineId line(CallId id) {
        return new LineId(id.value());
    }
}
