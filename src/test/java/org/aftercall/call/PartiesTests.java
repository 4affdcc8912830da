package org.aftercall.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.aftercall.FakeWorld;
import org.aftercall.TestClock;
import org.aftercall.call.Party.Mode;
import org.aftercall.call.Party.State;
import org.aftercall.kernel.DeskKind;
import org.aftercall.kernel.Extension;
import org.aftercall.kernel.PhoneNumber;
import org.aftercall.kernel.Refusal;
import org.aftercall.telephony.FakeSwitchboard;
import org.aftercall.telephony.LineEvent;
import org.aftercall.telephony.LineId;
import org.aftercall.telephony.LineListener;
import org.aftercall.telephony.LineResult;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.modulith.test.ApplicationModuleTest;
import org.springframework.test.context.TestPropertySource;

@ApplicationModuleTest(mode = ApplicationModuleTest.BootstrapMode.DIRECT_DEPENDENCIES)
@TestPropertySource(
        properties = {
            "aftercall.call.sweep-every=1h",
            "aftercall.call.announce-listening=true",
            "aftercall.telephony.trunk.guests=+861088880000"
        })
@Import(FakeWorld.class)
class PartiesTests {
    private static final AtomicInteger NUMBER = new AtomicInteger(6000);
    private static final PhoneNumber OUTSIDE = new PhoneNumber("+861088880000");

    @Autowired Calls calls;
    @Autowired Parties parties;
    @Autowired Parking parking;
    @Autowired LineListener ear;
    @Autowired Sweep sweep;
    @Autowired FakeSwitchboard wire;
    @Autowired TestClock clock;

    private Extension nurse;
    private Callee.Desk colleague;
    private CallId id;

    @BeforeEach
    void aTalk() {
        wire.reachable = true;
        wire.silent = false;
        nurse = desk();
        colleague = new Callee.Desk(desk(), DeskKind.BROWSER);
        id = talking(nurse);
    }

    @Test
    void whileTheNurseAsksThePatientHearsMusicAndBothComeTogetherWhenAllJoin() {
        parties.consult(id, colleague);
        assertThat(wire.held).contains(line());
        assertThat(wire.rung.getLast().desk()).isEqualTo(colleague.extension());
        assertThat(third().state()).isEqualTo(State.RINGING);
        arrives();
        assertThat(wire.joined).contains(pair(desk(id), third().line()));
        assertThat(calls.get(id).state()).isEqualTo(CallState.ON_HOLD);
        parties.joinAll(id);
        assertThat(wire.gathered).contains(List.of(line(), desk(id), third().line()));
        ear.on(new LineEvent.Joined(line(), desk(id), clock.instant()));
        assertThat(calls.get(id).state()).isEqualTo(CallState.TALKING);
        // One of the three may be cut off: the others are together still.
        var before = wire.joined.size();
        ear.on(wire.ended(third().line(), LineResult.ANSWERED, 16));
        assertThat(parties.of(id)).isEmpty();
        assertThat(wire.joined).hasSize(before);
    }

    @Test
    void whoWasAskedTakesTheCallAndTheNurseIsFree() {
        parties.consult(id, colleague);
        arrives();
        var old = desk(id);
        var line = third().line();
        parties.transfer(id);
        assertThat(wire.joined).contains(pair(line(), line));
        assertThat(wire.hungUp).contains(old);
        assertThat(calls.get(id).isAt(colleague.extension())).isTrue();
        assertThat(calls.at(nurse)).isEmpty();
        // The old leg's end is nobody's.
        ear.on(wire.ended(old, LineResult.ANSWERED, 16));
        assertThat(calls.get(id).times().deskLost()).isNull();
        // The new one's is: she may come back, as any nurse.
        ear.on(wire.ended(line, LineResult.ANSWERED, 16));
        assertThat(calls.get(id).times().deskLost()).isNotNull();
        assertThat(talking(nurse)).isNotNull();
    }

    @Test
    void whoDoesNotAnswerLeavesPatientAndNurseTogether() {
        for (boolean blind : new boolean[] {false, true}) {
            if (blind) {
                parties.transferBlind(id, colleague);
            } else {
                parties.consult(id, colleague);
            }
            ear.on(wire.ended(third().line(), LineResult.NO_ANSWER, 19));
            assertThat(parties.of(id)).isEmpty();
            assertThat(wire.joined.getLast()).isEqualTo(pair(line(), desk(id)));
            ear.on(new LineEvent.Joined(line(), desk(id), clock.instant()));
        }
        assertThat(calls.get(id).isAt(nurse)).isTrue();
    }

