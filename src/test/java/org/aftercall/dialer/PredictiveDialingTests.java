package org.aftercall.dialer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.aftercall.FakeWorld;
import org.aftercall.TestClock;
import org.aftercall.Ward;
import org.aftercall.call.CallId;
import org.aftercall.call.Calls;
import org.aftercall.call.MachineHeard;
import org.aftercall.followup.FollowUp;
import org.aftercall.followup.FollowUps;
import org.aftercall.kernel.DataScope;
import org.aftercall.staff.Presence;
import org.aftercall.staff.Staff;
import org.aftercall.staff.StaffMember;
import org.aftercall.telephony.FakeSwitchboard;
import org.aftercall.telephony.LineResult;
import org.aftercall.telephony.WireState;
import org.aftercall.worklist.Disposition;
import org.aftercall.worklist.FollowUpTask.State;
import org.aftercall.worklist.Mode;
import org.aftercall.worklist.Worklist;
import org.aftercall.worklist.Worklists;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

@SpringBootTest
@TestPropertySource(
        properties = {
            "aftercall.telephony.spool=target/var/PredictiveDialingTests/tapes",
            "aftercall.call.sweep-every=1h",
            "aftercall.dialer.look-every=1h",
            "aftercall.dialer.attend-every=1h"
        })
@Import({FakeWorld.class, Ward.class, Lately.class})
class PredictiveDialingTests {
    private static final AtomicInteger MORNINGS = new AtomicInteger();

    @Autowired Ward ward;
    @Autowired Lately lately;
    @Autowired ProgressiveDialing dialing;
    @Autowired PredictiveDialing predictive;
    @Autowired Attending attending;
    @Autowired Answered answered;
    @Autowired Attempts attempts;
    @Autowired Dialer dialer;
    @Autowired FollowUps followUps;
    @Autowired Worklists worklists;
    @Autowired Calls calls;
    @Autowired Staff staff;
    @Autowired FakeSwitchboard wire;
    @Autowired TestClock clock;
    @Autowired ApplicationEventPublisher events;
    @Autowired TransactionTemplate transaction;
    @Autowired JdbcClient db;

    private List<StaffMember> nurses = List.of();

    @BeforeEach
    void twoNursesOnAPredictiveList() {
        ward.opens();
        lately.nothing();
        db.sql(
                        """
                        UPDATE worklist.worklist SET mode = 'PREDICTIVE', max_abandon_percent = 1, detect_machines = false
                        """)
                .update();
        // Nobody is here yet: it forgets that the list had nobody left.
        predictive.look(List.of(list()));
        // Each test has minutes of its own, since what was learned is kept for one.
        clock.advance(Duration.ofMinutes(2L * MORNINGS.incrementAndGet()));
        nurses = List.of(seated(), seated());
    }

    @AfterEach
    void asBefore() {
        db.sql("UPDATE worklist.worklist SET mode = 'PREVIEW'").update();
        wire.state = new WireState.Up("fake");
    }

    @Test
    void moreTelephonesRingThanNursesAreFreeAndEachCallHasItsRecord() {
        roomForOne();
        var owed = owed(6);
        dialing.look();
        dialing.look();
        var rung = open();
        assertThat(rung).hasSize(3);
        for (var attempt : rung) {
            assertThat(attempt.nurse()).isNull();
            var record = record(attempt);
            assertThat(record.signed()).isFalse();
            assertThat(record.links().nurse()).isNull();
        }
        assertThat(owed)
                .filteredOn(o -> ward.task(o).state() == State.HELD)
                .hasSize(3)
                .allSatisfy(o -> assertThat(ward.task(o).holder()).isNull());
        assertThat(nurses).allMatch(n -> presence(n) == Presence.READY);
        var pace = pace();
        assertThat(pace.effective()).isEqualTo(Mode.PREDICTIVE);
        assertThat(pace.free()).isEqualTo(2);
        assertThat(pace.ringing()).isEqualTo(3);
        assertThat(pace.more()).isZero();
    }

