package org.aftercall.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.aftercall.FakeWorld;
import org.aftercall.TestClock;
import org.aftercall.kernel.DeskKind;
import org.aftercall.kernel.Extension;
import org.aftercall.kernel.PhoneNumber;
import org.aftercall.telephony.FakeSwitchboard;
import org.aftercall.telephony.Farewell;
import org.aftercall.telephony.LineId;
import org.aftercall.telephony.LineListener;
import org.aftercall.telephony.LineResult;
import org.aftercall.telephony.Verdict;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.modulith.test.ApplicationModuleTest;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;

/** Who calls in, and what is heard of who picks up. */
@ApplicationModuleTest(mode = ApplicationModuleTest.BootstrapMode.DIRECT_DEPENDENCIES)
@TestPropertySource(
        properties = {
            "aftercall.call.sweep-every=1h",
            "aftercall.call.inbound-lines=3",
            "aftercall.telephony.trunk.calls-per-second=3"
        })
@Import(FakeWorld.class)
@RecordApplicationEvents
class ArrivalTests {
    private static final AtomicInteger NUMBER = new AtomicInteger(30_000);

    @Autowired Calls calls;
    @Autowired Entrance entrance;
    @Autowired Parking parking;
    @Autowired LineListener ear;
    @Autowired Sweep sweep;
    @Autowired FakeSwitchboard wire;
    @Autowired TestClock clock;
    @Autowired ApplicationEvents events;

    @AfterEach
    void allHangUp() {
        calls.open().forEach(c -> ear.on(wire.ended(c.line(), LineResult.ANSWERED, 16)));
        clock.advance(Duration.ofHours(1));
    }

    @Test
    void whoCallsInWaitsForANurseOnceHeWasLetIn() {
        var id = arrives(number());
        assertThat(calls.get(id).direction()).isEqualTo(Direction.INBOUND);
        assertThat(calls.get(id).waits()).isFalse();
        entrance.letIn(id, true);
        entrance.letIn(id, false);
        assertThat(wire.welcomed).containsEntry(line(id), true);
        ear.on(wire.answered(line(id)));
        assertThat(calls.get(id).waits()).isTrue();
        assertThat(calls.get(id).recorded()).isTrue();
        var desk = desk();
        parking.take(id, new Callee.Desk(desk, DeskKind.PHONE));
        ear.on(wire.answered(calls.get(id).deskLine()));
        assertThat(wire.joined).contains(id.value() + "+" + calls.get(id).deskLine().value());
        assertThat(events.stream(CallArrived.class)).contains(new CallArrived(id));
    }

    @Test
    void toldTwiceHeComesOnce() {
        var line = LineId.next();
        var number = number();
        ear.on(wire.arrives(line, number));
        ear.on(wire.arrives(line, number));
        assertThat(wire.refused).doesNotContain(line);
        assertThat(events.stream(CallArrived.class).filter(e -> is(e.call(), line))).hasSize(1);
    }

    @Test
    void whoIsTurnedAwayHearsWhyAndIsNobodysToTake() {
        var id = arrives(number());
        assertThat(entrance.turnAway(id, Farewell.CLOSED)).isTrue();
        assertThat(entrance.turnAway(id, Farewell.CLOSED)).isFalse();
        assertThat(wire.farewells.getLast()).isEqualTo(Farewell.CLOSED);
        ear.on(wire.answered(line(id)));
        assertThat(calls.get(id).waits()).isFalse();
        assertThat(events.stream(CallAnswered.class).filter(e -> e.call().equals(id))).isEmpty();
        entrance.letIn(id, true);
        assertThat(wire.welcomed).doesNotContainKey(line(id));
        ear.on(wire.ended(line(id), LineResult.ANSWERED, 16));
        assertThat(calls.get(id).result()).isEqualTo(LineResult.ANSWERED);
    }

    @Test
    void whoHangsUpBeforeHeIsLetInLeavesAnOutcome() {
        var id = arrives(number());
        ear.on(wire.ended(line(id), LineResult.NO_ANSWER, 16));
        assertThat(calls.get(id).result()).isEqualTo(LineResult.NO_ANSWER);
    }

    @Test
    void onlyWhoCalledInIsMissedAsACaller() {
        var caller = arrives(number());
        var rung = placed(seated());
        for (var id : new CallId[] {caller, rung}) {
            ear.on(wire.ended(line(id), LineResult.NO_ANSWER, 16));
        }
        assertThat(events.stream(CallEnded.class).map(CallEnded::call)).contains(caller, rung);
        assertThat(events.stream(CallerGone.class))
                .contains(new CallerGone(caller))
                .doesNotContain(new CallerGone(rung));
    }

    @Test
    void whoCallsInIsNotRungMeanwhileAndWhoIsBeingRungFindsTheLineEngaged() {
        var caller = number();
        arrives(caller);
        assertThatThrownBy(() ->
                        calls.placeOpen(caller, new Ring(Duration.ofSeconds(30), true, false)))
                .isInstanceOf(DuplicateKeyException.class);
        var rung = number();
        calls.placeOpen(rung, new Ring(Duration.ofSeconds(30), true, false));
        var line = LineId.next();
        ear.on(wire.arrives(line, rung));
        assertThat(wire.refused).contains(line);
        assertThat(calls.find(new CallId(line.value()))).isEmpty();
    }

    @Test
    void moreThanTheHouseHasLinesForAreRefused() {
        for (int i = 0; i < 3; i++) {
            arrives(number());
        }
        assertThat(refused(number())).isTrue();
        assertThat(refused(null)).isTrue();
    }

