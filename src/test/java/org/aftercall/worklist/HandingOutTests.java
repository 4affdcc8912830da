package org.aftercall.worklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.aftercall.FakeWorld;
import org.aftercall.TestClock;
import org.aftercall.Ward;
import org.aftercall.kernel.DataScope;
import org.aftercall.kernel.Refusal;
import org.aftercall.patient.Patients;
import org.aftercall.patient.Suspension;
import org.aftercall.staff.Presence;
import org.aftercall.staff.Staff;
import org.aftercall.staff.StaffMember;
import org.aftercall.worklist.FollowUpTask.State;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;

@SpringBootTest
@RecordApplicationEvents
@TestPropertySource(
        properties = {
            "aftercall.telephony.spool=target/var/HandingOutTests/tapes",
            "aftercall.call.sweep-every=1h"
        })
@Import({FakeWorld.class, Ward.class})
class HandingOutTests {
    @Autowired Ward ward;
    @Autowired Worklists worklists;
    @Autowired Settling settling;
    @Autowired Reasons reasons;
    @Autowired Editing editing;
    @Autowired CallbackWatch watch;
    @Autowired Desk desk;
    @Autowired Patients patients;
    @Autowired Staff staff;
    @Autowired TestClock clock;
    @Autowired JdbcClient db;
    @Autowired ApplicationEvents events;
    @Autowired HikariDataSource pool;

    @BeforeEach
    void anEmptyHeap() {
        ward.opens();
    }

    @Test
    void noTwoNursesGetTheSameTask() throws Exception {
        var owed = new ArrayList<TaskId>();
        for (int i = 0; i < 40; i++) {
            owed.add(ward.owed().task());
        }
        // The registry of events takes a second connection while the first is still held.
        pool.setMaximumPoolSize(20);
        var barrier = new CyclicBarrier(8);
        var handed = new ArrayList<TaskId>();
        try (var threads = Executors.newFixedThreadPool(8)) {
            var hands = new ArrayList<Future<List<TaskId>>>();
            for (int i = 0; i < 8; i++) {
                // Each turn another nurse, so that nobody gives back what she had.
                var nurses =
                        List.of(
                                ward.nurse(),
                                ward.nurse(),
                                ward.nurse(),
                                ward.nurse(),
                                ward.nurse());
                hands.add(
                        threads.submit(() -> {
                            var mine = new ArrayList<TaskId>();
                            for (var nurse : nurses) {
                                barrier.await();
                                next(nurse).ifPresent(t -> mine.add(t.id()));
                            }
                            return mine;
                        }));
            }
            for (var hand : hands) {
                handed.addAll(hand.get());
            }
        }
        assertThat(handed).doesNotHaveDuplicates();
        assertThat(owed).containsAll(handed);
        // Who came away empty-handed in a crowd finds the rest a moment later.
        for (int i = handed.size(); i < owed.size(); i++) {
            handed.add(next(ward.nurse()).orElseThrow().id());
        }
        assertThat(handed).containsExactlyInAnyOrderElementsOf(owed);
        assertThat(next(ward.nurse())).isEmpty();
    }

    @Test
    void aClaimThatRanOutIsSomebodyElses() {
        var owed = ward.owed();
        var slow = ward.nurse();
        var quick = ward.nurse();
        ward.claim(slow, owed);
        assertThat(next(quick)).isEmpty();
        assertThatThrownBy(() -> ward.claim(quick, owed)).isInstanceOf(Refusal.class);
        clock.advance(Duration.ofMinutes(10).plusSeconds(1));
        assertThat(next(quick)).map(FollowUpTask::holder).contains(quick.id());
        assertThatThrownBy(() -> worklists.release(owed.task(), slow.id(), null))
                .isInstanceOfSatisfying(
                        Refusal.class, r -> assertThat(r.code()).isEqualTo("task.notYours"));
    }

    @Test
    void whatIsHeldForACallNeverRunsOut() {
        var owed = ward.owed();
        var nurse = ward.nurse();
        ward.claim(nurse, owed);
        worklists.hold(owed.task(), nurse.id());
        clock.advance(Duration.ofHours(5));
        assertThat(next(ward.nurse())).isEmpty();
        db.sql("UPDATE worklist.task SET state = 'WAITING' WHERE id = :id")
                .param("id", owed.task().value())
                .update();
    }

    @Test
    void aNurseHasOneClaimAtATime() {
        var first = ward.owed();
        var second = ward.owed();
        var nurse = ward.nurse();
        ward.claim(nurse, first);
        ward.claim(nurse, second);
        assertThat(ward.task(first).state()).isEqualTo(State.WAITING);
        assertThat(ward.task(second).state()).isEqualTo(State.CLAIMED);
    }

