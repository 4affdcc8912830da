package org.aftercall.worklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
import org.aftercall.staff.StaffMember;
import org.aftercall.worklist.FollowUpTask.State;
import org.aftercall.worklist.RetryRule.Step;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
    @Autowired Desk desk;
    @Autowired Patients patients;
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
    void anAgreedCallbackComesFirstButNotBeforeItsTime() {
        var old = ward.owed();
        var callback = ward.owed();
        var at = clock.instant().plus(Duration.ofMinutes(30));
        worklists.settle(callback.task(), Disposition.CALLBACK_DEFINITE, at, true);
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
        worklists.settle(ward.owed().task(), Disposition.CALLBACK_DEFINITE, later, true);
        worklists.settle(ward.owed().task(), Disposition.NO_ANSWER, null, true);
        worklists.settle(ward.owed().task(), Disposition.NO_ANSWER, null, true);
        assertThat(next(ward.nurse())).isEmpty();
        assertThat(why())
                .containsExactlyInAnyOrder(
                        new Desk.Reason("inHand", 1),
                        new Desk.Reason("doNotCall", 1),
                        new Desk.Reason("suspended", 1),
                        new Desk.Reason("callbackLater", 1),
                        new Desk.Reason("retryLater", 2));
        db.sql("UPDATE worklist.worklist SET paused = true").update();
        assertThat(why()).containsExactly(new Desk.Reason("paused", 6));
    }

    @Test
    void atNightNothingIsHandedOutAndTheReasonIsTheHour() {
        ward.owed();
        clock.set(Instant.parse("2026-11-23T13:00:00Z"));
        assertThat(next(ward.nurse())).isEmpty();
        assertThat(why()).containsExactly(new Desk.Reason("windowClosed", 1));
    }

    @Test
    void onePatientIsWithOneNurse() {
        var first = ward.owed();
        ward.owedAgain(first);
        assertThat(next(ward.nurse())).isPresent();
        assertThat(next(ward.nurse())).isEmpty();
        assertThat(why())
                .containsExactlyInAnyOrder(
                        new Desk.Reason("inHand", 1), new Desk.Reason("samePatient", 1));
    }

    @Test
    void everyEndingHasItsRule() {
        assertThat(worklists.rules())
                .extracting(RetryRule::disposition)
                .containsExactlyInAnyOrder(Disposition.values());
        assertThat(Arrays.stream(Disposition.values()).map(worklists::rule)).doesNotContainNull();
    }

    @ParameterizedTest
    @CsvSource({
        "COMPLETED_ROUTINE, CLOSE, 0, true, closed, DONE",
        "COMPLETED_ESCALATED, CLOSE, 0, true, closed, DONE",
        "CALLBACK_DEFINITE, CALLBACK, 0, true, callback, WAITING",
        "CALLBACK_UNSPECIFIED, RETRY, 240, true, retry, WAITING",
        "INTERRUPTED, RETRY, 10, true, retry, WAITING",
        "SOFT_REFUSAL, RETRY, 10080, true, retry, WAITING",
        "HARD_REFUSAL, STOP, 0, true, stopped, GIVEN_UP",
        "DO_NOT_CALL, STOP, 0, true, stopped, GIVEN_UP",
        "NOT_HOME_PROXY_ANSWERED, RETRY, 240, true, retry, WAITING",
        "WRONG_PERSON, NEXT_NUMBER, 0, true, nextNumber, WAITING",
        "LANGUAGE_BARRIER, SUPERVISOR, 1440, true, supervisor, WAITING",
        "UNABLE_HEALTH, RETRY, 1440, true, retry, WAITING",
        "NO_ANSWER, RETRY, 180, true, retry, WAITING",
        "BUSY, RETRY, 15, true, retry, WAITING",
        "MACHINE_NO_MESSAGE, RETRY, 180, true, retry, WAITING",
        "VOICEMAIL_LEFT, RETRY, 180, true, retry, WAITING",
        "NUMBER_INVALID, NEXT_NUMBER, 0, true, nextNumber, WAITING",
        "FAX_OR_BUSINESS, NEXT_NUMBER, 0, true, nextNumber, WAITING",
        "TECHNICAL_FAILURE, RETRY, 5, false, retry, WAITING",
        "DECEASED, STOP, 0, true, stopped, GIVEN_UP",
        "READMITTED_OR_IN_FACILITY, STOP, 0, true, stopped, GIVEN_UP",
        "MOVED_OR_OTHER_CARE, STOP, 0, true, stopped, GIVEN_UP",
        "ALREADY_VISITED, CLOSE, 0, true, closed, DONE",
        "TRANSFERRED_LIVE, CLOSE, 0, true, closed, DONE",
        "REFER_SUPERVISOR, SUPERVISOR, 1440, true, supervisor, WAITING",
        "CANCELLED, RETRY, 0, false, retry, WAITING",
        "RECORD_LOST, SUPERVISOR, 1440, true, supervisor, WAITING",
        "MAX_ATTEMPTS, STOP, 0, false, stopped, GIVEN_UP"
    })
    void everyEndingLeadsWhereItsRuleSays(
            Disposition disposition,
            Step step,
            int minutes,
            boolean counts,
            String code,
            State state) {
        assertThat(worklists.rule(disposition).step()).isEqualTo(step);
        var owed = ward.owed();
        var nurse = ward.nurse();
        ward.claim(nurse, owed);
        worklists.hold(owed.task(), nurse.id());
        var agreed = clock.instant().plus(Duration.ofDays(2));
        var next = worklists.settle(owed.task(), disposition, agreed, true);
        var task = ward.task(owed);
        assertThat(next.code()).isEqualTo(code);
        assertThat(task.state()).isEqualTo(state);
        assertThat(task.attempts()).isEqualTo(counts ? 1 : 0);
        assertThat(task.holder()).isNull();
        if (state == State.WAITING) {
            var at =
                    step == Step.CALLBACK
                            ? agreed
                            : clock.instant().plus(Duration.ofMinutes(minutes));
            assertThat(next.at()).isEqualTo(at);
            assertThat(task.nextAt()).isEqualTo(at);
        }
        assertThat(
                        events.stream(TaskGivenUp.class)
                                .filter(e -> e.task().equals(owed.task()))
                                .count())
                .isEqualTo(state == State.GIVEN_UP ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({"NO_ANSWER, 4", "BUSY, 4", "WRONG_PERSON, 4", "TECHNICAL_FAILURE,"})
    void afterTheLastAttemptATaskIsGivenUpUnlessItWasOurFailure(
            Disposition disposition, @Nullable Integer last) {
        var owed = ward.owed();
        for (int i = 1; i < 4; i++) {
            worklists.settle(owed.task(), disposition, null, true);
            assertThat(ward.task(owed).state()).isEqualTo(State.WAITING);
        }
        worklists.settle(owed.task(), disposition, null, true);
        assertThat(ward.task(owed).state())
                .isEqualTo(last == null ? State.WAITING : State.GIVEN_UP);
        assertThat(ward.task(owed).attempts()).isEqualTo(last == null ? 0 : last);
        assertThat(events.stream(TaskGivenUp.class).filter(e -> e.task().equals(owed.task())))
                .extracting(TaskGivenUp::why)
                .containsExactlyElementsOf(
                        last == null ? List.of() : List.of(Disposition.MAX_ATTEMPTS));
    }

    @Test
    void withoutAnotherNumberAWrongOneEndsTheTask() {
        var owed = ward.owed();
        var next = worklists.settle(owed.task(), Disposition.NUMBER_INVALID, null, false);
        assertThat(next).isEqualTo(new NextStep("noNumberLeft", null));
        assertThat(ward.task(owed).state()).isEqualTo(State.GIVEN_UP);
        assertThat(events.stream(TaskGivenUp.class).filter(e -> e.task().equals(owed.task())))
                .extracting(TaskGivenUp::why)
                .containsExactly(Disposition.NUMBER_INVALID);
    }

    private java.util.Optional<FollowUpTask> next(StaffMember nurse) {
        return worklists.claimNext(nurse.id(), nurse.scope(), null);
    }

    private List<Desk.Reason> why() {
        return desk.whyNothing(DataScope.EVERYTHING, null, clock.instant());
    }
}