    @Test
    void whoPicksUpIsWithTheNurseWhoHasWaitedLongest() {
        roomForOne();
        owed(3);
        clock.advance(Duration.ofSeconds(1));
        var fresh = nurses.getFirst();
        staff.wish(fresh.id(), Presence.PAUSED, null);
        clock.advance(Duration.ofSeconds(1));
        staff.wish(fresh.id(), Presence.READY, null);
        dialing.look();
        var attempt = open().getFirst();
        var longest = nurses.getLast();
        picksUp(attempt);
        assertThat(await(attempt).nurse()).isEqualTo(longest.id());
        var call = calls.get(attempt.call());
        assertThat(wire.joined).contains(attempt.call().value() + "+" + call.deskLine().value());
        assertThat(call.isAt(longest.desk().orElseThrow())).isTrue();
        assertThat(presence(longest)).isEqualTo(Presence.ON_CALL);
        assertThat(presence(fresh)).isEqualTo(Presence.READY);
        assertThat(record(attempt).links().nurse()).isEqualTo(longest.id());
        assertThat(worklists.find(attempt.task()).orElseThrow().holder()).isEqualTo(longest.id());
        assertThat(dialer.openOf(longest.id())).map(Attempt::id).contains(attempt.id());
        // From here on it is a call as any other.
        ward.ends(attempt.call(), LineResult.ANSWERED, 16);
        until(() -> presence(longest) == Presence.WRAPPING_UP);
        dialer.settle(attempt.id(), Disposition.COMPLETED_ROUTINE, null);
        assertThat(presence(longest)).isEqualTo(Presence.READY);
        assertThat(pace().abandoned()).isZero();
    }

    @Test
    void whomNobodyCanHaveWithinTwoSecondsHearsWhoCalledAndTheHouseSigns() {
        roomForOne();
        owed(3);
        dialing.look();
        var rung = open();
        picksUp(rung.get(0));
        await(rung.get(0));
        picksUp(rung.get(1));
        await(rung.get(1));
        var left = rung.get(2);
        picksUp(left);
        clock.advance(Duration.ofMillis(1_500));
        attending.look();
        assertThat(wire.dismissed).doesNotContain(Ward.line(left.call()));
        assertThat(pace().waiting()).isOne();
        clock.advance(Duration.ofMillis(400));
        attending.look();
        attending.look();
        assertThat(wire.dismissed).containsOnlyOnce(Ward.line(left.call()));
        assertThat(pace().abandoned()).isOne();
        clock.advance(Duration.ofSeconds(6));
        ward.ends(left.call(), LineResult.ANSWERED, 16);
        var record = signed(left);
        assertThat(record.disposition()).isEqualTo(Disposition.ABANDONED);
        assertThat(Objects.requireNonNull(record.ending()).signedBy()).isNull();
        assertThat(record.links().nurse()).isNull();
        assertThat(worklists.find(left.task()).orElseThrow().state()).isEqualTo(State.WAITING);
        assertThat(worklists.find(left.task()).orElseThrow().attempts()).isZero();
        // The half hour has no room for another one: from now on a nurse is reserved first.
        var pace = pace();
        assertThat(pace.effective()).isEqualTo(Mode.PROGRESSIVE);
        assertThat(pace.why()).isEqualTo(Pace.Why.CAP_REACHED);
        assertThat(nurses).allMatch(n -> presence(n) == Presence.ON_CALL);
    }

    @Test
    void aNurseWhoIsReadyInTimeTakesWhoWaits() {
        roomForOne();
        owed(3);
        dialing.look();
        var rung = open();
        nurses.forEach(n -> staff.wish(n.id(), Presence.PAUSED, null));
        picksUp(rung.get(0));
        clock.advance(Duration.ofMillis(500));
        picksUp(rung.get(1));
        clock.advance(Duration.ofMillis(500));
        staff.wish(nurses.getFirst().id(), Presence.READY, null);
        assertThat(await(rung.get(0)).nurse()).isEqualTo(nurses.getFirst().id());
        staff.wish(nurses.getLast().id(), Presence.READY, null);
        assertThat(await(rung.get(1)).nurse()).isEqualTo(nurses.getLast().id());
        clock.advance(Duration.ofSeconds(5));
        assertThat(pace().abandoned()).isZero();
    }

