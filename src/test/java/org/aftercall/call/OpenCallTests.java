package org.aftercall.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.aftercall.FakeWorld;
import org.aftercall.TestClock;
import org.aftercall.kernel.DeskKind;
import org.aftercall.kernel.Extension;
import org.aftercall.kernel.PhoneNumber;
import org.aftercall.kernel.Refusal;
import org.aftercall.telephony.FakeSwitchboard;
import org.aftercall.telephony.Farewell;
import org.aftercall.telephony.LineEvent;
import org.aftercall.telephony.LineId;
import org.aftercall.telephony.LineListener;
import org.aftercall.telephony.LineResult;
import org.aftercall.telephony.WireState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.modulith.test.ApplicationModuleTest;
import org.springframework.test.context.TestPropertySource;

/** Calls that were placed before a nurse was free. */
@ApplicationModuleTest(mode = ApplicationModuleTest.BootstrapMode.DIRECT_DEPENDENCIES)
@TestPropertySource(properties = "aftercall.call.sweep-every=1h")
@Import(FakeWorld.class)
class OpenCallTests {
    private static final AtomicInteger NUMBER = new AtomicInteger(20_000);

    @Autowired Calls calls;
    @Autowired Parking parking;
    @Autowired LineListener ear;
    @Autowired Sweep sweep;
    @Autowired FakeSwitchboard wire;
    @Autowired TestClock clock;

    private Extension desk;

    @BeforeEach
    void anotherDesk() {
        wire.state = new WireState.Up("fake");
        wire.reachable = true;
        desk = new Extension(String.valueOf(NUMBER.incrementAndGet()));
    }

    @Test
    void thePatientIsRungAtOnceAndNoDeskIs() {
        var desks = wire.rung.size();
        var id = place();
        assertThat(wire.dialed).anyMatch(o -> o.line().equals(line(id)));
        assertThat(wire.rung).hasSize(desks);
        assertThat(calls.get(id).state()).isEqualTo(CallState.DIALING);
        assertThat(calls.get(id).waits()).isFalse();
        ear.on(wire.answered(line(id)));
        assertThat(calls.get(id).state()).isEqualTo(CallState.WAITING);
        assertThat(parking.waiting()).extracting(Call::id).contains(id);
    }

    @Test
    void whoseHoursEndBeforeHisTelephoneCanRingIsNotRungWithANurseAtTheLineOrWithout() {
        var dialed = wire.dialed.size();
        var open = calls.open().size();
        assertThatThrownBy(() -> calls.placeOpen(number(), until(Duration.ofMillis(500))))
                .isInstanceOfSatisfying(
                        Refusal.class, no -> assertThat(no.code()).isEqualTo("call.tooLate"));
        sit();
        assertThatThrownBy(
                        () -> calls.place(number(), desk, DeskKind.BROWSER, until(Duration.ZERO)))
                .isInstanceOf(Refusal.class);
        assertThat(wire.dialed).hasSize(dialed);
        assertThat(calls.open()).hasSize(open);
        calls.placeOpen(number(), until(Duration.ofSeconds(2)));
        assertThat(wire.dialed).hasSize(dialed + 1);
    }

    private Ring until(Duration left) {
        return new Ring(
                Duration.ofSeconds(20), false, false, null, null, clock.instant().plus(left));
    }

    @Test
    void aSeatedNurseWhoTakesHimIsJoinedAtOnce() {
        var seat = sit();
        var id = answered();
        parking.take(id, new Callee.Desk(desk, DeskKind.BROWSER));
        assertThat(wire.joined).contains(id.value() + "+" + seat.value());
        assertThat(calls.get(id).isAt(desk)).isTrue();
        assertThat(calls.get(id).waits()).isFalse();
        assertThat(calls.at(desk)).isPresent();
        ear.on(new LineEvent.Joined(line(id), seat, clock.instant()));
        assertThat(calls.get(id).joined()).isTrue();
        ear.on(wire.ended(line(id), LineResult.ANSWERED, 16));
        assertThat(calls.get(id).result()).isEqualTo(LineResult.ANSWERED);
        assertThat(calls.seated(desk)).isTrue();
    }

    @Test
    void aNurseWithoutASeatIsRungAndJoinedWhenSheIsThere() {
        var id = answered();
        parking.take(id, new Callee.Desk(desk, DeskKind.PHONE));
        var leg = calls.get(id).deskLine();
        assertThat(wire.rung.getLast().line()).isEqualTo(leg);
        ear.on(wire.answered(leg));
        assertThat(wire.joined).contains(id.value() + "+" + leg.value());
    }

    @Test
    void ofTwoWhoWantHimTheQuickerGetsHim() {
        var id = answered();
        parking.take(id, new Callee.Desk(desk, DeskKind.PHONE));
        var other = new Extension(String.valueOf(NUMBER.incrementAndGet()));
        assertThatThrownBy(() -> parking.take(id, new Callee.Desk(other, DeskKind.PHONE)))
                .isInstanceOfSatisfying(
                        Refusal.class, r -> assertThat(r.code()).isEqualTo("call.taken"));
    }

