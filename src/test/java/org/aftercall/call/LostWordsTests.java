package org.aftercall.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.aftercall.FakeWorld;
import org.aftercall.TestClock;
import org.aftercall.kernel.PhoneNumber;
import org.aftercall.telephony.FakeSwitchboard;
import org.aftercall.telephony.Farewell;
import org.aftercall.telephony.LineId;
import org.aftercall.telephony.LineListener;
import org.aftercall.telephony.WireState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.modulith.test.ApplicationModuleTest;

/** Killed after the fact was committed and before the switchboard was told: it is told again. */
@ApplicationModuleTest(mode = ApplicationModuleTest.BootstrapMode.DIRECT_DEPENDENCIES)
@Import(FakeWorld.class)
class LostWordsTests {
    private static final AtomicInteger NUMBER = new AtomicInteger(60_000);
    private static final Duration NEXT_SWEEP = Duration.ofSeconds(6);

    @Autowired Calls calls;
    @Autowired Entrance entrance;
    @Autowired Sweep sweep;
    @Autowired LineListener ear;
    @Autowired FakeSwitchboard wire;
    @Autowired TestClock clock;

    @BeforeEach
    void alive() {
        wire.state = new WireState.Up("fake");
    }

    @Test
    void aPatientWhoWasAbandonedHearsWhoCalled() {
        var id = calls.placeOpen(number(), new Ring(Duration.ofSeconds(30), true, false));
        ear.on(wire.answered(line(id)));
        dies();
        assertThat(calls.abandon(id)).isTrue();
        assertThat(wire.dismissed).doesNotContain(line(id));
        comesBack();
        assertThat(wire.dismissed).contains(line(id));
        assertThat(wire.farewells.getLast()).isEqualTo(Farewell.SORRY);
        clock.advance(Duration.ofMinutes(2));
        sweep.sweep();
        assertThat(wire.hungUp).contains(line(id));
    }

    @Test
    void aCallerWhoWasTurnedAwayHearsWhyAndOneWhoWasLetInIs() {
        var late = caller();
        var welcome = caller();
        dies();
        assertThat(entrance.turnAway(id(late), Farewell.CLOSED)).isTrue();
        entrance.letIn(id(welcome), true);
        assertThat(wire.dismissed).doesNotContain(late);
        assertThat(wire.welcomed).doesNotContainKey(welcome);
        comesBack();
        assertThat(wire.dismissed).contains(late);
        assertThat(wire.farewells.getLast()).isEqualTo(Farewell.CLOSED);
        assertThat(wire.welcomed).containsEntry(welcome, true);
    }

    private void dies() {
        wire.state = new WireState.Down("nobody is here to order");
    }

    private void comesBack() {
        wire.state = new WireState.Up("fake");
        clock.advance(NEXT_SWEEP);
        sweep.sweep();
    }

    private LineId caller() {
        var line = LineId.next();
        ear.on(wire.arrives(line, number()));
        return line;
    }

    private static PhoneNumber number() {
        return new PhoneNumber("+86100000" + NUMBER.incrementAndGet());
    }

    private static CallId id(LineId line) {
        return new CallId(line.value());
    }

    private static LineId line(CallId id) {
        return new LineId(id.value());
    }
}