    @Test
    void aNumberThatCallsAgainAndAgainIsRefusedForAWhileAndHiddenOnesToo() {
        var often = number();
        for (int i = 0; i < 5; i++) {
            comesAndGoes(often);
        }
        assertThat(refused(often)).isTrue();
        assertThat(refused(number())).isFalse();
        clock.advance(Duration.ofMinutes(11));
        assertThat(refused(often)).isFalse();
        for (int i = 0; i < 3; i++) {
            comesAndGoes(null);
        }
        assertThat(refused(null)).isTrue();
    }

    @Test
    void callersUseUpNothingOfTheTrunksAllowance() {
        for (int i = 0; i < 3; i++) {
            arrives(number());
        }
        for (int i = 0; i < 3; i++) {
            calls.placeOpen(number(), new Ring(Duration.ofSeconds(30), true, false));
        }
    }

    @Test
    void whereAMachineIsListenedForNobodyIsJoinedBeforeTheVerdict() {
        var desk = seated();
        var human = placed(desk);
        ear.on(wire.answered(line(human)));
        assertThat(joined(human)).isFalse();
        assertThat(answeredEvents(human)).isZero();
        ear.on(wire.judged(line(human), Verdict.HUMAN));
        assertThat(joined(human)).isTrue();
        assertThat(answeredEvents(human)).isEqualTo(1);
        assertThat(calls.get(human).ear()).isEqualTo(Verdict.HUMAN);
    }

    @Test
    void whoIsNotForSureAMachineIsJoinedAndAMachineIsNot() {
        var unsure = placed(seated());
        // The verdict may even come first.
        ear.on(wire.judged(line(unsure), Verdict.NOT_SURE));
        assertThat(joined(unsure)).isFalse();
        ear.on(wire.answered(line(unsure)));
        assertThat(joined(unsure)).isTrue();
        var machine = placed(seated());
        ear.on(wire.answered(line(machine)));
        ear.on(wire.judged(line(machine), Verdict.MACHINE));
        ear.on(wire.judged(line(machine), Verdict.HUMAN));
        assertThat(joined(machine)).isFalse();
        assertThat(answeredEvents(machine)).isZero();
        assertThat(events.stream(MachineHeard.class)).containsOnlyOnce(new MachineHeard(machine));
        clock.advance(Duration.ofMinutes(1));
        sweep.sweep();
        assertThat(joined(machine)).isFalse();
    }

    @Test
    void aMachineThatNobodyHangsUpOnIsHungUpOnByItself() {
        var id = calls.placeOpen(number(), new Ring(Duration.ofSeconds(30), true, true));
        ear.on(wire.answered(line(id)));
        ear.on(wire.judged(line(id), Verdict.MACHINE));
        clock.advance(Duration.ofSeconds(20));
        sweep.sweep();
        assertThat(wire.hungUp).contains(line(id));
        assertThat(wire.dismissed).doesNotContain(line(id));
    }

    @Test
    void aVerdictThatNeverComesIsNotSure() {
        var id = calls.placeOpen(number(), new Ring(Duration.ofSeconds(30), true, true));
        ear.on(wire.answered(line(id)));
        assertThat(calls.get(id).waits()).isFalse();
        clock.advance(Duration.ofSeconds(9));
        sweep.sweep();
        assertThat(calls.get(id).ear()).isEqualTo(Verdict.NOT_SURE);
        assertThat(calls.get(id).waits()).isTrue();
        clock.advance(Duration.ofSeconds(7));
        sweep.sweep();
        assertThat(calls.get(id).times().abandoned()).isNull();
        clock.advance(Duration.ofSeconds(2));
        sweep.sweep();
        assertThat(calls.get(id).times().abandoned()).isNotNull();
    }

    private boolean refused(@Nullable PhoneNumber from) {
        var line = LineId.next();
        ear.on(wire.arrives(line, from));
        if (wire.refused.contains(line)) {
            wire.live.remove(line);
            return true;
        }
        ear.on(wire.ended(line, LineResult.NO_ANSWER, 16));
        return false;
    }

    private void comesAndGoes(@Nullable PhoneNumber from) {
        assertThat(refused(from)).isFalse();
    }

    private CallId arrives(@Nullable PhoneNumber from) {
        var line = LineId.next();
        ear.on(wire.arrives(line, from));
        assertThat(wire.refused).doesNotContain(line);
        return new CallId(line.value());
    }

    private Extension seated() {
        var desk = desk();
        calls.sit(desk, DeskKind.BROWSER);
        ear.on(wire.answered(wire.rung.getLast().line()));
        return desk;
    }

    private CallId placed(Extension desk) {
        return calls.place(
                number(), desk, DeskKind.BROWSER, new Ring(Duration.ofSeconds(30), true, true));
    }

    private boolean joined(CallId id) {
        return wire.joined.stream().anyMatch(pair -> pair.startsWith(id.value().toString()));
    }

    private long answeredEvents(CallId id) {
        return events.stream(CallAnswered.class).filter(e -> e.call().equals(id)).count();
    }

    private static boolean is(CallId call, LineId line) {
        UUID id = call.value();
        return id.equals(line.value());
    }

    private static PhoneNumber number() {
        return new PhoneNumber("+86100000" + NUMBER.incrementAndGet());
    }

    private static Extension desk() {
        return new Extension(String.valueOf(NUMBER.incrementAndGet()));
    }

    private static LineId line(CallId id) {
        return new LineId(id.value());
    }
}
