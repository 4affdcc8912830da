package org.aftercall.followup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.aftercall.FakeWorld;
import org.aftercall.TestClock;
import org.aftercall.Ward;
import org.aftercall.call.CallEnded;
import org.aftercall.call.CallId;
import org.aftercall.call.Calls;
import org.aftercall.dialer.Attempt;
import org.aftercall.dialer.AttemptMissed;
import org.aftercall.dialer.Dialer;
import org.aftercall.staff.Presence;
import org.aftercall.staff.Staff;
import org.aftercall.staff.StaffMember;
import org.aftercall.telephony.FakeSwitchboard;
import org.aftercall.telephony.LineResult;
import org.aftercall.worklist.Disposition;
import org.aftercall.worklist.FollowUpTask.State;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
            "aftercall.telephony.spool=target/var/OrdersAndRecordsTests/tapes",
            "aftercall.call.sweep-every=1h"
        })
@Import({FakeWorld.class, Ward.class})
class OrdersAndRecordsTests {
    @Autowired Ward ward;
    @Autowired FollowUps followUps;
    @Autowired Dialer dialer;
    @Autowired Calls calls;
    @Autowired Staff staff;
    @Autowired FakeSwitchboard wire;
    @Autowired TestClock clock;
    @Autowired ApplicationEventPublisher events;
    @Autowired TransactionTemplate transaction;
    @Autowired JdbcClient db;

    private StaffMember nurse;
    private Ward.Owed owed;

    @BeforeEach
    void somebodyIsOwedACall() {
        ward.opens();
        nurse = ward.nurse();
        owed = ward.owed();
    }

    @Test
    void everyOrderOpensItsRecord() {
        var attempt = ward.dial(nurse, owed);
        var record = followUps.of(attempt.call()).orElseThrow();
        assertThat(record.signed()).isFalse();
        assertThat(record.links().attempt()).isEqualTo(attempt.id());
        assertThat(record.links().nurse()).isEqualTo(nurse.id());
        assertThat(record.links().task()).isEqualTo(owed.task());
    }

    @Test
    void withoutARecordThereIsNoOrder() {
        ward.claim(nurse, owed);
        var before = leftovers();
        db.sql("UPDATE worklist.worklist SET questionnaire = 'nowhere'").update();
        assertThatThrownBy(() -> dialer.dial(nurse.id(), owed.task(), owed.number(), null))
                .isInstanceOf(RuntimeException.class);
        assertNothingIsLeft(before);
    }

    @Test
    void withoutAnOrderThereIsNoRecord() {
        ward.claim(nurse, owed);
        var before = leftovers();
        assertThatThrownBy(() ->
                        transaction.executeWithoutResult(_ -> {
                            dialer.dial(nurse.id(), owed.task(), owed.number(), null);
                            throw new IllegalStateException("killed");
                        }))
                .hasMessage("killed");
        assertNothingIsLeft(before);
    }

    @ParameterizedTest
    @CsvSource({
        "BUSY, 17, BUSY, retry, 15, 1",
        "NO_ANSWER, 19, NO_ANSWER, retry, 180, 1",
        "REJECTED, 21, NO_ANSWER, retry, 180, 1",
        "INVALID_NUMBER, 1, NUMBER_INVALID, noNumberLeft, , 1",
        "CONGESTION, 34, TECHNICAL_FAILURE, byHand, 5, 1",
        "TECHNICAL, 41, TECHNICAL_FAILURE, byHand, 5, 1"
    })
    void whatTheNetworkSaysBecomesOneRecordThatTheHouseSigns(
            LineResult result,
            int q850,
            Disposition disposition,
            String next,
            @Nullable Integer minutes,
            int attempts) {
        var attempt = ward.dial(nurse, owed);
        ward.rings(attempt.call());
        ward.ends(attempt.call(), result, q850);
        var record = awaitSigned(attempt);
        assertThat(record.disposition()).isEqualTo(disposition);
        assertThat(record.axes().line()).isEqualTo(result);
        assertThat(record.axes().q850()).isEqualTo(q850);
        assertThat(record.axes().reached()).isEqualTo(Reached.NOBODY);
        assertThat(record.axes().completion()).isEqualTo(Completion.NOT_STARTED);
        assertThat(record.axes().clinical()).isEqualTo(Clinical.NONE);
        var ending = Objects.requireNonNull(record.ending());
        assertThat(ending.signedBy()).isNull();
        assertThat(ending.nextStep()).isEqualTo(next);
        assertThat(ending.nextAt())
                .isEqualTo(
                        minutes == null ? null : clock.instant().plus(Duration.ofMinutes(minutes)));
        assertThat(staff.get(nurse.id()).presence()).isEqualTo(Presence.READY);
        var task = ward.task(owed);
        assertThat(task.attempts()).isEqualTo(attempts);
        assertThat(task.holder()).isNull();
        assertThat(task.state()).isEqualTo(minutes == null ? State.GIVEN_UP : State.WAITING);
    }

