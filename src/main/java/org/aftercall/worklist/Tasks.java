package org.aftercall.worklist;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.aftercall.kernel.Sql;
import org.aftercall.patient.EncounterId;
import org.aftercall.patient.PatientId;
import org.aftercall.staff.StaffId;
import org.aftercall.worklist.FollowUpTask.State;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The task table. */
@Repository
class Tasks {
    private final JdbcClient db;

    Tasks(JdbcClient db) {
        this.db = db;
    }

    Optional<TaskId> owe(
            WorklistId worklist,
            PatientId patient,
            EncounterId encounter,
            String department,
            Instant dueAt) {
        return db.sql(
                        """
                        INSERT INTO worklist.task (id, worklist_id, patient_id, encounter_id, department, due_at, next_at)
                        VALUES (:id, :worklist, :patient, :encounter, :department, :due, :due)
                        ON CONFLICT (worklist_id, encounter_id) WHERE kind = 'FOLLOW_UP' DO NOTHING RETURNING id
                        """)
                .param("id", TaskId.next().value())
                .param("worklist", worklist.value())
                .param("patient", patient.value())
                .param("encounter", encounter.value())
                .param("department", department)
                .param("due", Sql.utc(dueAt))
                .query(UUID.class)
                .optional()
                .map(TaskId::new);
    }

    TaskId owed(WorklistId worklist, EncounterId encounter) {
        return new TaskId(
                db.sql(
                                "SELECT id FROM worklist.task WHERE worklist_id = :worklist AND encounter_id = :encounter AND kind = 'FOLLOW_UP'")
                        .param("worklist", worklist.value())
                        .param("encounter", encounter.value())
                        .query(UUID.class)
                        .single());
    }

    Optional<FollowUpTask> find(TaskId id) {
        return db.sql("SELECT * FROM worklist.task WHERE id = :id")
                .param("id", id.value())
                .query(Tasks::task)
                .optional();
    }

    /** A task of one's choice, also before its time; never one that somebody else holds. */
    boolean claim(TaskId id, StaffId nurse, Instant now, Instant until) {
        return db.sql(
                                """
                                UPDATE worklist.task t SET state = 'CLAIMED', claimed_by = :nurse, claimed_until = :until
                                WHERE id = :id
                                  AND (state = 'WAITING' OR state = 'CLAIMED' AND (claimed_until < :now OR claimed_by = :nurse))
                                """)
                        .param("id", id.value())
                        .param("nurse", nurse.value())
                        .param("now", Sql.utc(now))
                        .param("until", Sql.utc(until))
                        .update()
                == 1;
    }

    /** Gives back what this nurse had claimed but not begun, except one; answers what that was. */
    List<TaskId> releaseAll(StaffId nurse, @Nullable TaskId except) {
        return db.sql(
                        """
                        UPDATE worklist.task SET state = 'WAITING', claimed_by = NULL, claimed_until = NULL
                        WHERE claimed_by = :nurse AND state = 'CLAIMED' AND id IS DISTINCT FROM :except::uuid
                        RETURNING id
                        """)
                .param("nurse", nurse.value())
                .param("except", except == null ? null : except.value())
                .query((row, _) -> new TaskId(row.getObject("id", UUID.class)))
                .list();
    }

    boolean release(TaskId id, StaffId nurse, @Nullable Instant nextAt) {
        return db.sql(
                                """
                                UPDATE worklist.task SET state = 'WAITING', claimed_by = NULL, claimed_until = NULL,
                                       next_at = coalesce(:next, next_at)
                                WHERE id = :id AND state = 'CLAIMED' AND claimed_by = :nurse
                                """)
                        .param("id", id.value())
                        .param("nurse", nurse.value())
                        .param("next", Sql.utcOrNull(nextAt))
                        .update()
                == 1;
    }