    @Test
    void whoWasAbandonedIsCalledBeforeAllOthersAndOnlyByANurseWhoIsThere() {
        var others = owed(4);
        roomForOne();
        dialing.look();
        var rung = open();
        nurses.forEach(n -> staff.wish(n.id(), Presence.PAUSED, null));
        var left = rung.getLast();
        abandoned(left);
        rung.subList(0, 2).forEach(a -> ward.ends(a.call(), LineResult.BUSY, 17));
        rung.subList(0, 2).forEach(this::signed);
        lately.answered(ward.owed(), nurses.getFirst(), 400, 0, 0);
        clock.advance(Duration.ofMinutes(2));
        staff.wish(nurses.getFirst().id(), Presence.READY, null);
        staff.wish(nurses.getLast().id(), Presence.READY, null);
        var list = list();
        assertThat(pace().effective()).isEqualTo(Mode.PREDICTIVE);
        assertThat(worklists.ahead(list, DataScope.EVERYTHING, 20))
                .doesNotContain(left.task())
                .contains(others.getLast().task());
        dialing.look();
        var again =
                nurses.stream()
                        .flatMap(n -> dialer.openOf(n.id()).stream())
                        .filter(a -> a.task().equals(left.task()))
                        .toList();
        assertThat(again).hasSize(1);
        assertThat(open()).extracting(Attempt::task).doesNotContain(left.task());
        // Nobody answered her: later that day he is again not rung without a nurse.
        var attempt = again.getFirst();
        ward.ends(attempt.call(), LineResult.NO_ANSWER, 19);
        signed(attempt);
        clock.advance(Duration.ofHours(5));
        assertThat(worklists.ahead(list, DataScope.EVERYTHING, 20)).doesNotContain(left.task());
        clock.advance(Duration.ofHours(72));
        assertThat(worklists.ahead(list, DataScope.EVERYTHING, 20)).contains(left.task());
    }

    @Test
    void withoutRoomInTheHalfHourANurseIsReservedBeforeATelephoneRings() {
        lately.answered(ward.owed(), nurses.getFirst(), 100, 0, 0);
        owed(4);
        assertThat(pace().why()).isEqualTo(Pace.Why.TOO_FEW_ANSWERS);
        dialing.look();
        assertThat(open()).isEmpty();
        assertThat(nurses).allMatch(n -> dialer.openOf(n.id()).isPresent());
        assertThat(nurses).allMatch(n -> presence(n) == Presence.ON_CALL);
    }

    @Test
    void aCapOfNoughtIsProgressiveDialing() {
        roomForOne();
        db.sql("UPDATE worklist.worklist SET max_abandon_percent = 0").update();
        owed(4);
        assertThat(pace().why()).isEqualTo(Pace.Why.NO_CAP);
        dialing.look();
        assertThat(open()).isEmpty();
        assertThat(nurses).allMatch(n -> dialer.openOf(n.id()).isPresent());
    }

    @Test
    void withoutANurseWhoIsReadyNothingNewIsDialed() {
        roomForOne();
        owed(4);
        nurses.forEach(n -> staff.wish(n.id(), Presence.PAUSED, null));
        dialing.look();
        assertThat(open()).isEmpty();
        assertThat(pace().why()).isEqualTo(Pace.Why.NO_NURSE);
    }

    @Test
    void whenANursePausesWhileTelephonesRingNothingNewRingsAndNobodyIsLost() {
        roomForOne();
        owed(8);
        dialing.look();
        var rung = open();
        assertThat(rung).hasSize(3);
        staff.wish(nurses.getLast().id(), Presence.PAUSED, "tea");
        dialing.look();
        assertThat(open()).hasSize(3);
        assertThat(dialer.openOf(nurses.getFirst().id())).isEmpty();
        picksUp(rung.get(0));
        assertThat(await(rung.get(0)).nurse()).isEqualTo(nurses.getFirst().id());
        abandoned(rung.get(1));
        ward.ends(rung.get(2).call(), LineResult.NO_ANSWER, 19);
        assertThat(signed(rung.get(2)).disposition()).isEqualTo(Disposition.NO_ANSWER);
        assertThat(presence(nurses.getLast())).isEqualTo(Presence.PAUSED);
        everyAttemptHasOneRecord();
    }

    @Test
    void aMachineCallsUponNobody() {
        roomForOne();
        db.sql("UPDATE worklist.worklist SET detect_machines = true").update();
        owed(3);
        dialing.look();
        var attempt = open().getFirst();
        assertThat(wire.dialed)
                .filteredOn(o -> o.line().equals(Ward.line(attempt.call())))
                .allMatch(o -> o.detect());
        ward.hears(wire.answered(Ward.line(attempt.call())));
        transaction.executeWithoutResult(_ -> {
            db.sql("UPDATE call.call SET ear = 'MACHINE' WHERE id = :id")
                    .param("id", attempt.call().value())
                    .update();
            events.publishEvent(new MachineHeard(attempt.call()));
        });
        until(() -> wire.hungUp.contains(Ward.line(attempt.call())));
        ward.ends(attempt.call(), LineResult.ANSWERED, 16);
        var record = signed(attempt);
        assertThat(record.disposition()).isEqualTo(Disposition.MACHINE_NO_MESSAGE);
        assertThat(record.links().nurse()).isNull();
        assertThat(nurses).allMatch(n -> presence(n) == Presence.READY);
        assertThat(pace().answered()).isEqualTo(200);
        assertThat(worklists.find(attempt.task()).orElseThrow().attempts()).isOne();
    }