    @Test
    void whomNobodyTakesHearsWhoCalledAndIsNobodysAnyMore() {
        var id = answered();
        assertThat(calls.abandon(id)).isTrue();
        assertThat(calls.abandon(id)).isFalse();
        assertThat(wire.dismissed).containsOnlyOnce(line(id));
        assertThat(wire.farewells.getLast()).isEqualTo(Farewell.SORRY);
        assertThat(calls.get(id).times().abandoned()).isNotNull();
        assertThatThrownBy(() -> parking.take(id, new Callee.Desk(desk, DeskKind.PHONE)))
                .isInstanceOf(Refusal.class);
        ear.on(wire.ended(line(id), LineResult.ANSWERED, 16));
        assertThat(calls.get(id).result()).isEqualTo(LineResult.ANSWERED);
    }

    @Test
    void nobodyIsAbandonedWhomANurseHasOrWhoHasNotAnswered() {
        var id = place();
        assertThat(calls.abandon(id)).isFalse();
        ear.on(wire.answered(line(id)));
        parking.take(id, new Callee.Desk(desk, DeskKind.PHONE));
        assertThat(calls.abandon(id)).isFalse();
        assertThat(calls.get(id).times().abandoned()).isNull();
    }

    @Test
    void leftAloneHeIsAbandonedByItselfAndTheLineEndsEvenWhenTheWordsDoNotEndIt() {
        var id = answered();
        clock.advance(Duration.ofSeconds(5));
        sweep.sweep();
        assertThat(wire.dismissed).doesNotContain(line(id));
        clock.advance(Duration.ofSeconds(5));
        sweep.sweep();
        sweep.sweep();
        assertThat(wire.dismissed).containsOnlyOnce(line(id));
        clock.advance(Duration.ofMinutes(2));
        sweep.sweep();
        assertThat(wire.hungUp).contains(line(id));
    }

    @Test
    void whoDoesNotAnswerIsMissedAndOneThatTheAppDidNotHearOfGetsItsOutcome() {
        var busy = place();
        ear.on(wire.ended(line(busy), LineResult.BUSY, 17));
        assertThat(calls.get(busy).result()).isEqualTo(LineResult.BUSY);
        var lost = place();
        wire.live.remove(line(lost));
        clock.advance(Duration.ofHours(3));
        sweep.sweep();
        assertThat(calls.get(lost))
                .returns(LineResult.TECHNICAL, Call::result)
                .returns(true, Call::rang);
    }

    @Test
    void anAnswerThatWeDidNotHearIsFoundAndTheCallGivenUpAfterTheLimit() {
        var id = place();
        wire.answered(line(id));
        clock.advance(Duration.ofHours(3));
        sweep.sweep();
        assertThat(calls.get(id).waits()).isTrue();
        clock.advance(Duration.ofSeconds(30));
        sweep.sweep();
        assertThat(wire.dismissed).contains(line(id));
    }

    @Test
    void hangingUpEndsTheLineThoughNoDeskIsThere() {
        var id = place();
        calls.hangUp(id);
        assertThat(wire.hungUp).contains(line(id));
        ear.on(wire.ended(line(id), LineResult.NO_ANSWER, 0));
        assertThat(calls.get(id))
                .returns(LineResult.CANCELLED, Call::result)
                .returns(false, Call::rang);
    }

    @Test
    void nobodyIsRungTwiceAtOnce() {
        var number = number();
        calls.placeOpen(number, new Ring(Duration.ofSeconds(30), true, false));
        assertThatThrownBy(() ->
                        calls.placeOpen(number, new Ring(Duration.ofSeconds(30), true, false)))
                .isInstanceOf(DuplicateKeyException.class);
    }

    @Test
    void whatOnlyADeskCanDoIsRefusedWithoutOne() {
        var id = answered();
        assertThatThrownBy(() -> calls.mute(id, true)).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> calls.hold(id, true)).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> calls.rejoin(id, DeskKind.PHONE)).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> parking.park(id)).isInstanceOf(Refusal.class);
    }

    private LineId sit() {
        calls.sit(desk, DeskKind.BROWSER);
        var seat = wire.rung.getLast().line();
        ear.on(wire.answered(seat));
        return seat;
    }

    private CallId answered() {
        var id = place();
        ear.on(wire.answered(line(id)));
        return id;
    }

    private CallId place() {
        return calls.placeOpen(number(), new Ring(Duration.ofSeconds(30), true, false));
    }

    private static PhoneNumber number() {
        return new PhoneNumber("+86100000" + NUMBER.incrementAndGet());
    }

    private static LineId line(CallId id) {
        return new LineId(id.value());
    }
}
