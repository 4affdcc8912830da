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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.modulith.test.ApplicationModuleTest;
import org.springframework.test.context.TestPropertySource;

@ApplicationModuleTest(mode = ApplicationModuleTest.BootstrapMode.DIRECT_DEPENDENCIES)
@TestPropertySource(properties = "aftercall.call.sweep-every=1h")
@Import(FakeWorld.class)
class SeatTests {
    private static final AtomicInteger NUMBER = new AtomicInteger(4000);

    @Autowired Calls calls;
    @Autowired LineListener ear;
    @Autowired Sweep sweep;
    @Autowired FakeSwitchboard wire;
    @Autowired TestClock clock;

    private Extension desk;

    @BeforeEach
    void anotherDesk() {
        wire.reachable = true;
        desk = new Extension(String.valueOf(NUMBER.incrementAndGet()));
    }

    @Test
    void sittingRingsTheDeskOnceAndStandingHangsItUp() {
        calls.sit(desk, DeskKind.BROWSER);
        calls.sit(desk, DeskKind.BROWSER);
        assertThat(wire.rung).filteredOn(o -> o.desk().equals(desk)).hasSize(1);
        assertThat(calls.seated(desk)).isFalse();
        ear.on(wire.answered(seat()));
        assertThat(calls.seated(desk)).isTrue();
        calls.stand(desk);
        assertThat(calls.seated(desk)).isFalse();
        assertThat(wire.hungUp).contains(seat());
    }

    @Test
    void fromASeatedDeskThePatientIsDialedAtOnceAndNoDeskRings() {
        sit();
        var id = place();
        assertThat(wire.dialed).anyMatch(o -> o.line().equals(line(id)));
        assertThat(wire.rung).filteredOn(o -> o.desk().equals(desk)).hasSize(1);
        assertThat(calls.get(id).state()).isEqualTo(CallState.DIALING);
        ear.on(wire.answered(line(id)));
        assertThat(wire.joined).contains(id.value() + "+" + seat().value());
    }

    @Test
    void anIdleSeatWhoseTelephoneIsGoneIsVacatedAtTheSecondLook() {
        sit();
        wire.reachable = false;
        sweep.sweep();
        assertThat(calls.seated(desk)).isTrue();
        sweep.sweep();
        assertThat(calls.seated(desk)).isFalse();
        assertThat(wire.hungUp).contains(seat());
    }

    @Test
    void aTelephoneThatIsBackAtTheNextLookKeepsItsSeatAndATalkIsLeftAlone() {
        sit();
        wire.reachable = false;
        sweep.sweep();
        wire.reachable = true;
        sweep.sweep();
        wire.reachable = false;
        sweep.sweep();
        assertThat(calls.seated(desk)).isTrue();
        wire.reachable = true;
        var id = place();
        ear.on(wire.answered(line(id)));
        wire.reachable = false;
        sweep.sweep();
        sweep.sweep();
        assertThat(calls.seated(desk)).isTrue();
        assertThat(wire.hungUp).doesNotContain(seat());
        ear.on(wire.ended(line(id), LineResult.ANSWERED, 16));
    }

    @Test
    void theSeatOutlivesTheCallAndServesTheNext() {
        sit();
        var first = place();
        ear.on(wire.answered(line(first)));
        ear.on(wire.ended(line(first), LineResult.ANSWERED, 16));
        assertThat(wire.hungUp).doesNotContain(seat());
        assertThat(calls.seated(desk)).isTrue();
        var second = place();
        assertThat(calls.get(second).deskLine()).isEqualTo(seat());
        calls.hangUp(second);
        assertThat(wire.hungUp).contains(line(second)).doesNotContain(seat());
        ear.on(wire.ended(line(second), LineResult.CANCELLED, 16));
        assertThat(calls.seated(desk)).isTrue();
    }

    @Test
    void whoStandsUpInMidTalkGoesWhenTheTalkIsOver() {
        sit();
        var id = place();
        ear.on(wire.answered(line(id)));
        calls.stand(desk);
        assertThat(wire.hungUp).doesNotContain(seat());
        ear.on(wire.ended(line(id), LineResult.ANSWERED, 16));
        assertThat(wire.hungUp).contains(seat());
    }

    @Test
    void aSeatLostInMidTalkIsALostDeskAndComesBackAsASeat() {
        sit();
        var id = place();
        ear.on(wire.answered(line(id)));
        ear.on(new LineEvent.Joined(line(id), seat(), clock.instant()));
        ear.on(wire.ended(seat(), LineResult.ANSWERED, 16));
        assertThat(calls.seated(desk)).isFalse();
        assertThat(calls.get(id).times().deskLost()).isNotNull();
        calls.rejoin(id, DeskKind.BROWSER);
        var fresh = calls.get(id).deskLine();
        ear.on(wire.answered(fresh));
        assertThat(wire.joined).contains(id.value() + "+" + fresh.value());
        assertThat(calls.seated(desk)).isTrue();
        ear.on(wire.ended(line(id), LineResult.ANSWERED, 16));
        assertThat(wire.hungUp).doesNotContain(fresh);
    }

    @Test
    void theLegSheTalksOnBecomesHerSeat() {
        var id = place();
        ear.on(wire.answered(calls.get(id).deskLine()));
        calls.sit(desk, DeskKind.BROWSER);
        assertThat(calls.seated(desk)).isTrue();
        ear.on(wire.answered(line(id)));
        ear.on(wire.ended(line(id), LineResult.ANSWERED, 16));
        assertThat(wire.hungUp).doesNotContain(calls.get(id).deskLine());
    }

    @Test
    void aSeatThatDiedWhileWeWereAwayIsFoundAndOneThatCameUpIsAdopted() {
        sit();
        var dead = seat();
        wire.live.remove(dead);
        var other = new Extension(String.valueOf(NUMBER.incrementAndGet()));
        calls.sit(other, DeskKind.PHONE);
        wire.answered(wire.rung.getLast().line());
        clock.advance(Duration.ofHours(2));
        sweep.sweep();
        assertThat(calls.seated(desk)).isFalse();
        assertThat(calls.seated(other)).isTrue();
        calls.sit(desk, DeskKind.BROWSER);
        assertThat(seat()).isNotEqualTo(dead);
    }

    @Test
    void aDeskOutOfReachCannotSit() {
        wire.reachable = false;
        assertThatThrownBy(() -> calls.sit(desk, DeskKind.BROWSER))
                .isInstanceOfSatisfying(
                        Refusal.class, r -> assertThat(r.code()).isEqualTo("desk.unreachable"));
    }

    private void sit() {
        calls.sit(desk, DeskKind.BROWSER);
        ear.on(wire.answered(seat()));
    }

    private LineId seat() {
        return wire.rung.stream().filter(o -> o.desk().equals(desk)).toList().getLast().line();
    }

    private CallId place() {
        return calls.place(
                new PhoneNumber("+861000000" + NUMBER.incrementAndGet()),
                desk,
                DeskKind.BROWSER,
                Duration.ofSeconds(30),
                true);
    }

    private static LineId line(CallId id) {
        return new LineId(id.value());
    }
}