    @Test
    void whoSignsOutLeavesHerPatientToTheOthersAtOnce() {
        var owed = ward.owed();
        var nurse = ward.nurse();
        ward.claim(nurse, owed);
        staff.wish(nurse.id(), Presence.PAUSED, null);
        assertThat(next(ward.nurse())).isEmpty();
        staff.wish(nurse.id(), Presence.OFFLINE, null);
        assertThat(next(ward.nurse())).map(FollowUpTask::id).contains(owed.task());
    }

    @Test
    void anAgreedCallbackComesFirstButNotBeforeItsTime() {
        var old = ward.owed();
        var callback = ward.owed();
        var at = clock.instant().plus(Duration.ofMinutes(30));
        settle(callback, ending(Disposition.CALLBACK_DEFINITE, at));
        assertThat(next(ward.nurse())).map(FollowUpTask::id).contains(old.task());
        clock.set(at);
        ward.owed();
        assertThat(next(ward.nurse())).map(FollowUpTask::id).contains(callback.task());
    }

    @Test
    void onlyOnesOwnDepartmentsAreHandedOut() {
        ward.owed("骨科", 1);
        var here = ward.owed("心内科", 1);
        var nurse = ward.nurse(DataScope.of(Set.of("心内科")));
        assertThat(next(nurse)).map(FollowUpTask::id).contains(here.task());
        assertThat(next(nurse)).isEmpty();
    }

    @Test
    void whyThereIsNothingCountsEveryOpenTaskOnce() {
        assertThat(why()).isEmpty();
        ward.claim(ward.nurse(), ward.owed());
        patients.doNotCall(ward.owed().patient(), "asked");
        patients.suspend(ward.owed().patient(), Suspension.DECEASED);
        var later = clock.instant().plus(Duration.ofHours(2));
        settle(ward.owed(), ending(Disposition.CALLBACK_DEFINITE, later));
        settle(ward.owed(), ending(Disposition.NO_ANSWER, null));
        settle(ward.owed(), ending(Disposition.NO_ANSWER, null));
        assertThat(next(ward.nurse())).isEmpty();
        assertThat(why())
                .containsExactlyInAnyOrder(
                        "inHand 1",
                        "doNotCall 1",
                        "suspended 1",
                        "callbackLater 1",
                        "retryLater 2");
        db.sql("UPDATE worklist.worklist SET paused = true, paused_why = ''").update();
        assertThat(why()).containsExactly("paused 6");
    }

    @Test
    void atNightNothingIsHandedOutAndTheReasonIsTheHour() {
        ward.owed();
        clock.set(Instant.parse("2026-11-23T13:00:00Z"));
        assertThat(next(ward.nurse())).isEmpty();
        assertThat(why()).containsExactly("windowClosed 1");
    }

    @Test
    void onePatientIsWithOneNurse() {
        var first = ward.owed();
        ward.owedAgain(first);
        assertThat(next(ward.nurse())).isPresent();
        assertThat(next(ward.nurse())).isEmpty();
        assertThat(why()).containsExactlyInAnyOrder("inHand 1", "samePatient 1");
    }

    @Test
    void aCallbackIsKeptForWhoPromisedItAndThenAnybodys() {
        var owed = ward.owed();
        var she = ward.nurse();
        var at = clock.instant().plus(Duration.ofMinutes(30));
        settle(
                owed,
                new Settling.Ending(
                        Disposition.CALLBACK_DEFINITE,
                        she.id(),
                        Settling.Bell.ANSWERED,
                        at,
                        true,
                        false));
        clock.set(at.plusSeconds(60));
        assertThat(next(ward.nurse())).isEmpty();
        assertThat(next(she)).map(FollowUpTask::id).contains(owed.task());
        worklists.release(owed.task(), she.id(), null);
        clock.set(at.plus(Duration.ofMinutes(16)));
        assertThat(next(ward.nurse())).map(FollowUpTask::id).contains(owed.task());
    }

    @Test
    void whoIsOffDutyKeepsNoCallbackFromTheOthers() {
        var owed = ward.owed();
        var she = ward.nurse();
        var at = clock.instant().plus(Duration.ofMinutes(30));
        settle(
                owed,
                new Settling.Ending(
                        Disposition.CALLBACK_DEFINITE,
                        she.id(),
                        Settling.Bell.ANSWERED,
                        at,
                        true,
                        false));
        db.sql("UPDATE staff.member SET presence = 'OFFLINE' WHERE id = :id")
                .param("id", she.id().value())
                .update();
        clock.set(at.plusSeconds(60));
        assertThat(next(ward.nurse())).map(FollowUpTask::id).contains(owed.task());
    }

