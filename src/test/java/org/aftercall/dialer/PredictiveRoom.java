package org.aftercall.dialer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.aftercall.FakeWorld;
import org.aftercall.TestClock;
import org.aftercall.Ward;
import org.aftercall.call.CallId;
import org.aftercall.call.Calls;
import org.aftercall.call.Parking;
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
import org.aftercall.worklist.Worklist;
import org.aftercall.worklist.Worklists;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/** A predictive list with two nurses at their seats, and hands for what happens on it. */
@SpringBootTest
@TestPropertySource(
        properties = {
            "aftercall.telephony.spool=target/var/PredictiveRoom/tapes",
            "aftercall.call.sweep-every=1h",
            "aftercall.dialer.look-every=1h",
            "aftercall.dialer.attend-every=1h"
        })
@Import({FakeWorld.class, Ward.class, Lately.class})
abstract class PredictiveRoom {
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
    @Autowired Parking parking;
    @Autowired Staff staff;
    @Autowired FakeSwitchboard wire;
    @Autowired TestClock clock;
    @Autowired ApplicationEventPublisher events;
    @Autowired TransactionTemplate transaction;
    @Autowired JdbcClient db;

    List<StaffMember> nurses = List.of();

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
        predictive.look(List.of(list()), predictive.round());
        // Each test has minutes of its own, since what was learned is kept for one.
        clock.advance(Duration.ofMinutes(2L * MORNINGS.incrementAndGet()));
        nurses = List.of(seated(), seated());
    }

    @AfterEach
    void asBefore() {
        db.sql("UPDATE worklist.worklist SET mode = 'PREVIEW'").update();
        wire.state = new WireState.Up("fake");
    }

    void roomForOne() {
        lately.answered(ward.owed(), nurses.getFirst(), 200, 0, 1500);
    }

    List<Ward.Owed> owed(int many) {
        var all = new ArrayList<Ward.Owed>();
        for (int i = 0; i < many; i++) {
            all.add(ward.owed());
        }
        return all;
    }

    StaffMember seated() {
        return seated(DataScope.EVERYTHING);
    }

    StaffMember seated(DataScope scope) {
        var nurse = ward.nurse(scope);
        db.sql("UPDATE staff.member SET presence_since = :now WHERE id = :id")
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("id", nurse.id().value())
                .update();
        calls.sit(nurse.desk().orElseThrow(), nurse.deskKind());
        ward.hears(wire.answered(wire.rung.getLast().line()));
        assertThat(calls.seated(nurse.desk().orElseThrow())).isTrue();
        return nurse;
    }

    Presence presence(StaffMember nurse) {
        return staff.get(nurse.id()).presence();
    }

    Worklist list() {
        return worklists.all(DataScope.EVERYTHING).getFirst();
    }

    Pace pace() {
        return predictive.pace(list());
    }

    /** Attempts that no nurse has, in the order of their orders. */
    List<Attempt> open() {
        return db
                .sql(
                        "SELECT call_id FROM dialer.attempt WHERE staff_id IS NULL AND settled_at IS NULL ORDER BY id")
                .query((row, _) -> new CallId(row.getObject(1, UUID.class)))
                .list()
                .stream()
                .map(id -> attempts.of(id).orElseThrow())
                .toList();
    }

    void picksUp(Attempt attempt) {
        ward.hears(wire.answered(Ward.line(attempt.call())));
    }

    void isWritten(Attempt attempt) {
        wire.answered(Ward.line(attempt.call()));
        db.sql("UPDATE call.call SET answered_at = :now WHERE id = :id")
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("id", attempt.call().value())
                .update();
    }

    /** Until a nurse has it: the house looks again ten times a second, for news that cross. */
    Attempt await(Attempt attempt) {
        until(() -> {
            attending.look();
            return attempts.find(attempt.id()).orElseThrow().nurse() != null;
        });
        return attempts.find(attempt.id()).orElseThrow();
    }

    void abandoned(Attempt attempt) {
        picksUp(attempt);
        clock.advance(Duration.ofMillis(1_900));
        attending.look();
        assertThat(wire.dismissed).contains(Ward.line(attempt.call()));
        clock.advance(Duration.ofSeconds(5));
        ward.ends(attempt.call(), LineResult.ANSWERED, 16);
        assertThat(signed(attempt).disposition()).isEqualTo(Disposition.ABANDONED);
    }

    FollowUp signed(Attempt attempt) {
        until(() -> record(attempt).signed());
        return record(attempt);
    }

    FollowUp record(Attempt attempt) {
        return followUps.of(attempt.call()).orElseThrow();
    }

    void everyAttemptHasOneRecord() {
        assertThat(
                        db.sql(
                                        """
                                        SELECT count(*) FROM dialer.attempt a
                                        WHERE a.ordered_at > :today AND number_of > 0
                                          AND (SELECT count(*) FROM followup.record r WHERE r.attempt_id = a.id) <> 1
                                        """)
                                .param("today", Ward.MORNING.atOffset(ZoneOffset.UTC))
                                .query(Integer.class)
                                .single())
                .isZero();
    }

    static void until(Callable<Boolean> claim) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(claim);
    }
}
