package org.aftercall.dialer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import org.aftercall.FakeWorld;
import org.aftercall.TestClock;
import org.aftercall.Ward;
import org.aftercall.call.Calls;
import org.aftercall.kernel.PhoneNumber;
import org.aftercall.patient.Patients;
import org.aftercall.staff.Presence;
import org.aftercall.staff.Staff;
import org.aftercall.staff.StaffArrived;
import org.aftercall.staff.StaffMember;
import org.aftercall.telephony.DeskOrder;
import org.aftercall.telephony.DialOrder;
import org.aftercall.telephony.FakeSwitchboard;
import org.aftercall.telephony.LineResult;
import org.aftercall.telephony.Verdict;
import org.aftercall.worklist.Disposition;
import org.aftercall.worklist.FollowUpTask.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

@SpringBootTest
@TestPropertySource(
        properties = {
            "aftercall.telephony.spool=target/var/ProgressiveDialingTests/tapes",
            "aftercall.call.sweep-every=1h",
            "aftercall.dialer.look-every=1h"
        })
@Import({FakeWorld.class, Ward.class})
class ProgressiveDialingTests {
    @Autowired Ward ward;
    @Autowired ProgressiveDialing dialing;
    @Autowired Dialer dialer;
    @Autowired Calls calls;
    @Autowired Staff staff;
    @Autowired Patients patients;
    @Autowired FakeSwitchboard wire;
    @Autowired TestClock clock;
    @Autowired JdbcClient db;
    @Autowired ApplicationEventPublisher events;

    private StaffMember nurse;

    @BeforeEach
    void oneNurseOnAProgressiveList() {
        ward.opens();
        db.sql("UPDATE staff.member SET presence = 'OFFLINE'").update();
        db.sql("UPDATE worklist.worklist SET mode = 'PROGRESSIVE'").update();
        nurse = ward.nurse();
    }

    @AfterEach
    void asBefore() {
        db.sql("UPDATE worklist.worklist SET mode = 'PREVIEW'").update();
    }

    @Test
    void noTelephoneRingsBeforeTheNurseIsOnTheLine() {
        var owed = ward.owed();
        dialing.look();
        dialing.look();
        assertThat(rung()).hasSize(1);
        assertThat(dialed(owed)).isEmpty();
        sheIsThere();
        dialing.look();
        assertThat(dialed(owed)).hasSize(1);
        assertThat(rung()).hasSize(1);
        assertThat(ward.task(owed).state()).isEqualTo(State.HELD);
        assertThat(staff.get(nurse.id()).presence()).isEqualTo(Presence.ON_CALL);
    }

    @Test
    void onePatientAtATimeAndTheNextOneWhenSheHasSigned() {
        var first = ward.owed();
        clock.advance(java.time.Duration.ofMinutes(1));
        var second = ward.owed();
        seated();
        dialing.look();
        dialing.look();
        assertThat(dialed(first)).hasSize(1);
        assertThat(dialed(second)).isEmpty();
        var attempt = dialer.openOf(nurse.id()).orElseThrow();
        ward.talks(attempt.call());
        ward.ends(attempt.call(), LineResult.ANSWERED, 16);
        dialing.look();
        assertThat(dialed(second)).isEmpty();
        dialer.settle(attempt.id(), Disposition.COMPLETED_ROUTINE, null);
        dialing.look();
        assertThat(dialed(second)).hasSize(1);
        assertThat(rung()).hasSize(1);
    }

    @Test
    void whereMachinesAreListenedForSheIsFreeAgainAndHisRecordSaysSo() {
        db.sql("UPDATE worklist.worklist SET detect_machines = true").update();
        try {
            ward.owed();
            seated();
            dialing.look();
            var attempt = dialer.openOf(nurse.id()).orElseThrow();
            var line = Ward.line(attempt.call());
            ward.hears(wire.answered(line));
            ward.hears(wire.judged(line, Verdict.MACHINE));
            await().until(() -> wire.hungUp.contains(line));
            assertThat(wire.joined).noneMatch(j -> j.startsWith(line.value().toString()));
            ward.ends(attempt.call(), LineResult.ANSWERED, 16);
            await().until(() -> dialer.find(attempt.id()).orElseThrow().settled() != null);
            assertThat(staff.get(nurse.id()).presence()).isEqualTo(Presence.READY);
            assertThat(
                            db.sql("SELECT disposition FROM dialer.attempt WHERE id = :id")
                                    .param("id", attempt.id().value())
                                    .query(String.class)
                                    .single())
                    .isEqualTo(Disposition.MACHINE_NO_MESSAGE.name());
        } finally {
            db.sql("UPDATE worklist.worklist SET detect_machines = false").update();
        }
    }

