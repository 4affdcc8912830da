package org.aftercall.worklist;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.aftercall.FakeWorld;
import org.aftercall.TestClock;
import org.aftercall.Ward;
import org.aftercall.kernel.DataScope;
import org.aftercall.patient.Patients;
import org.aftercall.patient.Suspension;
import org.aftercall.staff.Presence;
import org.aftercall.staff.Staff;
import org.aftercall.staff.StaffMember;
import org.aftercall.worklist.FollowUpTask.State;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

/** What was agreed with a patient is kept, and who is not rung has not been tried. */
@SpringBootTest
@TestPropertySource(
        properties = {
            "aftercall.telephony.spool=target/var/PromisesTests/tapes",
            "aftercall.call.sweep-every=1h"
        })
@Import({FakeWorld.class, Ward.class})
class PromisesTests {
    @Autowired Ward ward;
    @Autowired Worklists worklists;
    @Autowired Settling settling;
    @Autowired Reassigning reassigning;
    @Autowired Reasons reasons;
    @Autowired CallbackWatch watch;
    @Autowired Desk desk;
    @Autowired Unplanned unplanned;
    @Autowired Patients patients;
    @Autowired Staff staff;
    @Autowired TestClock clock;

    @BeforeEach
    void anEmptyHeap() {
        ward.opens();
    }

    @ParameterizedTest
    @EnumSource(
            value = Disposition.class,
            names = {
                "CALLBACK_UNSPECIFIED",
                "NOT_HOME_PROXY_ANSWERED",
                "INTERRUPTED",
                "SOFT_REFUSAL",
                "UNABLE_HEALTH"
            })
    void aTimeThatWasAgreedIsKeptWhateverTheEndingIsCalled(Disposition disposition) {
        var owed = ward.owed();
        var at = clock.instant().plus(Duration.ofHours(2));
        assertThat(settle(owed, disposition, at)).isEqualTo(new NextStep("callback", at));
        assertThat(ward.task(owed).nextAt()).isEqualTo(at);
        clock.set(at.plus(Duration.ofMinutes(16)));
        watch.look();
        assertThat(missed()).contains(owed.task());
    }

    @Test
    void anAgreedTimeIsKeptByAnotherNurseWhereTheRuleWantsOne() {
        var owed = ward.owed();
        var she = ward.nurse();
        var at = clock.instant().plus(Duration.ofHours(2));
        settling.settle(
                owed.task(),
                new Settling.Ending(
                        Disposition.SOFT_REFUSAL,
                        she.id(),
                        Settling.Bell.ANSWERED,
                        at,
                        true,
                        false));
        clock.set(at);
        assertThat(next(she)).isEmpty();
        assertThat(next(ward.nurse())).contains(owed.task());
    }

    /** One that rang is a try of its own, and waits for a person where a machine dials. */
    @ParameterizedTest
    @CsvSource({
        "TECHNICAL_FAILURE, SILENT, 0",
        "TECHNICAL_FAILURE, RANG, 25",
        "CANCELLED, SILENT, 0",
        "CANCELLED, RANG, 25"
    })
    void noFailureOfOursGivesAPatientUp(Disposition ours, Settling.Bell bell, int tries) {
        var owed = ward.owed();
        for (int i = 0; i < 25; i++) {
            settling.settle(owed.task(), new Settling.Ending(ours, null, bell, null, true, false));
        }
        assertThat(ward.task(owed).state()).isEqualTo(State.WAITING);
        assertThat(ward.task(owed).attempts()).isEqualTo(tries);
    }

    @Test
    void whoAlwaysPutsUsOffIsNotCalledBackWithoutEnd() {
        var owed = ward.owed();
        for (int i = 0; i < 4; i++) {
            settle(owed, Disposition.CALLBACK_DEFINITE, clock.instant().plusSeconds(600));
            assertThat(ward.task(owed).state()).isEqualTo(State.WAITING);
        }
        assertThat(settle(owed, Disposition.CALLBACK_DEFINITE, clock.instant().plusSeconds(600)))
                .isEqualTo(new NextStep("maxAttempts", null));
        assertThat(ward.task(owed).state()).isEqualTo(State.GIVEN_UP);
    }

    @Test
    void whoCallsUsHasNotBeenTried() {
        var owed = ward.owed();
        for (int i = 0; i < 6; i++) {
            settling.settle(
                    owed.task(),
                    new Settling.Ending(
                            Disposition.INTERRUPTED,
                            null,
                            Settling.Bell.ANSWERED,
                            null,
                            true,
                            true));
        }
        assertThat(ward.task(owed).state()).isEqualTo(State.WAITING);
        assertThat(ward.task(owed).attempts()).isZero();
        settling.checkCaps(owed.patient());
    }