    @ParameterizedTest
    @CsvSource({"CONGESTION, 34", "TECHNICAL, 41"})
    void aFailureBeforeItRangUsesUpNoAttempt(LineResult result, int q850) {
        var attempt = ward.dial(nurse, owed);
        ward.hears(wire.answered(calls.get(attempt.call()).deskLine()));
        ward.ends(attempt.call(), result, q850);
        var record = awaitSigned(attempt);
        assertThat(record.disposition()).isEqualTo(Disposition.TECHNICAL_FAILURE);
        var ending = Objects.requireNonNull(record.ending());
        assertThat(ending.nextStep()).isEqualTo("retry");
        assertThat(ending.nextAt()).isEqualTo(clock.instant().plus(Duration.ofMinutes(5)));
        assertThat(ward.task(owed).attempts()).isZero();
    }

    @Test
    void aNurseWhoHangsUpWhileItRingsHasTriedHim() {
        var attempt = ward.dial(nurse, owed);
        ward.rings(attempt.call());
        calls.hangUp(attempt.call());
        ward.ends(attempt.call(), LineResult.NO_ANSWER, 16);
        var record = awaitSigned(attempt);
        assertThat(record.disposition()).isEqualTo(Disposition.CANCELLED);
        assertThat(ward.task(owed).attempts()).isOne();
        assertThat(ward.task(owed).nextAt())
                .isEqualTo(clock.instant().plus(Duration.ofMinutes(180)));
    }

    @Test
    void aNurseWhoHangsUpBeforeItRingsUsesUpNoAttempt() {
        var attempt = ward.dial(nurse, owed);
        ward.hears(wire.answered(calls.get(attempt.call()).deskLine()));
        calls.hangUp(attempt.call());
        ward.ends(attempt.call(), LineResult.NO_ANSWER, 16);
        var record = awaitSigned(attempt);
        assertThat(record.disposition()).isEqualTo(Disposition.CANCELLED);
        assertThat(record.axes().line()).isEqualTo(LineResult.CANCELLED);
        assertThat(ward.task(owed).attempts()).isZero();
        assertThat(ward.task(owed).state()).isEqualTo(State.WAITING);
    }

    @Test
    void aDeskThatNeverAnsweredUsesUpNoAttempt() {
        var attempt = ward.dial(nurse, owed);
        var call = calls.get(attempt.call());
        ward.hears(wire.ended(call.deskLine(), LineResult.NO_ANSWER, 19));
        var record = awaitSigned(attempt);
        assertThat(record.disposition()).isEqualTo(Disposition.TECHNICAL_FAILURE);
        assertThat(ward.task(owed).attempts()).isZero();
        assertThat(ward.task(owed).state()).isEqualTo(State.WAITING);
    }