    @Test
    void whoHangsUpAtOnceIsNotCountedAsAbandonedButCalledAgainFirst() {
        roomForOne();
        owed(3);
        dialing.look();
        nurses.forEach(n -> staff.wish(n.id(), Presence.PAUSED, null));
        var attempt = open().getFirst();
        picksUp(attempt);
        clock.advance(Duration.ofSeconds(1));
        ward.ends(attempt.call(), LineResult.ANSWERED, 16);
        assertThat(signed(attempt).disposition()).isEqualTo(Disposition.ABANDONED);
        clock.advance(Duration.ofSeconds(5));
        assertThat(pace().abandoned()).isZero();
        assertThat(pace().answered()).isEqualTo(201);
    }

    @Test
    void killedBetweenAnswerAndTakeHeIsHandedOverWhereThereIsTimeAndToldWhereThereIsNone() {
        roomForOne();
        owed(3);
        dialing.look();
        var rung = open();
        // Nobody was there to hear of the answers: the house starts anew and finds them.
        nurses.forEach(n -> staff.wish(n.id(), Presence.PAUSED, null));
        picksUp(rung.get(0));
        clock.advance(Duration.ofSeconds(20));
        picksUp(rung.get(1));
        clock.advance(Duration.ofSeconds(1));
        db.sql("UPDATE staff.member SET presence = 'READY' WHERE id = :id")
                .param("id", nurses.getFirst().id().value())
                .update();
        db.sql("UPDATE staff.member SET presence = 'ON_CALL' WHERE id = :id")
                .param("id", nurses.getLast().id().value())
                .update();
        attending.wake();
        attending.look();
        // The one who waited longest has her, late: then there is none for the other.
        assertThat(await(rung.get(0)).nurse()).isEqualTo(nurses.getFirst().id());
        assertThat(pace().abandoned()).isOne();
        clock.advance(Duration.ofSeconds(1));
        attending.look();
        assertThat(wire.dismissed).contains(Ward.line(rung.get(1).call()));
        everyAttemptHasOneRecord();
    }

    @Test
    void killedInTheMiddleOfTakingNothingIsHalfDone() {
        roomForOne();
        owed(3);
        dialing.look();
        var attempt = open().getFirst();
        nurses.forEach(n -> staff.wish(n.id(), Presence.PAUSED, null));
        picksUp(attempt);
        var nurse = nurses.getFirst();
        db.sql("UPDATE staff.member SET presence = 'READY' WHERE id = :id")
                .param("id", nurse.id().value())
                .update();
        assertThatThrownBy(() ->
                        transaction.executeWithoutResult(_ -> {
                            answered.take(attempt.id(), nurse, clock.instant());
                            throw new IllegalStateException("killed");
                        }))
                .hasMessage("killed");
        assertThat(presence(nurse)).isEqualTo(Presence.READY);
        assertThat(calls.get(attempt.call()).post()).isNull();
        assertThat(record(attempt).links().nurse()).isNull();
        attending.look();
        assertThat(await(attempt).nurse()).isEqualTo(nurse.id());
    }

    @Test
    void twoDialersAtOnceRingNoMoreThanOneWould() throws Exception {
        roomForOne();
        owed(12);
        var barrier = new CyclicBarrier(2);
        try (var threads = Executors.newFixedThreadPool(2)) {
            var looks = new ArrayList<Future<?>>();
            for (int i = 0; i < 2; i++) {
                looks.add(
                        threads.submit(() -> {
                            barrier.await();
                            predictive.look(List.of(list()));
                            return null;
                        }));
            }
            for (var look : looks) {
                look.get();
            }
        }
        assertThat(open()).hasSize(3);
    }

    @Test
    void ofTwoNursesOneGetsHimAndOfTwoPatientsEachOne() throws Exception {
        roomForOne();
        owed(3);
        dialing.look();
        var rung = open();
        var barrier = new CyclicBarrier(2);
        try (var threads = Executors.newFixedThreadPool(2)) {
            var answers = new ArrayList<Future<?>>();
            for (int i = 0; i < 2; i++) {
                var attempt = rung.get(i);
                answers.add(
                        threads.submit(() -> {
                            barrier.await();
                            picksUp(attempt);
                            return null;
                        }));
            }
            for (var answer : answers) {
                answer.get();
            }
        }
        assertThat(
                        Set.of(
                                Objects.requireNonNull(await(rung.get(0)).nurse()),
                                Objects.requireNonNull(await(rung.get(1)).nurse())))
                .containsExactlyInAnyOrder(nurses.getFirst().id(), nurses.getLast().id());
    }