    @Test
    void aMissedCallbackIsToldOnce() {
        var owed = ward.owed();
        var at = clock.instant().plus(Duration.ofMinutes(30));
        settle(owed, ending(Disposition.CALLBACK_DEFINITE, at));
        clock.set(at.plus(Duration.ofMinutes(15)));
        watch.look();
        assertThat(events.stream(CallbackMissed.class)).isEmpty();
        clock.set(at.plus(Duration.ofMinutes(15).plusSeconds(1)));
        watch.look();
        watch.look();
        assertThat(events.stream(CallbackMissed.class))
                .containsExactly(new CallbackMissed(owed.task()));
        assertThat(desk.missed(DataScope.EVERYTHING, clock.instant()))
                .extracting(l -> l.task().id())
                .contains(owed.task());
    }

    @Test
    void nobodyIsTriedMoreOftenThanTheCapWhateverTheList() {
        var first = ward.owed();
        var again = ward.owedAgain(first);
        for (int i = 0; i < 4; i++) {
            settle(first, ending(i < 3 ? Disposition.BUSY : Disposition.ALREADY_VISITED, null));
        }
        assertThat(next(ward.nurse())).isEmpty();
        assertThat(why()).containsExactly("cappedDay 1");
        assertThatThrownBy(() -> settling.checkCaps(again.patient()))
                .isInstanceOfSatisfying(
                        Refusal.class, r -> assertThat(r.code()).isEqualTo("patient.cappedDay"));
        clock.advance(Duration.ofHours(24).plusSeconds(1));
        assertThat(next(ward.nurse())).map(FollowUpTask::id).contains(again.task());
    }

    @Test
    void whoWasRefusedSoftlyLeavesTheNextTryToAnotherNurse() {
        var owed = ward.owed();
        var she = ward.nurse();
        settle(
                owed,
                new Settling.Ending(
                        Disposition.SOFT_REFUSAL,
                        she.id(),
                        Settling.Bell.ANSWERED,
                        null,
                        true,
                        false));
        clock.advance(Duration.ofDays(7));
        assertThat(next(she)).isEmpty();
        assertThat(next(ward.nurse())).map(FollowUpTask::id).contains(owed.task());
    }

    @Test
    void whomAListWouldCallNextIsWhomItHandsOut() {
        for (int i = 0; i < 5; i++) {
            ward.owed();
            clock.advance(Duration.ofMinutes(1));
        }
        settle(ward.owed(), ending(Disposition.CALLBACK_DEFINITE, clock.instant()));
        for (var ordering : Ordering.values()) {
            db.sql("UPDATE worklist.worklist SET ordering = :o")
                    .param("o", ordering.name())
                    .update();
            var list = worklists.all(DataScope.EVERYTHING).getFirst();
            var foreseen =
                    editing.upcoming(list, DataScope.EVERYTHING, 20, Locale.ENGLISH).stream()
                            .map(c -> new TaskId(c.task().id()))
                            .toList();
            var nurses = new ArrayList<StaffMember>();
            var handed = new ArrayList<TaskId>();
            for (int i = 0; i < 6; i++) {
                nurses.add(ward.nurse());
                handed.add(next(nurses.getLast()).orElseThrow().id());
            }
            assertThat(handed).as(ordering.name()).isEqualTo(foreseen);
            for (int i = 0; i < 6; i++) {
                worklists.release(handed.get(i), nurses.get(i).id(), null);
            }
        }
        db.sql("UPDATE worklist.worklist SET ordering = 'DUE'").update();
    }

    @Test
    void aPatientIsToldEverythingThatIsInTheWay() {
        var owed = ward.owed();
        patients.doNotCall(owed.patient(), "asked");
        settle(owed, ending(Disposition.NO_ANSWER, null));
        clock.set(Instant.parse("2026-11-23T13:00:00Z"));
        assertThat(reasons.of(owed.patient(), null, Locale.ENGLISH))
                .singleElement()
                .satisfies(t -> {
                    assertThat(t.canDial()).isFalse();
                    assertThat(t.reasons())
                            .extracting(Reasons.Reason::code)
                            .containsExactly("doNotCall", "windowClosed");
                    assertThat(t.reasons().getLast().until())
                            .isEqualTo(Instant.parse("2026-11-24T01:00:00Z"));
                });
    }

    private java.util.Optional<FollowUpTask> next(StaffMember nurse) {
        return worklists.claimNext(nurse.id(), nurse.scope(), null);
    }

    private void settle(Ward.Owed owed, Settling.Ending ending) {
        settling.settle(owed.task(), ending);
    }

    private static Settling.Ending ending(Disposition disposition, @Nullable Instant callbackAt) {
        return new Settling.Ending(
                disposition, null, Settling.Bell.SILENT, callbackAt, true, false);
    }

    private List<String> why() {
        var list = worklists.all(DataScope.EVERYTHING).getFirst();
        return reasons.survey(list, DataScope.EVERYTHING, null, Locale.ENGLISH).reasons().stream()
                .map(r -> r.code() + " " + r.count())
                .toList();
    }
}