    boolean hold(TaskId id, StaffId nurse) {
        return db.sql(
                                """
                                UPDATE worklist.task SET state = 'HELD', claimed_until = NULL
                                WHERE id = :id AND state = 'CLAIMED' AND claimed_by = :nurse
                                """)
                        .param("id", id.value())
                        .param("nurse", nurse.value())
                        .update()
                == 1;
    }

    /** Held by nobody until a nurse takes the call. */
    boolean holdForWhoComes(TaskId id, Instant now) {
        return db.sql(
                                """
                                UPDATE worklist.task SET state = 'HELD', claimed_by = NULL, claimed_until = NULL
                                WHERE id = :id AND rang_at IS NULL
                                  AND (state = 'WAITING' OR state = 'CLAIMED' AND claimed_until < :now)
                                """)
                        .param("id", id.value())
                        .param("now", Sql.utc(now))
                        .update()
                == 1;
    }

    boolean come(TaskId id, StaffId nurse) {
        return db.sql(
                                """
                                UPDATE worklist.task SET claimed_by = :nurse
                                WHERE id = :id AND state = 'HELD' AND claimed_by IS NULL
                                """)
                        .param("id", id.value())
                        .param("nurse", nurse.value())
                        .update()
                == 1;
    }

    /** Somebody else has the call, or writes it up. */
    boolean pass(TaskId id, StaffId to) {
        return db.sql("UPDATE worklist.task SET claimed_by = :to WHERE id = :id AND state = 'HELD'")
                        .param("id", id.value())
                        .param("to", to.value())
                        .update()
                == 1;
    }

    /** Later, whoever wants it: something spoke against it that time alone does not tell. */
    void putOff(TaskId id, Instant until) {
        db.sql(
                        """
                        UPDATE worklist.task SET next_at = :until
                        WHERE id = :id AND state = 'WAITING' AND callback_at IS NULL AND next_at < :until
                        """)
                .param("id", id.value())
                .param("until", Sql.utc(until))
                .update();
    }

    /**
     * A callback that was agreed.
     *
     * @param by who agreed it and has it to herself for a while
     */
    record Promise(Instant at, @Nullable StaffId by) {}

    /**
     * @param notBy whom the patient would rather not hear again
     */
    void again(
            TaskId id,
            RetryRule rule,
            Instant nextAt,
            @Nullable Promise promise,
            @Nullable StaffId notBy) {
        db.sql(
                        """
                        UPDATE worklist.task SET state = 'WAITING', claimed_by = NULL, claimed_until = NULL,
                               attempts = attempts + :counts, last_disposition = :disposition, next_at = :next,
                               callback_at = :callback, callback_nurse = :promised, callback_missed_at = NULL,
                               referred_at = NULL, not_nurse = coalesce(:notBy, not_nurse), aside_until = NULL
                        WHERE id = :id AND state NOT IN ('DONE', 'GIVEN_UP')
                        """)
                .param("id", id.value())
                .param("counts", rule.countsAttempt() ? 1 : 0)
                .param("disposition", rule.disposition().name())
                .param("next", Sql.utc(nextAt))
                .param("callback", promise == null ? null : Sql.utc(promise.at()))
                .param("promised", promise == null ? null : value(promise.by()))
                .param("notBy", value(notBy))
                .update();
    }

    /** It is the supervisor's: given to nobody else until she decides. */
    void refer(TaskId id, Instant now) {
        db.sql("UPDATE worklist.task SET referred_at = :now, assigned_to = NULL WHERE id = :id")
                .param("id", id.value())
                .param("now", Sql.utc(now))
                .update();
    }

    /**
     * @param at when it may have rung while a line of ours failed: no machine dials for it; null
     *     when what came of the last ring is known
     */
    void rang(TaskId id, @Nullable Instant at) {
        db.sql("UPDATE worklist.task SET rang_at = :at WHERE id = :id AND closed_at IS NULL")
                .param("id", id.value())
                .param("at", Sql.utcOrNull(at))
                .update();
    }