    @Test
    void withTheWireDownNobodyIsRung() {
        roomForOne();
        owed(3);
        wire.state = new WireState.Down("unplugged");
        dialing.look();
        assertThat(open()).isEmpty();
    }

    @Test
    void nobodyGetsAPatientWhomSheMayNotSee() {
        roomForOne();
        staff.wish(nurses.getFirst().id(), Presence.PAUSED, null);
        var surgery = seated(DataScope.of(Set.of("骨科")));
        var owed = ward.owed("心内科", 1);
        dialing.look();
        // What not all of them may see is not rung for whoever comes.
        assertThat(open()).isEmpty();
        dialing.look();
        assertThat(dialer.openOf(nurses.getLast().id())).map(Attempt::task).contains(owed.task());
        assertThat(dialer.openOf(surgery.id())).isEmpty();
    }

    private void roomForOne() {
        lately.answered(ward.owed(), nurses.getFirst(), 200, 0, 1500);
    }

    private List<Ward.Owed> owed(int many) {
        var all = new ArrayList<Ward.Owed>();
        for (int i = 0; i < many; i++) {
            all.add(ward.owed());
        }
        return all;
    }

    private StaffMember seated() {
        return seated(DataScope.EVERYTHING);
    }

    private StaffMember seated(DataScope scope) {
        var nurse = ward.nurse(scope);
        db.sql("UPDATE staff.member SET presence_since = :now WHERE id = :id")
                .param("now", clock.instant().atOffset(java.time.ZoneOffset.UTC))
                .param("id", nurse.id().value())
                .update();
        calls.sit(nurse.desk().orElseThrow(), nurse.deskKind());
        ward.hears(wire.answered(wire.rung.getLast().line()));
        assertThat(calls.seated(nurse.desk().orElseThrow())).isTrue();
        return nurse;
    }

    private Presence presence(StaffMember nurse) {
        return staff.get(nurse.id()).presence();
    }

    private Worklist list() {
        return worklists.all(DataScope.EVERYTHING).getFirst();
    }

    private Pace pace() {
        return predictive.pace(list());
    }

    /** Attempts that no nurse has, in the order of their orders. */
    private List<Attempt> open() {
        return db
                .sql(
                        "SELECT call_id FROM dialer.attempt WHERE staff_id IS NULL AND settled_at IS NULL ORDER BY id")
                .query((row, _) -> new CallId(row.getObject(1, java.util.UUID.class)))
                .list()
                .stream()
                .map(id -> attempts.of(id).orElseThrow())
                .toList();
    }

    private void picksUp(Attempt attempt) {
        ward.hears(wire.answered(Ward.line(attempt.call())));
    }

    /** Until a nurse has it. */
    private Attempt await(Attempt attempt) {
        until(() -> attempts.find(attempt.id()).orElseThrow().nurse() != null);
        return attempts.find(attempt.id()).orElseThrow();
    }

    private void abandoned(Attempt attempt) {
        picksUp(attempt);
        clock.advance(Duration.ofMillis(1_900));
        attending.look();
        assertThat(wire.dismissed).contains(Ward.line(attempt.call()));
        clock.advance(Duration.ofSeconds(5));
        ward.ends(attempt.call(), LineResult.ANSWERED, 16);
        assertThat(signed(attempt).disposition()).isEqualTo(Disposition.ABANDONED);
    }

    private FollowUp signed(Attempt attempt) {
        until(() -> record(attempt).signed());
        return record(attempt);
    }

    private FollowUp record(Attempt attempt) {
        return followUps.of(attempt.call()).orElseThrow();
    }

    private void everyAttemptHasOneRecord() {
        assertThat(
                        db.sql(
                                        """
                                        SELECT count(*) FROM dialer.attempt a
                                        WHERE a.ordered_at > :today AND number_of > 0
                                          AND (SELECT count(*) FROM followup.record r WHERE r.attempt_id = a.id) <> 1
                                        """)
                                .param("today", Ward.MORNING.atOffset(java.time.ZoneOffset.UTC))
                                .query(Integer.class)
                                .single())
                .isZero();
    }

    private static void until(java.util.concurrent.Callable<Boolean> claim) {
        org.awaitility.Awaitility.await().atMost(Duration.ofSeconds(20)).until(claim);
    }
}
