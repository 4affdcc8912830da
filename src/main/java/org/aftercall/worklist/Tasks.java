package org.aftercall.worklist;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.aftercall.kernel.DataScope;
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
    /** Due, unclaimed or its claim run out, list open by the list's own clock; no names in it. */
    static final String CLAIMABLE =
            """
            (t.state = 'WAITING' OR t.state = 'CLAIMED' AND t.claimed_until < :now)
            AND t.next_at <= :now AND NOT w.paused
            AND (:now AT TIME ZONE w.zone)::time >= w.window_from
            AND (:now AT TIME ZONE w.zone)::time < w.window_until
            AND NOT p.do_not_call AND p.suspended IS NULL
            AND NOT EXISTS (SELECT FROM worklist.task other
                            WHERE other.patient_id = t.patient_id AND other.id <> t.id
                              AND (other.state = 'HELD' OR other.state = 'CLAIMED' AND other.claimed_until >= :now))
            """;

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
                        ON CONFLICT (worklist_id, encounter_id) DO NOTHING RETURNING id
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
                                "SELECT id FROM worklist.task WHERE worklist_id = :worklist AND encounter_id = :encounter")
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

    Optional<FollowUpTask> claimNext(
            StaffId nurse, DataScope scope, @Nullable UUID worklist, Instant now, Instant until) {
        return db.sql(
                        // The CTE pins the picked row: a plain IN (SELECT … LIMIT) may be run
                        // twice.
                        """
                        WITH next AS MATERIALIZED (
                            SELECT t.id FROM worklist.task t
                            JOIN worklist.worklist w ON w.id = t.worklist_id
                            JOIN patient.patient p ON p.id = t.patient_id
                            WHERE %s AND (:all OR t.department = ANY(:departments))
                              AND (:worklist::uuid IS NULL OR t.worklist_id = :worklist)
                            ORDER BY (t.callback_at IS NOT NULL) DESC, t.priority DESC, t.next_at, t.id
                            LIMIT 1 FOR UPDATE OF t SKIP LOCKED)
                        UPDATE worklist.task t SET state = 'CLAIMED', claimed_by = :nurse, claimed_until = :until
                        FROM next WHERE t.id = next.id RETURNING t.*
                        """
                                .formatted(CLAIMABLE))
                .param("now", Sql.utc(now))
                .param("until", Sql.utc(until))
                .param("nurse", nurse.value())
                .param("all", scope.all())
                .param("departments", scope.asArray())
                .param("worklist", worklist)
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

    /** Gives back what this nurse had claimed but not begun, except one. */
    void releaseOthers(StaffId nurse, TaskId except) {
        db.sql(
                        """
                        UPDATE worklist.task SET state = 'WAITING', claimed_by = NULL, claimed_until = NULL
                        WHERE claimed_by = :nurse AND state = 'CLAIMED' AND id <> :except
                        """)
                .param("nurse", nurse.value())
                .param("except", except.value())
                .update();
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

    void again(
            TaskId id,
            Disposition disposition,
            boolean counts,
            Instant nextAt,
            @Nullable Instant callbackAt) {
        db.sql(
                        """
                        UPDATE worklist.task SET state = 'WAITING', claimed_by = NULL, claimed_until = NULL,
                               attempts = attempts + :counts, last_disposition = :disposition,
                               next_at = :next, callback_at = :callback
                        WHERE id = :id AND state NOT IN ('DONE', 'GIVEN_UP')
                        """)
                .param("id", id.value())
                .param("counts", counts ? 1 : 0)
                .param("disposition", disposition.name())
                .param("next", Sql.utc(nextAt))
                .param("callback", Sql.utcOrNull(callbackAt))
                .update();
    }

    void close(
            TaskId id, State as, Disposition disposition, boolean counts, String why, Instant now) {
        db.sql(
                        """
                        UPDATE worklist.task SET state = :state, claimed_by = NULL, claimed_until = NULL,
                               attempts = attempts + :counts, last_disposition = :disposition, callback_at = NULL,
                               closed_at = :now, closed_why = :why
                        WHERE id = :id AND state NOT IN ('DONE', 'GIVEN_UP')
                        """)
                .param("id", id.value())
                .param("state", as.name())
                .param("counts", counts ? 1 : 0)
                .param("disposition", disposition.name())
                .param("now", Sql.utc(now))
                .param("why", why)
                .update();
    }

    static FollowUpTask task(ResultSet row, int n) throws SQLException {
        var holder = row.getObject("claimed_by", UUID.class);
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
                holder == null ? null : new StaffId(holder));
    }
}
