package org.aftercall.worklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.aftercall.FakeWorld;
import org.aftercall.TestClock;
import org.aftercall.Ward;
import org.aftercall.kernel.DataScope;
import org.aftercall.kernel.Refusal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** What this hospital's own calls teach, and how often anybody may be tried at all. */
@SpringBootTest
@TestPropertySource(
        properties = {
            "aftercall.telephony.spool=target/var/LearnedOrderTests/tapes",
            "aftercall.call.sweep-every=1h"
        })
@Import({FakeWorld.class, Ward.class})
class LearnedOrderTests {
    private static final int NOW = 10;
    private static final int EVENING = 17;

    @Autowired Ward ward;
    @Autowired Worklists worklists;
    @Autowired Editing editing;
    @Autowired Results results;
    @Autowired Settling settling;
    @Autowired Reasons reasons;
    @Autowired TestClock clock;
    @Autowired JdbcClient db;

    @BeforeEach
    void anEmptyHeap() {
        ward.opens();
        db.sql("DELETE FROM worklist.result").update();
        db.sql("DELETE FROM worklist.answer_hour").update();
        db.sql("UPDATE worklist.worklist SET ordering = 'ANSWER_PROBABILITY'").update();
    }

    @AfterEach
    void asBefore() {
        db.sql("UPDATE worklist.worklist SET ordering = 'DUE'").update();
        db.sql("DELETE FROM worklist.result").update();
    }

    @Test
    void whoPicksUpAtThisHourIsCalledBeforeWhoPicksUpInTheEvening() {
        var old = aged(1946);
        var young = aged(1990);
        assertThat(order()).containsExactly(old.task(), young.task());
        // The young ones pick up in the morning, the old ones in the evening.
        seen(young, 36, NOW, 40, 30);
        seen(young, 36, EVENING, 40, 5);
        seen(old, 80, NOW, 40, 5);
        seen(old, 80, EVENING, 40, 30);
        results.learn();
        assertThat(order()).containsExactly(young.task(), old.task());
    }

    @Test
    void theHourIsThatOfThePatientsWall() {
        var here = aged(1990);
        var there = aged(1946);
        db.sql("UPDATE patient.patient SET zone = 'Asia/Kolkata' WHERE id = :id")
                .param("id", there.patient().value())
                .update();
        // Ten o'clock here is half past seven there, so the list is opened all day.
        db.sql("UPDATE worklist.hours SET from_minute = 0, until_minute = 1440").update();
        seen(there, 80, 7, 40, 39);
        seen(there, 80, NOW, 40, 0);
        results.learn();
        assertThat(order()).containsExactly(there.task(), here.task());
    }

    @Test
    void habitsOfMoreThanHalfAYearAgoAreForgotten() {
        var old = aged(1946);
        var young = aged(1990);
        seen(young, 36, NOW, 40, 40);
        results.learn();
        assertThat(order()).containsExactly(young.task(), old.task());
        db.sql("UPDATE worklist.result SET at = at - interval '190 days'").update();
        results.learn();
        assertThat(order()).containsExactly(old.task(), young.task());
    }

    @Test
    void nobodyIsTriedMoreOftenInAWeekOverAllListsAndChannels() {
        db.sql("UPDATE worklist.worklist SET ordering = 'DUE'").update();
        var first = ward.owed();
        var again = ward.owedAgain(first);
        for (int i = 0; i < 8; i++) {
            db.sql(
                            """
                            INSERT INTO worklist.result (task_id, patient_id, at, channel, disposition, counted, answered)
                            VALUES (:task, :patient, :at, :channel, 'NO_ANSWER', true, false)
                            """)
                    .param("task", first.task().value())
                    .param("patient", first.patient().value())
                    .param("at", hoursAgo(20 * i + 1).atOffset(ZoneOffset.UTC))
                    .param("channel", i % 2 == 0 ? "PHONE" : "SMS")
                    .update();
        }
        var list = worklists.all(DataScope.EVERYTHING).getFirst();
        assertThat(reasons.of(list, DataScope.EVERYTHING, Locale.ENGLISH))
                .extracting(Reasons.Reason::code, Reasons.Reason::count)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("cappedWeek", 2));
        assertThat(next()).isEmpty();
        assertThatThrownBy(() -> settling.checkCaps(again.patient()))
                .isInstanceOfSatisfying(
                        Refusal.class, r -> assertThat(r.code()).isEqualTo("patient.cappedWeek"));
        clock.advance(Duration.ofDays(2));
        assertThat(next()).isNotEmpty();
    }

    private Instant hoursAgo(int hours) {
        return clock.instant().minus(Duration.ofHours(hours));
    }

    private Ward.Owed aged(int born) {
        var owed = ward.owed();
        db.sql("UPDATE patient.patient SET birth_date = NULL, birth_year = :born WHERE id = :id")
                .param("born", born)
                .param("id", owed.patient().value())
                .update();
        clock.advance(Duration.ofSeconds(1));
        return owed;
    }

    /** So many calls to people of that age at that hour, and how many were picked up. */
    private void seen(Ward.Owed somebody, int age, int hour, int tried, int answered) {
        db.sql(
                        """
                        INSERT INTO worklist.result (task_id, patient_id, at, disposition, counted, answered, hour, age)
                        SELECT :task, :patient, now() - interval '20 days', 'NO_ANSWER', true, n <= :answered, :hour, :age
                        FROM generate_series(1, :tried) n
                        """)
                .param("task", somebody.task().value())
                .param("patient", somebody.patient().value())
                .param("answered", answered)
                .param("hour", hour)
                .param("age", age)
                .param("tried", tried)
                .update();
    }

    private List<TaskId> order() {
        return editing
                .upcoming(
                        worklists.all(DataScope.EVERYTHING).getFirst(),
                        DataScope.EVERYTHING,
                        10,
                        Locale.ENGLISH)
                .stream()
                .map(coming -> new TaskId(coming.task().id()))
                .toList();
    }

    private List<TaskId> next() {
        return worklists
                .claimNext(ward.nurse().id(), DataScope.EVERYTHING, null)
                .map(task -> List.of(task.id()))
                .orElse(List.of());
    }
}
