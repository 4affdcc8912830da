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

@ApplicationModuleTest(mode = ApplicationModuleTest.BootstrapMode.DIRECT_DEPENDENCIES)
@TestPropertySource(properties = "aftercall.call.sweep-every=1h")
@Import(FakeWorld.class)
class CallLifeTests {
    private static final AtomicInteger NUMBER = new AtomicInteger(1000);

    @Autowired Calls calls;
    @Autowired LineListener ear;
    @Autowired Sweep sweep;
    @Autowired FakeSwitchboard wire;
    @Autowired TestClock clock;

    @BeforeEach
    void aQuietSwitchboard() {
        wire.state = new WireState.Up("fake");
        wire.reachable = true;
    }

    @Test
    void thePatientIsRungOnlyAfterTheNurseIsThere() {
        var id = place();
        assertThat(wire.dialed).noneMatch(o -> o.line().equals(line(id)));
        assertThat(calls.get(id).state()).isEqualTo(CallState.PLACING);
        ear.on(wire.answered(calls.get(id).deskLine()));
        assertThat(wire.dialed).filteredOn(o -> o.line().equals(line(id))).hasSize(1);
        assertThat(calls.get(id).state()).isEqualTo(CallState.DIALING);
    }

    @Test
    void aDeskThatDoesNotAnswerIsOurFailureAndRangNobody() {
        var id = place();
        ear.on(wire.ended(calls.get(id).deskLine(), LineResult.NO_ANSWER, 19));
        assertThat(calls.get(id))
                .returns(LineResult.TECHNICAL, Call::result)
                .returns(false, Call::rang);
    }

    @Test
    void theEndOfTheLineBecomesTheOutcomeAndTheDeskIsLetGo() {
        var id = dialing();
        ear.on(wire.ended(line(id), LineResult.BUSY, 17));
        var call = calls.get(id);
        assertThat(call.result()).isEqualTo(LineResult.BUSY);
        assertThat(call.q850()).isEqualTo(17);
        assertThat(wire.hungUp).contains(call.deskLine());
    }

    @Test
    void lateAndDoubledEventsDoNoHarm() {
        var id = talking();
        var answered = calls.get(id).times().answered();
        ear.on(wire.ended(line(id), LineResult.ANSWERED, 16));
        var ended = calls.get(id).times().ended();
        clock.advance(Duration.ofSeconds(5));
        ear.on(wire.answered(line(id)));
        ear.on(wire.ringing(line(id)));
        ear.on(wire.ended(line(id), LineResult.BUSY, 17));
        wire.live.remove(line(id));
        assertThat(calls.get(id).result()).isEqualTo(LineResult.ANSWERED);
        assertThat(calls.get(id).times().answered()).isEqualTo(answered);
        assertThat(calls.get(id).times().ended()).isEqualTo(ended);
    }

    @Test
    void hangingUpBeforeAnAnswerIsACancellation() {
        var id = dialing();
        ear.on(wire.ringing(line(id)));
        calls.hangUp(id);
        assertThat(wire.hungUp).contains(line(id));
        ear.on(wire.ended(line(id), LineResult.NO_ANSWER, 0));
        assertThat(calls.get(id))
                .returns(LineResult.CANCELLED, Call::result)
                .returns(true, Call::rang);
    }

    @Test
    void nobodyIsRungTwiceAtOnceAndTheDatabaseRefusesIt() {
        var number = number();
        place(number, "7001");
        assertThatThrownBy(() -> place(number, "7002")).isInstanceOf(DuplicateKeyException.class);
    }

    @Test
    void aCallThatEndedWhileWeWereAwayGetsItsOutcomeFromTheSwitchboardsBooks() {
        var id = talking();
        var at = clock.instant().plusSeconds(30);
        wire.live.clear();
        wire.books.put(line(id), new LineEvent.Ended(line(id), at, LineResult.ANSWERED, true, 16));
        clock.advance(Duration.ofHours(3));
        sweep.sweep();
        assertThat(calls.get(id).result()).isEqualTo(LineResult.ANSWERED);
        assertThat(calls.get(id).times().ended()).isEqualTo(at);
    }

    @Test
    void anAnswerThatWeDidNotHearIsReadFromTheLiveLine() {
        var id = dialing();
        wire.answered(line(id));
        clock.advance(Duration.ofHours(3));
        sweep.sweep();
        assertThat(calls.get(id).state()).isEqualTo(CallState.TALKING);
        assertThat(wire.joined).anyMatch(j -> j.startsWith(id.value().toString()));
    }

    @Test
    void whenNobodyKnowsHowACallEndedItCountsAsHavingRung() {
        var id = dialing();
        wire.live.clear();
        clock.advance(Duration.ofHours(3));
        sweep.sweep();
        assertThat(calls.get(id))
                .returns(LineResult.TECHNICAL, Call::result)
                .returns(true, Call::rang);
    }

    @Test
    void aLostDeskKeepsThePatientForAWhileAndANewLegBringsTheNurseBack() {
        var id = talking();
        var old = calls.get(id).deskLine();
        ear.on(wire.ended(old, LineResult.ANSWERED, 16));
        assertThat(calls.get(id).live()).isTrue();
        assertThat(calls.get(id).joined()).isFalse();
        calls.rejoin(id, DeskKind.BROWSER);
        var fresh = calls.get(id).deskLine();
        assertThat(fresh).isNotEqualTo(old);
        ear.on(wire.answered(fresh));
        assertThat(wire.joined).contains(id.value() + "+" + fresh.value());
        ear.on(new LineEvent.Joined(line(id), fresh, clock.instant()));
        assertThat(calls.get(id).joined()).isTrue();
        // The old leg's end comes late: it is nobody's any more.
        ear.on(wire.ended(old, LineResult.ANSWERED, 16));
        assertThat(calls.get(id).joined()).isTrue();
    }

    @Test
    void aPatientWhomTheNurseLeftAloneIsLetGoAfterTheGrace() {
        var id = talking();
        ear.on(wire.ended(calls.get(id).deskLine(), LineResult.ANSWERED, 16));
        wire.live.put(
                line(id), new org.aftercall.telephony.LiveLine(line(id), true, java.util.Set.of()));
        clock.advance(Duration.ofHours(2));
        sweep.sweep();
        assertThat(wire.hungUp).contains(line(id));
    }

    @Test
    void withoutAWireNothingIsPromised() {
        wire.state = new WireState.Down("unplugged");
        assertThatThrownBy(() -> calls.checkReady(new Extension("8001"), DeskKind.BROWSER))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        r -> assertThat(r.kind()).isEqualTo(Refusal.Kind.UNAVAILABLE));
    }

    private CallId talking() {
        var id = dialing();
        ear.on(wire.answered(line(id)));
        ear.on(new LineEvent.Joined(line(id), calls.get(id).deskLine(), clock.instant()));
        return id;
    }

    private CallId dialing() {
        var id = place();
        ear.on(wire.answered(calls.get(id).deskLine()));
        return id;
    }

    private CallId place() {
        return place(number(), String.valueOf(NUMBER.incrementAndGet()));
    }

    private CallId place(PhoneNumber number, String desk) {
        return calls.place(
                number, new Extension(desk), DeskKind.BROWSER, Duration.ofSeconds(30), true);
    }

    private static PhoneNumber number() {
        return new PhoneNumber("+861000000" + NUMBER.incrementAndGet());
    }

    private static LineId line(CallId id) {
        return new LineId(id.value());
    }
}