    @Test
    void hearingOfTheEndTwiceChangesNothing() {
        var attempt = ward.dial(nurse, owed);
        ward.rings(attempt.call());
        ward.ends(attempt.call(), LineResult.BUSY, 17);
        awaitSigned(attempt);
        awaitQuiet();
        var record = row("followup.record", attempt.call());
        var settled = row("dialer.attempt", attempt.call());
        var task = ward.task(owed);
        staff.become(nurse.id(), Presence.PAUSED);
        clock.advance(Duration.ofMinutes(1));
        for (int i = 0; i < 2; i++) {
            transaction.executeWithoutResult(_ -> {
                events.publishEvent(new CallEnded(attempt.call(), clock.instant(), false));
                events.publishEvent(
                        new AttemptMissed(attempt.id(), attempt.call(), clock.instant()));
            });
            ward.ends(attempt.call(), LineResult.NO_ANSWER, 19);
        }
        awaitQuiet();
        assertThat(row("followup.record", attempt.call())).isEqualTo(record);
        assertThat(row("dialer.attempt", attempt.call())).isEqualTo(settled);
        assertThat(ward.task(owed)).isEqualTo(task);
        assertThat(staff.get(nurse.id()).presence()).isEqualTo(Presence.PAUSED);
    }

    @Test
    void anAnsweredCallLeavesItsRecordOpenForTheNurse() {
        var attempt = ward.dial(nurse, owed);
        ward.talks(attempt.call());
        ward.ends(attempt.call(), LineResult.ANSWERED, 16);
        awaitQuiet();
        var record = followUps.of(attempt.call()).orElseThrow();
        assertThat(record.signed()).isFalse();
        assertThat(record.axes().line()).isEqualTo(LineResult.ANSWERED);
        assertThat(record.times().answered()).isNotNull();
        assertThat(record.times().ended()).isNotNull();
        assertThat(ward.task(owed).state()).isEqualTo(State.HELD);
        assertThat(staff.get(nurse.id()).presence()).isEqualTo(Presence.WRAPPING_UP);
    }

    @Test
    void afterTheLastAttemptTheTaskIsGivenUp() {
        db.sql("UPDATE worklist.worklist SET max_attempts = 2").update();
        for (int i = 0; i < 2; i++) {
            var attempt = ward.dial(nurse, owed);
            ward.rings(attempt.call());
            ward.ends(attempt.call(), LineResult.BUSY, 17);
            assertThat(awaitSigned(attempt).attemptNo()).isEqualTo(i + 1);
        }
        assertThat(ward.task(owed).state()).isEqualTo(State.GIVEN_UP);
        assertThat(ward.task(owed).attempts()).isEqualTo(2);
    }

    @Test
    void neitherUpdateNorDeleteNorTruncateChangesASignedRecord() {
        var attempt = ward.dial(nurse, owed);
        ward.rings(attempt.call());
        ward.ends(attempt.call(), LineResult.BUSY, 17);
        var id = awaitSigned(attempt).id().value();
        for (var sql :
                List.of(
                        "UPDATE followup.record SET note = 'x' WHERE id = '%s'",
                        "UPDATE followup.record SET state = 'OPEN' WHERE id = '%s'",
                        "DELETE FROM followup.record WHERE id = '%s'",
                        "TRUNCATE followup.record CASCADE /* %s */")) {
            assertThatThrownBy(() -> db.sql(sql.formatted(id)).update())
                    .as(sql)
                    .hasMessageContaining("a signed record does not change");
        }
    }

    private void assertNothingIsLeft(List<Integer> before) {
        assertThat(leftovers()).isEqualTo(before);
        assertThat(ward.task(owed).state()).isEqualTo(State.CLAIMED);
        assertThat(staff.get(nurse.id()).presence()).isEqualTo(Presence.READY);
    }

    private List<Integer> leftovers() {
        return List.of(
                ward.rows("dialer.attempt"),
                ward.rows("call.call"),
                ward.rows("followup.record"),
                ward.rows("recording.recording"),
                wire.rung.size());
    }

    private FollowUp awaitSigned(Attempt attempt) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> followUps.of(attempt.call()).orElseThrow().signed());
        assertThat(
                        db.sql("SELECT count(*) FROM followup.record WHERE attempt_id = :id")
                                .param("id", attempt.id().value())
                                .query(Integer.class)
                                .single())
                .isOne();
        return followUps.of(attempt.call()).orElseThrow();
    }

    /** Until every listener has heard of everything. */
    private void awaitQuiet() {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> ward.rows("events.event_publication") == 0);
    }

    private String row(String table, CallId call) {
        return db.sql("SELECT t::text FROM " + table + " t WHERE call_id = :call")
                .param("call", call.value())
                .query(String.class)
                .single();
    }
}
