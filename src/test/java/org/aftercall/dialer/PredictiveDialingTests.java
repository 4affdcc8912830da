package org.aftercall.dialer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.aftercall.kernel.DataScope;
import org.aftercall.staff.Presence;
import org.aftercall.telephony.LineResult;
import org.aftercall.telephony.WireState;
import org.aftercall.worklist.Disposition;
import org.aftercall.worklist.FollowUpTask.State;
import org.aftercall.worklist.Mode;
import org.junit.jupiter.api.Test;

/** Whom predictive dialing rings, how many at once, and whom only a nurse who is there. */
class PredictiveDialingTests extends PredictiveRoom {
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
                            predictive.look(List.of(list()), predictive.round());
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
}
