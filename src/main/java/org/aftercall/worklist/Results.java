package org.aftercall.worklist;

import java.time.Instant;
import java.util.Optional;
import org.aftercall.kernel.Sql;
import org.aftercall.patient.PatientId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** How attempts ended: what caps and maxima count, and what the hours of the day teach. */
@Repository
class Results {
    private final JdbcClient db;

    Results(JdbcClient db) {
        this.db = db;
    }

    /**
     * @param hour on the patient's clock, null when that is not known
     */
    void add(
            FollowUpTask task,
            RetryRule rule,
            Settling.Ending ending,
            @Nullable Integer hour,
            @Nullable Integer age,
            Instant at) {
        var nurse = ending.nurse();
        db.sql(
                        """
                        INSERT INTO worklist.result (task_id, patient_id, at, disposition, counted, answered, hour, age, staff_id)
                        VALUES (:task, :patient, :at, :disposition, :counted, :answered, :hour, :age, :nurse)
                        """)
                .param("task", task.id().value())
                .param("patient", task.patient().value())
                .param("at", Sql.utc(at))
                .param("disposition", rule.disposition().name())
                .param("counted", rule.countsAttempt())
                .param("answered", ending.answered())
                .param("hour", hour)
                .param("age", age)
                .param("nurse", nurse == null ? null : nurse.value())
                .update();
    }

    /**
     * Forgets the newest ending of a task, if it is this one.
     *
     * @return whether it was counted
     */
    Optional<Boolean> takeBack(TaskId task, Disposition disposition) {
        return db.sql(
                        """
                        DELETE FROM worklist.result WHERE disposition = :disposition AND ctid =
                            (SELECT ctid FROM worklist.result WHERE task_id = :task ORDER BY at DESC LIMIT 1)
                        RETURNING counted
                        """)
                .param("task", task.value())
                .param("disposition", disposition.name())
                .query(Boolean.class)
                .optional();
    }

    Optional<Disposition> last(TaskId task) {
        return db.sql(
                        "SELECT disposition FROM worklist.result WHERE task_id = :task ORDER BY at DESC LIMIT 1")
                .param("task", task.value())
                .query((row, _) -> Disposition.valueOf(row.getString(1)))
                .optional();
    }

    int times(TaskId task, Disposition disposition) {
        return db.sql(
                        "SELECT count(*) FROM worklist.result WHERE task_id = :task AND disposition = :disposition")
                .param("task", task.value())
                .param("disposition", disposition.name())
                .query(Integer.class)
                .single();
    }

    /** Counted tries at a person within the last day and the last week. */
    record Tried(int day, int week) {}

    Tried tried(PatientId patient, Instant now) {
        return db.sql(
                        """
                        SELECT count(*) FILTER (WHERE at > :now - interval '1 day') AS day, count(*) AS week
                        FROM worklist.result WHERE patient_id = :patient AND counted AND at > :now - interval '7 days'
                        """)
                .param("patient", patient.value())
                .param("now", Sql.utc(now))
                .query((row, _) -> new Tried(row.getInt("day"), row.getInt("week")))
                .single();
    }

    /** Whether a message was left on his machine within the day before. */
    boolean messageLeft(PatientId patient, Instant before) {
        return db.sql(
                        """
                        SELECT EXISTS (SELECT FROM worklist.result WHERE patient_id = :patient
                                       AND disposition = 'VOICEMAIL_LEFT' AND at <= :before AND at > :before - interval '1 day')
                        """)
                .param("patient", patient.value())
                .param("before", Sql.utc(before))
                .query(Boolean.class)
                .single();
    }

    /** When the n-th of a person's counted tries was made, from the newest on. */
    Optional<Instant> nthLast(PatientId patient, int n) {
        return db.sql(
                        """
                        SELECT at FROM worklist.result WHERE patient_id = :patient AND counted
                        ORDER BY at DESC OFFSET :n LIMIT 1
                        """)
                .param("patient", patient.value())
                .param("n", n - 1)
                .query((row, _) -> Sql.instant(row, "at"))
                .optional();
    }

    /**
     * Counts anew who picks up when; half a year back, since habits change. Who was not let ring
     * out teaches nothing.
     */
    @Scheduled(initialDelay = 60_000, fixedDelay = 3_600_000)
    @Transactional
    void learn() {
        db.sql(
                        """
                        DELETE FROM worklist.answer_hour h WHERE NOT EXISTS (
                            SELECT FROM worklist.result r
                            WHERE r.counted AND r.disposition NOT IN ('TECHNICAL_FAILURE', 'CANCELLED') AND r.hour = h.hour AND least(9, r.age / 10) = h.age_band
                              AND r.at > now() - interval '180 days')
                        """)
                .update();
        db.sql(
                        """
                        INSERT INTO worklist.answer_hour (age_band, hour, tried, answered)
                        SELECT least(9, age / 10), hour, count(*), count(*) FILTER (WHERE answered)
                        FROM worklist.result
                        WHERE counted AND disposition NOT IN ('TECHNICAL_FAILURE', 'CANCELLED')
                          AND hour IS NOT NULL AND age IS NOT NULL AND at > now() - interval '180 days'
                        GROUP BY 1, 2
                        ON CONFLICT (age_band, hour) DO UPDATE SET tried = excluded.tried, answered = excluded.answered
                        """)
                .update();
    }
}