    private static @Nullable UUID value(@Nullable StaffId id) {
        return id == null ? null : id.value();
    }

    void close(TaskId id, State as, RetryRule rule, String why, Instant now) {
        db.sql(
                        """
                        UPDATE worklist.task SET state = :state, claimed_by = NULL, claimed_until = NULL,
                               attempts = attempts + :counts, last_disposition = :disposition, callback_at = NULL,
                               callback_nurse = NULL, callback_missed_at = NULL, referred_at = NULL, closed_at = :now, closed_why = :why
                        WHERE id = :id AND state NOT IN ('DONE', 'GIVEN_UP')
                        """)
                .param("id", id.value())
                .param("state", as.name())
                .param("counts", rule.countsAttempt() ? 1 : 0)
                .param("disposition", rule.disposition().name())
                .param("now", Sql.utc(now))
                .param("why", why)
                .update();
    }

    /**
     * In her hands as before its last ending; not when a colleague has it meanwhile.
     *
     * @param counted how many attempts that ending counted for
     */
    boolean takeBack(
            TaskId id, StaffId nurse, int counted, Optional<Disposition> before, Instant now) {
        return db.sql(
                                """
                                UPDATE worklist.task SET state = 'HELD', claimed_by = :nurse, claimed_until = NULL,
                                       attempts = attempts - :counted, last_disposition = :before, callback_at = NULL,
                                       callback_nurse = NULL, callback_missed_at = NULL, closed_at = NULL,
                                       closed_why = NULL, not_nurse = nullif(not_nurse, :nurse), referred_at = NULL, rang_at = NULL
                                WHERE id = :id AND (state IN ('WAITING', 'DONE', 'GIVEN_UP')
                                      OR state = 'CLAIMED' AND (claimed_until < :now OR claimed_by = :nurse))
                                """)
                        .param("id", id.value())
                        .param("nurse", nurse.value())
                        .param("counted", counted)
                        .param("before", before.map(Disposition::name).orElse(null))
                        .param("now", Sql.utc(now))
                        .update()
                == 1;
    }

    Optional<Disposition> lastEnding(TaskId id) {
        return db.sql(
                        "SELECT last_disposition FROM worklist.task WHERE id = :id AND last_disposition IS NOT NULL")
                .param("id", id.value())
                .query((row, _) -> Disposition.valueOf(row.getString(1)))
                .optional();
    }

    /** Marks the callbacks that nobody made in their time; each is told once. */
    List<TaskId> missedCallbacks(Instant now) {
        return db.sql(
                        """
                        UPDATE worklist.task t SET callback_missed_at = :now
                        FROM worklist.worklist w, patient.patient p
                        WHERE w.id = t.worklist_id AND p.id = t.patient_id AND p.suspended IS NULL AND NOT p.do_not_call
                          AND t.callback_at IS NOT NULL AND t.callback_missed_at IS NULL
                          AND (t.state = 'WAITING' OR t.state = 'CLAIMED' AND t.claimed_until < :now)
                          AND t.callback_at + make_interval(mins => w.callback_grace_minutes) < :now
                        RETURNING t.id
                        """)
                .param("now", Sql.utc(now))
                .query((row, _) -> new TaskId(row.getObject("id", UUID.class)))
                .list();
    }

    static FollowUpTask task(ResultSet row, int n) throws SQLException {
        return new FollowUpTask(
                new TaskId(row.getObject("id", UUID.class)),
                new WorklistId(row.getObject("worklist_id", UUID.class)),
                new PatientId(row.getObject("patient_id", UUID.class)),
                new EncounterId(row.getObject("encounter_id", UUID.class)),
                row.getString("department"),
                Sql.instant(row, "due_at"),
                Sql.instant(row, "next_at"),
                State.valueOf(row.getString("state")),
                row.getInt("attempts"),
                Sql.idOrNull(row, "claimed_by", StaffId::new),
                row.getObject("referred_at") != null);
    }
}
