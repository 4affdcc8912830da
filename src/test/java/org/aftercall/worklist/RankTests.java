package org.aftercall.worklist;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.aftercall.FakeWorld;
import org.aftercall.TestClock;
import org.aftercall.Ward;
import org.aftercall.kernel.DataScope;
import org.aftercall.staff.StaffMember;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** Who of those that are due comes first, by the order of the list. */
@SpringBootTest
@TestPropertySource(
        properties = {
            "aftercall.telephony.spool=target/var/OrdersTests/tapes",
            "aftercall.call.sweep-every=1h"
        })
@Import({FakeWorld.class, Ward.class})
class RankTests {
    @Autowired Ward ward;
    @Autowired Worklists worklists;
    @Autowired Results results;
    @Autowired TaskRows rows;
    @Autowired TestClock clock;
    @Autowired JdbcClient db;

    private StaffMember nurse;

    @BeforeEach
    void anEmptyHeap() {
        ward.opens();
        nurse = ward.nurse();
    }

    @AfterEach
    void asItWas() {
        db.sql("UPDATE worklist.worklist SET ordering = 'DUE'").update();
        db.sql("DELETE FROM worklist.answer_hour").update();
    }

    @Test
    void byRiskTheLongestAndOldestStayComesFirst() {
        var shortStay = stay(ward.owed(), "2026-11-19", "2026-11-20");
        var longStay = stay(ward.owed(), "2026-11-01", "2026-11-20");
        var unknown = ward.owed();
        order(Ordering.RISK);
        assertThat(why(longStay)).isEqualTo("risk");
        assertThat(next(nurse)).contains(longStay.task());
        assertThat(next(ward.nurse())).contains(shortStay.task());
        assertThat(next(ward.nurse())).contains(unknown.task());
    }

    @Test
    void theRiskiestOfAWholeDayComesFirstThoughEverybodyElseIsDueBefore() {
        for (int i = 0; i < 120; i++) {
            ward.owed(i % 2 == 0 ? "心内科" : "骨科", 1);
        }
        var risky = stay(ward.owed("骨科", 1), "2026-11-01", "2026-11-20");
        order(Ordering.RISK);
        assertThat(upcoming()).startsWith(risky.task());
        var ofTwo = ward.nurse(DataScope.of(Set.of("心内科", "骨科")));
        assertThat(worklists.claimNext(ofTwo.id(), ofTwo.scope(), null))
                .map(FollowUpTask::id)
                .contains(risky.task());
        assertThat(next(ward.nurse())).isPresent().get().isNotEqualTo(risky.task());
    }

    @Test
    void byTheClockWhoseSeventyTwoHoursEndNextAndWhoseAreOverLast() {
        var over = discharged(ward.owed(), "2026-11-18");
        var fresh = discharged(ward.owed(), "2026-11-22");
        var ending = discharged(ward.owed(), "2026-11-20");
        order(Ordering.DISCHARGE_CLOCK);
        assertThat(why(ending)).isEqualTo("clock");
        assertThat(why(over)).isEqualTo("clockOver");
        assertThat(next(nurse)).contains(ending.task());
        assertThat(next(ward.nurse())).contains(fresh.task());
        assertThat(next(ward.nurse())).contains(over.task());
    }

    @Test
    void byTheOddsWhoAnswersNowRatherThanLaterAsOwnCallsTell() {
        var old = ward.owed();
        var young = ward.owed();
        db.sql("UPDATE patient.patient SET birth_date = '1996-01-02' WHERE id = :id")
                .param("id", young.patient().value())
                .update();
        // It is ten in the morning: the old answer now, the young in the evening.
        db.sql(
                        """
                        INSERT INTO worklist.result (task_id, patient_id, at, disposition, counted, answered, hour, age)
                        SELECT :task, :patient, now(), 'NO_ANSWER', true, a, h, age
                        FROM (VALUES (10, 76, true), (18, 76, false), (10, 30, false), (18, 30, true)) v (h, age, a),
                             generate_series(1, 20)
                        """)
                .param("task", stay(ward.owed(), "2026-11-19", "2026-11-20").task().value())
                .param("patient", ward.owed().patient().value())
                .update();
        results.learn();
        order(Ordering.ANSWER_PROBABILITY);
        assertThat(why(old)).isEqualTo("likely");
        assertThat(upcoming()).endsWith(young.task());
        assertThat(next(nurse).orElseThrow()).isNotEqualTo(young.task());
        db.sql("DELETE FROM worklist.result").update();
    }

    @Test
    void theHourThatCountsIsThePatientsOwn() {
        var here = ward.owed();
        var west = ward.owed();
        db.sql("UPDATE patient.patient SET zone = 'Asia/Urumqi' WHERE id = :id")
                .param("id", west.patient().value())
                .update();
        clock.set(Instant.parse("2026-11-23T04:00:00Z"));
        // Noon in Shanghai, ten in Urumqi, and of this age everybody answers at noon only.
        db.sql(
                        """
                        INSERT INTO worklist.answer_hour (age_band, hour, tried, answered)
                        VALUES (7, 12, 100, 100), (7, 10, 100, 0)
                        """)
                .update();
        order(Ordering.ANSWER_PROBABILITY);
        assertThat(upcoming()).containsExactly(here.task(), west.task());
    }

    private Ward.Owed stay(Ward.Owed owed, String from, String until) {
        db.sql(
                        """
                        UPDATE patient.encounter SET admitted_on = :from, discharged_on = :until
                        WHERE id = (SELECT encounter_id FROM worklist.task WHERE id = :task)
                        """)
                .param("from", LocalDate.parse(from))
                .param("until", LocalDate.parse(until))
                .param("task", owed.task().value())
                .update();
        return owed;
    }

    private Ward.Owed discharged(Ward.Owed owed, String on) {
        return stay(owed, "2026-11-17", on);
    }

    private void order(Ordering ordering) {
        db.sql("UPDATE worklist.worklist SET ordering = :order")
                .param("order", ordering.name())
                .update();
    }

    private Worklist list() {
        return worklists.all(DataScope.EVERYTHING).getFirst();
    }

    private Optional<TaskId> next(StaffMember who) {
        return worklists.claimNext(who.id(), who.scope(), null).map(FollowUpTask::id);
    }

    private List<TaskId> upcoming() {
        return worklists.ahead(list(), DataScope.EVERYTHING, 20);
    }

    private String why(Ward.Owed owed) {
        return rows.row(owed.task(), Locale.ENGLISH).why().code();
    }
}