    @Test
    void cancellingTheQuestionBringsThePatientBack() {
        parties.consult(id, colleague);
        arrives();
        var line = third().line();
        parties.cancel(id);
        assertThat(wire.hungUp).contains(line);
        assertThat(wire.joined.getLast()).isEqualTo(pair(line(), desk(id)));
        assertThat(refusal(() -> parties.cancel(id))).isEqualTo("party.none");
        assertThat(refusal(() -> parties.joinAll(id))).isEqualTo("party.notThere");
    }

    @Test
    void aBlindTransferOutsideEndsWithTheOneOutside() {
        parties.transferBlind(id, new Callee.Number(OUTSIDE));
        assertThat(wire.invited.getLast().to()).isEqualTo(OUTSIDE);
        var old = desk(id);
        arrives();
        assertThat(wire.hungUp).contains(old);
        assertThat(calls.at(nurse)).isEmpty();
        assertThat(calls.get(id).live()).isTrue();
        ear.on(wire.ended(desk(id), LineResult.ANSWERED, 16));
        assertThat(wire.hungUp).contains(line());
        ear.on(wire.ended(line(), LineResult.ANSWERED, 16));
        assertThat(calls.get(id).result()).isEqualTo(LineResult.ANSWERED);
    }

    @Test
    void nobodyIsAskedWhoMayNotOrCannotBe() {
        var stranger = new Callee.Number(new PhoneNumber("+8613800138000"));
        assertThat(refusal(() -> parties.consult(id, stranger))).isEqualTo("trunk.guest");
        assertThat(refusal(() -> parties.transferBlind(id, stranger))).isEqualTo("trunk.guest");
        assertThat(refusal(() -> parties.consult(id, new Callee.Desk(nurse, DeskKind.PHONE))))
                .isEqualTo("party.yourself");
        talking(colleague.extension());
        assertThat(refusal(() -> parties.consult(id, colleague))).isEqualTo("party.busy");
        wire.reachable = false;
        assertThat(refusal(() -> parties.consult(id, new Callee.Desk(desk(), DeskKind.PHONE))))
                .isEqualTo("party.unreachable");
        wire.reachable = true;
        parties.consult(id, new Callee.Number(OUTSIDE));
        assertThat(refusal(() -> parties.consult(id, new Callee.Desk(desk(), DeskKind.PHONE))))
                .isEqualTo("party.already");
    }

    @Test
    void aWireThatBreaksWhileAColleagueIsLookedForIsSaidToBeDown() {
        wire.silent = true;
        assertThat(refusal(() -> parties.consult(id, colleague))).isEqualTo("telephony.down");
    }

    @Test
    void whoIsAskedCannotPlaceACallMeanwhile() {
        parties.consult(id, colleague);
        assertThat(refusal(() -> place(colleague.extension()))).isEqualTo("desk.inOtherCall");
    }

    @Test
    void aParkedPatientIsTakenByTheQuickerOfTwo() {
        var old = desk(id);
        parking.park(id);
        assertThat(wire.held).contains(line());
        assertThat(wire.hungUp).contains(old);
        assertThat(parking.waiting()).extracting(Call::id).contains(id);
        assertThat(calls.get(id).state()).isEqualTo(CallState.ON_HOLD);
        // Her desk is free for the next one.
        talking(nurse);
        parking.take(id, colleague);
        assertThat(refusal(() -> parking.take(id, new Callee.Desk(desk(), DeskKind.PHONE))))
                .isEqualTo("call.taken");
        ear.on(wire.answered(desk(id)));
        assertThat(wire.joined).contains(pair(line(), desk(id)));
        assertThat(parking.waiting()).extracting(Call::id).doesNotContain(id);
    }

    @Test
    void aPatientWhoseNurseIsGoneCanBeTakenByAColleague() {
        ear.on(wire.ended(desk(id), LineResult.ANSWERED, 16));
        assertThat(parking.waiting()).extracting(Call::id).contains(id);
        calls.sit(colleague.extension(), colleague.kind());
        ear.on(wire.answered(wire.rung.getLast().line()));
        parking.take(id, colleague);
        assertThat(wire.joined).contains(pair(line(), desk(id)));
        assertThat(calls.get(id).isAt(colleague.extension())).isTrue();
    }

    @Test
    void aParkedPatientWhomNobodyTakesIsLetGoAtLast() {
        parking.park(id);
        ear.on(wire.ended(desk(id), LineResult.ANSWERED, 16));
        wire.answered(line());
        clock.advance(Duration.ofMinutes(5));
        sweep.sweep();
        assertThat(wire.hungUp).doesNotContain(line());
        clock.advance(Duration.ofMinutes(6));
        sweep.sweep();
        assertThat(wire.hungUp).contains(line());
    }

