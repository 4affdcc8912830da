package org.aftercall.worklist;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.aftercall.FakeWorld;
import org.aftercall.TestClock;
import org.aftercall.Ward;
import org.aftercall.patient.Contacts;
import org.aftercall.patient.Patients;
import org.aftercall.patient.Relation;
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
            "aftercall.telephony.spool=target/var/SettlingTests/tapes",
            "aftercall.call.sweep-every=1h"
        })
@Import({FakeWorld.class, Ward.class})
class SettlingTests {
    @Autowired Ward ward;
    @Autowired Worklists worklists;
    @Autowired Settling settling;
    @Autowired Rules rules;
    @Autowired Patients patients;
    @Autowired Contacts contacts;
    @Autowired TestClock clock;
    @Autowired JdbcClient db;
    @Autowired ApplicationEvents events;

    @BeforeEach
    void anEmptyHeap() {
        ward.opens();
    }

    @Test
    void everyEndingHasItsRule() {
        assertThat(settling.rules())
                .extracting(RetryRule::disposition)
                .containsExactlyInAnyOrder(Disposition.values());
        var owed = ward.owed();
        assertThat(Arrays.stream(Disposition.values()).map(d -> settling.rule(owed.task(), d)))
                .doesNotContainNull();
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
        "LANGUAGE_BARRIER, SUPERVISOR, 0, true, supervisor, WAITING",
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
        "REFER_SUPERVISOR, SUPERVISOR, 0, true, supervisor, WAITING",
        "CANCELLED, RETRY, 0, false, retry, WAITING",
        "RECORD_LOST, SUPERVISOR, 0, true, supervisor, WAITING",
        "MAX_ATTEMPTS, STOP, 0, false, stopped, GIVEN_UP",
        "ABANDONED, RETRY, 1, false, retry, WAITING"
    })
    void everyEndingLeadsWhereItsRuleSays(
            Disposition disposition,
            Step step,
            int minutes,
            boolean counts,
            String code,
            State state) {
        var owed = ward.owed();
        assertThat(settling.rule(owed.task(), disposition).step()).isEqualTo(step);
        var nurse = ward.nurse();
        ward.claim(nurse, owed);
        worklists.hold(owed.task(), nurse.id());
        var agreed = clock.instant().plus(Duration.ofDays(2));
        var next = settle(owed, disposition, step == Step.CALLBACK ? agreed : null, true);
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

    /** What his telephone did changes only what we ended ourselves. */
    @ParameterizedTest
    @CsvSource({
        "TECHNICAL_FAILURE, SILENT, retry, 5, 0, false",
        "TECHNICAL_FAILURE, RANG, byHand, 5, 1, true",
        "TECHNICAL_FAILURE, ANSWERED, byHand, 5, 1, true",
        "CANCELLED, SILENT, retry, 0, 0, false",
        "CANCELLED, RANG, retry, 180, 1, false",
        "NO_ANSWER, RANG, retry, 180, 1, false",
        "BUSY, SILENT, retry, 15, 1, false",
        "ABANDONED, ANSWERED, retry, 1, 0, false"
    })
    void onceItRangATryOfOursCountsAndAFailureWaitsForAPerson(
            Disposition disposition,
            Settling.Bell bell,
            String code,
            int minutes,
            int attempts,
            boolean byHand) {
        var owed = ward.owed();
        var next = settling.settle(owed.task(), ending(disposition, bell, null));
        var at = clock.instant().plus(Duration.ofMinutes(minutes));
        assertThat(next).isEqualTo(new NextStep(code, at));
        assertThat(ward.task(owed).attempts()).isEqualTo(attempts);
        assertThat(tried(owed)).isEqualTo(attempts);
        assertThat(waitsForAPerson(owed)).isEqualTo(byHand);
    }

    @Test
    void whatSheAgreedWithHimIsAPersonsDecision() {
        var owed = ward.owed();
        var at = clock.instant().plus(Duration.ofHours(1));
        for (var ours : List.of(Disposition.TECHNICAL_FAILURE, Disposition.CANCELLED)) {
            assertThat(settling.settle(owed.task(), ending(ours, Settling.Bell.ANSWERED, at)))
                    .isEqualTo(new NextStep("callback", at));
            assertThat(waitsForAPerson(owed)).isFalse();
        }
    }

    @Test
    void itWaitsForAPersonUntilAnythingElseComesOfARing() {
        var owed = ward.owed();
        var failed = Disposition.TECHNICAL_FAILURE;
        settling.settle(owed.task(), ending(failed, Settling.Bell.RANG, null));
        settling.settle(owed.task(), ending(failed, Settling.Bell.SILENT, null));
        settling.settle(owed.task(), ending(Disposition.CANCELLED, Settling.Bell.SILENT, null));
        assertThat(waitsForAPerson(owed)).isTrue();
        settling.settle(owed.task(), ending(Disposition.BUSY, Settling.Bell.SILENT, null));
        assertThat(waitsForAPerson(owed)).isFalse();
    }

    @Test
    void whoCalledUsAndWasCutOffMayBeCalledBack() {
        var owed = ward.owed();
        settling.settle(
                owed.task(),
                new Settling.Ending(
                        Disposition.TECHNICAL_FAILURE,
                        null,
                        Settling.Bell.ANSWERED,
                        null,
                        true,
                        true));
        assertThat(ward.task(owed).attempts()).isZero();
        assertThat(waitsForAPerson(owed)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"NO_ANSWER, 4", "BUSY, 4", "WRONG_PERSON, 4", "TECHNICAL_FAILURE,"})
    void afterTheLastAttemptATaskIsGivenUpUnlessItWasOurFailure(
            Disposition disposition, @Nullable Integer last) {
        var owed = ward.owed();
        for (int i = 1; i < 4; i++) {
            settle(owed, disposition, null, true);
            assertThat(ward.task(owed).state()).isEqualTo(State.WAITING);
        }
        settle(owed, disposition, null, true);
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
        var next = settle(owed, Disposition.NUMBER_INVALID, null, false);
        assertThat(next).isEqualTo(new NextStep("noNumberLeft", null));
        assertThat(ward.task(owed).state()).isEqualTo(State.GIVEN_UP);
        assertThat(events.stream(TaskGivenUp.class).filter(e -> e.task().equals(owed.task())))
                .extracting(TaskGivenUp::why)
                .containsExactly(Disposition.NUMBER_INVALID);
    }

    @Test
    void whoHasANumberAgainGetsHisCallAgain() {
        var revived = ward.owed();
        var mended = ward.owed();
        var elsewhere = ward.owed();
        for (var one : List.of(revived, mended, elsewhere)) {
            patients.markInvalid(one.number(), Disposition.NUMBER_INVALID.name());
            settle(one, Disposition.NUMBER_INVALID, null, false);
        }
        contacts.revive(revived.patient(), revived.number());
        contacts.add(mended.patient(), new Contacts.Wish(Relation.CHILD, null, "13800138123"));
        assertThat(ward.task(revived).state()).isEqualTo(State.WAITING);
        assertThat(ward.task(revived).nextAt()).isEqualTo(clock.instant());
        assertThat(ward.task(mended).state()).isEqualTo(State.WAITING);
        assertThat(ward.task(elsewhere).state()).isEqualTo(State.GIVEN_UP);
    }

    @Test
    void aNumberOpensNothingThatEndedForAnotherReason() {
        var owed = ward.owed();
        patients.markInvalid(owed.number(), Disposition.NUMBER_INVALID.name());
        settle(owed, Disposition.HARD_REFUSAL, null, false);
        contacts.revive(owed.patient(), owed.number());
        assertThat(ward.task(owed).state()).isEqualTo(State.GIVEN_UP);
    }

    @ParameterizedTest
    @CsvSource({
        // Nobody at ten in the morning: in the afternoon, three hours later.
        "NO_ANSWER, 2026-11-23T02:00:00Z, 2026-11-23T05:00:00Z",
        // At five past nine: noon is the first minute of another part of the day.
        "NO_ANSWER, 2026-11-23T01:05:00Z, 2026-11-23T04:05:00Z",
        "NO_ANSWER, 2026-11-23T00:30:00Z, 2026-11-23T04:00:00Z",
        // At half past one: three hours later is still the afternoon, so in the evening.
        "NO_ANSWER, 2026-11-23T05:30:00Z, 2026-11-23T09:00:00Z",
        // In the evening: tomorrow morning, since the hours end at eight.
        "NO_ANSWER, 2026-11-23T10:00:00Z, 2026-11-24T01:00:00Z",
        // Busy at five to eight: a quarter of an hour later is too late.
        "BUSY, 2026-11-23T11:55:00Z, 2026-11-24T01:00:00Z",
        "BUSY, 2026-11-23T02:00:00Z, 2026-11-23T02:15:00Z"
    })
    void theNextTryIsInTheHoursAndInAnotherPartOfTheDay(
            Disposition disposition, Instant now, Instant then) {
        clock.set(now);
        assertThat(settle(ward.owed(), disposition, null, true).at()).isEqualTo(then);
    }

    @Test
    void whatHappensOftenEnoughClosesTheTaskBeforeTheLastAttempt() {
        var owed = ward.owed();
        settle(owed, Disposition.SOFT_REFUSAL, null, true);
        assertThat(ward.task(owed).state()).isEqualTo(State.WAITING);
        settle(owed, Disposition.SOFT_REFUSAL, null, true);
        assertThat(ward.task(owed).state()).isEqualTo(State.GIVEN_UP);
    }

    @Test
    void aListsOwnRuleTakesThePlaceOfTheHousesUntilItIsTakenBack() {
        var owed = ward.owed();
        var list = ward.task(owed).worklist();
        var usual = rules.of(list, Disposition.BUSY);
        rules.own(
                list,
                new RetryRule(
                        Disposition.BUSY,
                        Duration.ofMinutes(45),
                        Step.RETRY,
                        new RetryRule.Again(false, false, false),
                        false,
                        true,
                        3,
                        "",
                        true));
        assertThat(rules.of(list)).hasSize(Disposition.values().length);
        assertThat(settle(owed, Disposition.BUSY, null, true).at())
                .isEqualTo(clock.instant().plus(Duration.ofMinutes(45)));
        assertThat(ward.task(owed).attempts()).isZero();
        assertThat(settling.rules())
                .filteredOn(r -> r.disposition() == Disposition.BUSY)
                .containsExactly(usual);
        rules.disown(list, Disposition.BUSY);
        assertThat(rules.of(list, Disposition.BUSY)).isEqualTo(usual);
    }

    private static Settling.Ending ending(
            Disposition disposition, Settling.Bell bell, @Nullable Instant callbackAt) {
        return new Settling.Ending(disposition, null, bell, callbackAt, true, false);
    }

    private boolean waitsForAPerson(Ward.Owed owed) {
        return db.sql("SELECT rang_at IS NOT NULL FROM worklist.task WHERE id = :id")
                .param("id", owed.task().value())
                .query(Boolean.class)
                .single();
    }

    private int tried(Ward.Owed owed) {
        return db.sql(
                        "SELECT count(*) FROM worklist.result WHERE patient_id = :patient AND counted")
                .param("patient", owed.patient().value())
                .query(Integer.class)
                .single();
    }

    private NextStep settle(
            Ward.Owed owed,
            Disposition disposition,
            @Nullable Instant callbackAt,
            boolean another) {
        return settling.settle(
                owed.task(),
                new Settling.Ending(
                        disposition, null, Settling.Bell.SILENT, callbackAt, another, false));
    }
}
