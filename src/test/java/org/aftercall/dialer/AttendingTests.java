package org.aftercall.dialer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.aftercall.Ward;
import org.aftercall.call.Callee;
import org.aftercall.call.MachineHeard;
import org.aftercall.staff.Presence;
import org.aftercall.telephony.LineResult;
import org.aftercall.worklist.Disposition;
import org.aftercall.worklist.FollowUpTask.State;
import org.aftercall.worklist.Mode;
import org.junit.jupiter.api.Test;

/** What becomes of those who pick up. */
class AttendingTests extends PredictiveRoom {
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
        // The answers are written, and nobody lives to hear of them: the house that starts anew
        // finds them.
        isWritten(rung.get(0));
        clock.advance(Duration.ofSeconds(5));
        isWritten(rung.get(1));
        clock.advance(Duration.ofSeconds(1));
        staff.wish(nurses.getLast().id(), Presence.PAUSED, null);
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
    void whomANurseTookByHandIsHers() {
        roomForOne();
        owed(3);
        dialing.look();
        var attempt = open().getFirst();
        isWritten(attempt);
        var nurse = nurses.getFirst();
        parking.take(attempt.call(), new Callee.Desk(nurse.desk().orElseThrow(), nurse.deskKind()));
        attending.look();
        assertThat(await(attempt).nurse()).isEqualTo(nurse.id());
        assertThat(record(attempt).links().nurse()).isEqualTo(nurse.id());
        assertThat(presence(nurse)).isEqualTo(Presence.ON_CALL);
        clock.advance(Duration.ofSeconds(5));
        attending.look();
        assertThat(wire.dismissed).doesNotContain(Ward.line(attempt.call()));
    }

    @Test
    void killedInTheMiddleOfTakingNothingIsHalfDone() {
        roomForOne();
        owed(3);
        dialing.look();
        var attempt = open().getFirst();
        isWritten(attempt);
        var nurse = nurses.getFirst();
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
        assertThat(await(attempt).nurse()).isIn(nurse.id(), nurses.getLast().id());
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
}
