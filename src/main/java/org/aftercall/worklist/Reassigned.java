package org.aftercall.worklist;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.aftercall.kernel.Ids;
import org.aftercall.kernel.Sql;
import org.aftercall.staff.StaffId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Tasks as a supervisor moves them, and what they were before. */
@Repository
class Reassigned {
    private final JdbcClient db;

    Reassigned(JdbcClient db) {
        this.db = db;
    }

    /**
     * A task that may be moved.
     *
     * @param inHand whether a call for it is on or its outcome is being written
     * @param there whether the same stay is owed on the other list already
     */
    record Candidate(
            TaskId id,
            WorklistId list,
            String department,
            boolean closed,
            boolean inHand,
            @Nullable StaffId nurse,
            boolean there) {}

    /**
     * Locked until the transaction ends, in one order for everybody.
     *
     * @param tasks null for all that are this nurse's: claimed, promised or given to her
     */
    List<Candidate> candidates(
            @Nullable List<UUID> tasks, @Nullable UUID nurse, @Nullable UUID list, int limit) {
        return db.sql(
                        """
                        SELECT t.*, t.worklist_id <> :list AND EXISTS (
                                   SELECT FROM worklist.task o WHERE o.worklist_id = :list AND o.encounter_id = t.encounter_id
                                       AND o.kind <> 'NEXT' AND t.kind <> 'NEXT'
                               ) AS there
                        FROM worklist.task t
                        WHERE CASE WHEN :byId THEN t.id = ANY(:tasks)
                              ELSE t.closed_at IS NULL
                                   AND (t.assigned_to = :nurse OR t.callback_nurse = :nurse OR t.claimed_by = :nurse) END
                        ORDER BY t.id LIMIT :limit FOR UPDATE OF t
                        """)
                .param("byId", tasks != null)
                .param("tasks", tasks == null ? new UUID[0] : tasks.toArray(UUID[]::new))
                .param("nurse", nurse)
                .param("list", list)
                .param("limit", limit)
                .query(Reassigned::candidate)
                .list();
    }

    UUID begin(StaffId by, Instant at) {
        var id = Ids.next();
        db.sql("INSERT INTO worklist.reassignment (id, by_whom, at) VALUES (:id, :by, :at)")
                .param("id", id)
                .param("by", by.value())
                .param("at", Sql.utc(at))
                .update();
        return id;
    }

    /**
     * @param list null: it stays on its list, and is the nurse's or, without her, anybody's
     */
    void move(UUID reassignment, List<TaskId> tasks, @Nullable UUID list, @Nullable UUID nurse) {
        db.sql(
                        """
                        WITH before AS (
                            INSERT INTO worklist.reassigned (reassignment_id, task_id, from_worklist, from_nurse, from_callback,
                                                             to_worklist, to_nurse, attempts)
                            SELECT :reassignment, id, worklist_id, assigned_to, callback_nurse,
                                   coalesce(:list, worklist_id), :nurse, attempts
                            FROM worklist.task WHERE id = ANY(:tasks) RETURNING task_id, to_worklist, to_nurse)
                        UPDATE worklist.task t SET worklist_id = b.to_worklist, assigned_to = b.to_nurse,
                               callback_nurse = CASE WHEN callback_at IS NOT NULL THEN b.to_nurse END,
                               state = 'WAITING', claimed_by = NULL, claimed_until = NULL,
                               aside_until = NULL, referred_at = NULL,
                               -- To give it back to everybody is to say that it may be dialed.
                               rang_at = CASE WHEN :list::uuid IS NOT NULL OR :nurse::uuid IS NOT NULL THEN rang_at END
                        FROM before b WHERE t.id = b.task_id
                        """)
                .param("reassignment", reassignment)
                .param("tasks", tasks.stream().map(TaskId::value).toArray(UUID[]::new))
                .param("list", list)
                .param("nurse", nurse)
                .update();
    }

    boolean undo(UUID reassignment, StaffId by, Instant at) {
        return db.sql(
                                """
                                UPDATE worklist.reassignment SET undone_at = :at
                                WHERE id = :id AND by_whom = :by AND undone_at IS NULL
                                """)
                        .param("id", reassignment)
                        .param("by", by.value())
                        .param("at", Sql.utc(at))
                        .update()
                == 1;
    }

    /** Only what nobody has worked on, or moved again, since. */
    List<TaskId> back(UUID reassignment) {
        return db.sql(
                        """
                        UPDATE worklist.task t SET worklist_id = r.from_worklist, assigned_to = r.from_nurse,
                               callback_nurse = r.from_callback
                        FROM worklist.reassigned r
                        WHERE r.reassignment_id = :id AND t.id = r.task_id AND t.state = 'WAITING'
                          AND t.attempts = r.attempts AND t.worklist_id = r.to_worklist
                          AND t.assigned_to IS NOT DISTINCT FROM r.to_nurse
                          AND NOT EXISTS (SELECT FROM worklist.task o WHERE o.worklist_id = r.from_worklist
                                          AND o.encounter_id = t.encounter_id AND o.id <> t.id
                                          AND o.kind <> 'NEXT' AND t.kind <> 'NEXT')
                        RETURNING t.id
                        """)
                .param("id", reassignment)
                .query((row, _) -> new TaskId(row.getObject("id", UUID.class)))
                .list();
    }

    Optional<Integer> size(UUID reassignment) {
        return db.sql(
                        "SELECT count(*) FROM worklist.reassigned WHERE reassignment_id = :id HAVING count(*) > 0")
                .param("id", reassignment)
                .query(Integer.class)
                .optional();
    }

    private static Candidate candidate(ResultSet row, int n) throws SQLException {
        return new Candidate(
                new TaskId(row.getObject("id", UUID.class)),
                new WorklistId(row.getObject("worklist_id", UUID.class)),
                row.getString("department"),
                row.getObject("closed_at") != null,
                "HELD".equals(row.getString("state")),
                Sql.idOrNull(row, "assigned_to", StaffId::new),
                row.getBoolean("there"));
    }
}
