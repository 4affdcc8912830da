package org.aftercall.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Set;
import org.aftercall.kernel.DeskKind;
import org.aftercall.telephony.AsteriskPair;
import org.aftercall.telephony.LineId;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.modulith.test.ApplicationModuleTest;
import org.springframework.test.context.TestPropertySource;

/** A consultation, a three-way talk, a hand-over, a parked patient and a supervisor for real. */
@ApplicationModuleTest(mode = ApplicationModuleTest.BootstrapMode.DIRECT_DEPENDENCIES)
@TestPropertySource(properties = "aftercall.call.sweep-every=1s")
class TalkOnTheWireTests extends RoomOnTheWire {
    @Autowired Parties parties;
    @Autowired Sounds sounds;

    @Test
    void askedJoinedAndHandedOverThePatientTalksWithTheColleague() {
        var nurse = hands.seated(8058);
        var colleague = new Callee.Desk(hands.registered(8060), DeskKind.PHONE);
        var id = hands.place(nurse, AsteriskPair.somebody(31));
        var seat = hands.talking(id).deskLine();

        parties.consult(id, colleague);
        await().atMost(Duration.ofSeconds(15)).until(() -> third(id).answered() != null);
        var third = third(id).line();
        hears(seat, Set.of(third));
        hears(line(id), Set.of());

        parties.joinAll(id);
        hears(line(id), Set.of(seat, third));
        hands.talking(id);

        parties.transfer(id);
        hears(line(id), Set.of(third));
        assertThat(calls.get(id).isAt(colleague.extension())).isTrue();
        assertThat(calls.seated(nurse)).isTrue();
        hears(seat, Set.of());

        // And on: the colleague parks him, the first nurse takes him back on her seat.
        parking.park(id);
        hears(line(id), Set.of());
        parking.take(id, new Callee.Desk(nurse, DeskKind.PHONE));
        hands.talking(id);
        hears(line(id), Set.of(seat));
        calls.hangUp(id);
        hands.ended(id);
        assertThat(hands.lives(seat)).isTrue();
        await().atMost(Duration.ofSeconds(10)).until(() -> sounds.of(id).isPresent());
        calls.stand(nurse);
    }

    @Test
    void aBlindTransferThatNobodyAnswersBringsThePatientBack() {
        var nurse = hands.seated(8058);
        var never = new Callee.Desk(hands.registered(8059), DeskKind.PHONE);
        var id = hands.place(nurse, AsteriskPair.somebody(31));
        var seat = hands.talking(id).deskLine();
        parties.transferBlind(id, never);
        hears(line(id), Set.of());
        await().atMost(Duration.ofSeconds(10)).until(() -> hands.lives(third(id).line()));
        parties.cancel(id);
        hears(line(id), Set.of(seat));
        calls.hangUp(id);
        hands.ended(id);
    }

    @Test
    void aSupervisorTakesOverAndTheNurseWaitsForHerNextPatient() {
        var nurse = hands.seated(8058);
        var supervisor = new Callee.Desk(hands.registered(8060), DeskKind.PHONE);
        var id = hands.place(nurse, AsteriskPair.somebody(31));
        var seat = hands.talking(id).deskLine();
        parties.supervise(id, supervisor, Party.Mode.WHISPER);
        await().atMost(Duration.ofSeconds(15)).until(() -> third(id).answered() != null);
        var ears = third(id).line();
        hears(line(id), Set.of(seat));
        parties.supervise(id, supervisor, Party.Mode.JOIN);
        hears(line(id), Set.of(seat, ears));
        parties.supervise(id, supervisor, Party.Mode.TAKE_OVER);
        hears(line(id), Set.of(ears));
        assertThat(calls.get(id).isAt(supervisor.extension())).isTrue();
        assertThat(calls.seated(nurse)).isTrue();
        calls.hangUp(id);
        hands.ended(id);
        assertThat(hands.lives(seat)).isTrue();
        await().atMost(Duration.ofSeconds(5)).until(() -> !hands.lives(ears));
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

    private static LineId line(CallId id) {
        return new LineId(id.value());
    }
}