    @Test
    void whoTakesABreakIsLeftInPeaceAndWhoGoesHomeIsHungUp() {
        var owed = ward.owed();
        seated();
        staff.become(nurse.id(), Presence.PAUSED);
        dialing.look();
        assertThat(dialed(owed)).isEmpty();
        assertThat(calls.seated(nurse.desk().orElseThrow())).isTrue();
        staff.become(nurse.id(), Presence.OFFLINE);
        dialing.look();
        assertThat(calls.seated(nurse.desk().orElseThrow())).isFalse();
        assertThat(dialed(owed)).isEmpty();
    }

    @Test
    void aBreakWishedDuringTheTalkBeginsBeforeTheNextCall() {
        var first = ward.owed();
        clock.advance(java.time.Duration.ofMinutes(1));
        var second = ward.owed();
        seated();
        dialing.look();
        assertThat(dialed(first)).hasSize(1);
        var attempt = dialer.openOf(nurse.id()).orElseThrow();
        ward.talks(attempt.call());
        assertThat(staff.wish(nurse.id(), Presence.PAUSED, "tea").presence())
                .isEqualTo(Presence.ON_CALL);
        ward.ends(attempt.call(), LineResult.ANSWERED, 16);
        dialer.settle(attempt.id(), Disposition.COMPLETED_ROUTINE, null);
        var duty = staff.duty(nurse.id());
        assertThat(duty.presence()).isEqualTo(Presence.PAUSED);
        assertThat(duty.pausedWhy()).isEqualTo("tea");
        dialing.look();
        assertThat(dialed(second)).isEmpty();
        staff.wish(nurse.id(), Presence.READY, null);
        assertThat(staff.duty(nurse.id()).pausedWhy()).isNull();
        dialing.look();
        assertThat(dialed(second)).hasSize(1);
    }

    @Test
    void whoDialsDuringABreakIsOnABreakAgainAfterwards() {
        var owed = ward.owed();
        staff.wish(nurse.id(), Presence.PAUSED, "tea");
        var attempt = ward.dial(nurse, owed);
        assertThat(staff.duty(nurse.id()).presence()).isEqualTo(Presence.ON_CALL);
        ward.ends(attempt.call(), LineResult.BUSY, 17);
        await().until(() -> staff.duty(nurse.id()).presence() == Presence.PAUSED);
        assertThat(staff.duty(nurse.id()).pausedWhy()).isEqualTo("tea");
    }

    @Test
    void whoSignsInToAProgressiveListIsNotCalledUponBeforeSheSaysSo() {
        events.publishEvent(new StaffArrived(nurse.id()));
        assertThat(staff.duty(nurse.id()).presence()).isEqualTo(Presence.PAUSED);
        staff.wish(nurse.id(), Presence.READY, null);
        db.sql("UPDATE worklist.worklist SET mode = 'PREVIEW'").update();
        events.publishEvent(new StaffArrived(nurse.id()));
        assertThat(staff.duty(nurse.id()).presence()).isEqualTo(Presence.READY);
    }

    @Test
    void nobodyIsReservedWhoPausedAMomentAgo() {
        staff.wish(nurse.id(), Presence.PAUSED, null);
        assertThat(staff.reserve(nurse.id())).isFalse();
        staff.wish(nurse.id(), Presence.READY, null);
        assertThat(staff.reserve(nurse.id())).isTrue();
        assertThat(staff.reserve(nurse.id())).isFalse();
    }

    @Test
    void aTaskThatCannotBeDialedIsNobodysAgain() {
        var owed = ward.owed();
        seated();
        patients.contacts(owed.patient()).forEach(c -> patients.markInvalid(c.id(), "dead"));
        dialing.look();
        assertThat(dialed(owed)).isEmpty();
        assertThat(ward.task(owed).state()).isEqualTo(State.WAITING);
        assertThat(staff.get(nurse.id()).presence()).isEqualTo(Presence.READY);
    }

    @Test
    void aListThatIsNotProgressiveDialsNobodyByItself() {
        var owed = ward.owed();
        seated();
        db.sql("UPDATE worklist.worklist SET mode = 'PREVIEW'").update();
        dialing.look();
        assertThat(dialed(owed)).isEmpty();
        assertThat(dialing.serves(nurse)).isFalse();
    }

    @Test
    void withTheWireDownNothingIsLost() {
        var owed = ward.owed();
        wire.reachable = false;
        dialing.look();
        assertThat(rung()).isEmpty();
        assertThat(ward.task(owed).state()).isEqualTo(State.WAITING);
    }

    private void seated() {
        dialing.look();
        sheIsThere();
    }

    private void sheIsThere() {
        ward.hears(wire.answered(rung().getLast().line()));
    }

    private List<DeskOrder> rung() {
        return wire.rung.stream().filter(o -> o.desk().equals(nurse.desk().orElseThrow())).toList();
    }

    private List<DialOrder> dialed(Ward.Owed owed) {
        List<PhoneNumber> numbers =
                patients.contacts(owed.patient()).stream().map(c -> c.number()).toList();
        return wire.dialed.stream().filter(o -> numbers.contains(o.to())).toList();
    }
}