    @Test
    void aSupervisorListensWhispersJoinsAndTakesOver() {
        parties.supervise(id, colleague, Mode.LISTEN);
        assertThat(parties.of(id).getFirst().state()).isEqualTo(State.RINGING);
        var ears = parties.of(id).getFirst().line();
        ear.on(wire.answered(ears));
        assertThat(wire.listening).contains(ears.value() + "<" + desk(id).value());
        assertThat(wire.beeped).contains(desk(id));
        parties.supervise(id, colleague, Mode.WHISPER);
        assertThat(wire.listening).contains(ears.value() + ">" + desk(id).value());
        assertThat(parties.of(id).getFirst().state()).isEqualTo(State.WHISPERING);
        parties.supervise(id, colleague, Mode.JOIN);
        assertThat(wire.gathered).contains(List.of(line(), desk(id), ears));
        parties.supervise(id, colleague, Mode.LISTEN);
        var old = desk(id);
        parties.supervise(id, colleague, Mode.TAKE_OVER);
        assertThat(wire.joined).contains(pair(line(), ears));
        assertThat(wire.hungUp).contains(old).doesNotContain(ears);
        assertThat(calls.get(id).isAt(colleague.extension())).isTrue();
    }

    @Test
    void aSupervisorFollowsTheNurseToHerNewLegAndLeavesWhenTheCallIsOver() {
        parties.supervise(id, colleague, Mode.LISTEN);
        var ears = parties.of(id).getFirst().line();
        ear.on(wire.answered(ears));
        ear.on(wire.ended(desk(id), LineResult.ANSWERED, 16));
        calls.rejoin(id, DeskKind.BROWSER);
        ear.on(wire.answered(desk(id)));
        assertThat(wire.listening).contains(ears.value() + "<" + desk(id).value());
        ear.on(wire.ended(line(), LineResult.ANSWERED, 16));
        assertThat(wire.hungUp).contains(ears);
        assertThat(parties.of(id)).isEmpty();
    }

    @Test
    void onlyOneSupervisorListensAndNotToHerself() {
        parties.supervise(id, colleague, Mode.LISTEN);
        var other = new Callee.Desk(desk(), DeskKind.PHONE);
        assertThat(refusal(() -> parties.supervise(id, other, Mode.LISTEN)))
                .isEqualTo("listen.taken");
        assertThat(
                        refusal(() ->
                                parties.supervise(
                                        id, new Callee.Desk(nurse, DeskKind.PHONE), Mode.LISTEN)))
                .isEqualTo("listen.ownCall");
        assertThat(refusal(() -> parties.stopSupervising(id, other.extension())))
                .isEqualTo("party.none");
        parties.stopSupervising(id, colleague.extension());
        assertThat(parties.of(id)).isEmpty();
        parties.supervise(id, other, Mode.WHISPER);
        assertThat(parties.of(id)).hasSize(1);
    }

    @Test
    void aThirdPersonWhoVanishedWhileWeWereAwayIsFoundAndThePatientComesBack() {
        parties.consult(id, colleague);
        arrives();
        wire.live.remove(third().line());
        clock.advance(Duration.ofHours(2));
        sweep.sweep();
        assertThat(parties.of(id)).isEmpty();
        assertThat(wire.joined.getLast()).isEqualTo(pair(line(), desk(id)));
    }

    private void arrives() {
        ear.on(wire.answered(third().line()));
    }

    private Party third() {
        return parties.of(id).getFirst();
    }

    private CallId talking(Extension at) {
        var call = place(at);
        ear.on(wire.answered(desk(call)));
        ear.on(wire.answered(new LineId(call.value())));
        ear.on(new LineEvent.Joined(new LineId(call.value()), desk(call), clock.instant()));
        return call;
    }

    private CallId place(Extension at) {
        return calls.place(
                new PhoneNumber("+861000000" + NUMBER.incrementAndGet()),
                at,
                DeskKind.BROWSER,
                Duration.ofSeconds(30),
                true);
    }

    private LineId line() {
        return new LineId(id.value());
    }

    private LineId desk(CallId call) {
        return calls.get(call).deskLine();
    }

    private static Extension desk() {
        return new Extension(String.valueOf(NUMBER.incrementAndGet()));
    }

    private static String pair(LineId one, LineId other) {
        return one.value() + "+" + other.value();
    }

    private static String refusal(org.assertj.core.api.ThrowableAssert.ThrowingCallable order) {
        return catchThrowableOfType(Refusal.class, order).code();
    }
}