    @Test
    void aCallbackThatANursePutsOffIsMissedAtItsTimeAllTheSame() {
        var owed = ward.owed();
        var she = ward.nurse();
        var at = clock.instant().plus(Duration.ofMinutes(30));
        settle(owed, Disposition.CALLBACK_DEFINITE, at);
        clock.set(at);
        ward.claim(she, owed);
        worklists.release(owed.task(), she.id(), at.plus(Duration.ofDays(1)));
        clock.set(at.plus(Duration.ofMinutes(16)));
        watch.look();
        assertThat(missed()).contains(owed.task());
        assertThat(worklists.missedCallbacks(DataScope.EVERYTHING))
                .anyMatch(m -> m.task().equals(owed.task()) && m.agreed().equals(at));
    }

    @Test
    void theDeadAreNeitherDueNorMissed() {
        var owed = ward.owed();
        var called = ward.owed();
        var at = clock.instant().plus(Duration.ofMinutes(30));
        settle(called, Disposition.CALLBACK_DEFINITE, at);
        patients.suspend(owed.patient(), Suspension.DECEASED);
        patients.suspend(called.patient(), Suspension.DECEASED);
        clock.set(at.plus(Duration.ofMinutes(16)));
        watch.look();
        assertThat(missed()).doesNotContain(called.task());
        var counts = desk.counts(DataScope.EVERYTHING, null, clock.instant(), clock.instant());
        assertThat(counts.due()).isZero();
        assertThat(counts.callback()).isZero();
        assertThat(counts.waiting()).isEqualTo(2);
        patients.resume(called.patient());
        watch.look();
        assertThat(missed()).contains(called.task());
    }

    @Test
    void aNurseIsToldThatWhatThereIsIsKeptForAColleague() {
        var owed = ward.owed();
        var she = ward.nurse();
        var other = ward.nurse();
        reassigning.move(
                new Reassigning.Wish(
                        List.of(owed.task().value()),
                        null,
                        new Reassigning.To(null, she.id().value(), null)),
                other.id(),
                DataScope.EVERYTHING);
        assertThat(why(other)).containsExactly("assigned 1");
        assertThat(why(she)).isEmpty();
        assertThat(reasons.of(owed.patient(), other.id(), Locale.ENGLISH))
                .singleElement()
                .satisfies(t -> assertThat(t.canDial()).isFalse());
        // Nobody in particular can do what she can, until she is busy.
        assertThat(why(null)).isEmpty();
        staff.become(she.id(), Presence.ON_CALL);
        assertThat(why(null)).containsExactly("assigned 1");
        staff.become(she.id(), Presence.OFFLINE);
        assertThat(why(other)).isEmpty();
    }

    @Test
    void aPromiseThatKeepsATaskFromHerIsTold() {
        var owed = ward.owed();
        var she = ward.nurse();
        var at = clock.instant().plus(Duration.ofMinutes(30));
        settling.settle(
                owed.task(),
                new Settling.Ending(
                        Disposition.CALLBACK_DEFINITE,
                        she.id(),
                        Settling.Bell.ANSWERED,
                        at,
                        true,
                        false));
        clock.set(at.plusSeconds(60));
        assertThat(why(ward.nurse())).containsExactly("promised 1");
    }

    @Test
    void whoCallsInAndReachesNobodyKeepsWhatWasAgreedWithHim() {
        var owed = ward.owed();
        var at = clock.instant().plus(Duration.ofDays(1));
        settle(owed, Disposition.CALLBACK_DEFINITE, at);
        var beside = unplanned.callBack(owed.task());
        assertThat(beside).isNotEqualTo(owed.task());
        assertThat(unplanned.agreed(owed.task())).contains(at);
        assertThat(unplanned.agreed(beside)).contains(clock.instant());
        assertThat(unplanned.callBack(owed.task())).isEqualTo(beside);
    }

    @Test
    void whoCallsInWhileHisLastCallIsWrittenUpIsOwedOneMore() {
        var owed = ward.owed();
        var she = ward.nurse();
        ward.claim(she, owed);
        worklists.hold(owed.task(), she.id());
        var beside = unplanned.callBack(owed.task());
        assertThat(beside).isNotEqualTo(owed.task());
        assertThat(next(ward.nurse())).isEmpty();
        settle(owed, Disposition.COMPLETED_ROUTINE, null);
        // It is hers first, who wrote him up when he called.
        assertThat(next(ward.nurse())).isEmpty();
        assertThat(next(she)).contains(beside);
    }

    private NextStep settle(Ward.Owed owed, Disposition disposition, @Nullable Instant at) {
        return settling.settle(
                owed.task(),
                new Settling.Ending(disposition, null, Settling.Bell.ANSWERED, at, true, false));
    }

    private List<TaskId> missed() {
        return desk.missed(DataScope.EVERYTHING, clock.instant()).stream()
                .map(l -> l.task().id())
                .toList();
    }

    private Optional<TaskId> next(StaffMember nurse) {
        return worklists.claimNext(nurse.id(), nurse.scope(), null).map(FollowUpTask::id);
    }

    private List<String> why(@Nullable StaffMember nurse) {
        var list = worklists.all(DataScope.EVERYTHING).getFirst();
        var id = nurse == null ? null : nurse.id();
        return reasons.survey(list, DataScope.EVERYTHING, id, Locale.ENGLISH).reasons().stream()
                .map(r -> r.code() + " " + r.count())
                .toList();
    }
}
