package org.aftercall.worklist;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.aftercall.kernel.DataScope;
import org.aftercall.kernel.Sql;
import org.aftercall.staff.StaffId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Hands out the next task of a list, and shows whom it would hand out. */
@Repository
class Claims {
    /**
     * So many of the longest due are put in the list's own order; the cost of a claim is theirs.
     */
    private static final int NEAR = 50;

    /**
     * The due tasks of a list that nothing stands in the way of, by urgency: found by walking along
     * an index until there are enough. OFFSET 0 pins that each is judged on its own when its turn
     * comes; PostgreSQL thinks little of the judging, and would judge and sort the whole list.
     */
    private static final String FREE =
            """
            SELECT t.id, t.priority, t.next_at, judged.rank
            FROM worklist.task t CROSS JOIN LATERAL (
                SELECT %s AS rank
                FROM worklist.worklist w, patient.patient p, patient.encounter e
                WHERE w.id = t.worklist_id AND p.id = t.patient_id AND e.id = t.encounter_id AND (%s) IS NULL
                OFFSET 0) judged
            WHERE t.worklist_id = :list AND t.state IN ('WAITING', 'CLAIMED') AND t.next_at <= :now
              AND t.aside_until IS NULL AND %s AND %s
            ORDER BY t.priority DESC, t.next_at, t.id LIMIT %d
            """;

    /** Each department is walked along on its own: one with few tasks may have them far behind. */
    private static final String OF_DEPARTMENTS =
            """
            SELECT n.* FROM unnest(:departments) AS mine(department) CROSS JOIN LATERAL (%s) n
            ORDER BY n.priority DESC, n.next_at, n.id LIMIT %d
            """;

    /**
     * Whom predictive dialing may ring with no nurse there yet: nobody who is to be spared one of
     * them, and for 72 hours nobody who picked up and found none; so long Ofcom's statement of 2010
     * wanted a live operator guaranteed for every call after an abandoned one.
     */
    private static final String WITHOUT_A_NURSE =
            """
            t.callback_at IS NULL AND t.last_disposition IS DISTINCT FROM 'ABANDONED' AND t.not_nurse IS NULL
            AND NOT EXISTS (SELECT FROM worklist.result a WHERE a.patient_id = t.patient_id
                            AND a.disposition = 'ABANDONED' AND a.at > :now - interval '72 hours')
            """;

    private static final String BY_RANK = "n.priority DESC, n.rank, n.next_at, n.id";

    private final JdbcClient db;

    Claims(JdbcClient db) {
        this.db = db;
    }

    /**
     * Which heap of a list is looked at: what was promised comes before everything else, then who
     * picked up and found nobody.
     */
    enum Heap {
        CALLBACKS("t.callback_at IS NOT NULL"),
        ABANDONED("t.callback_at IS NULL AND t.last_disposition = 'ABANDONED'"),
        OTHERS("t.callback_at IS NULL AND t.last_disposition IS DISTINCT FROM 'ABANDONED'");

        private final String condition;

        Heap(String condition) {
            this.condition = condition;
        }
    }

    Optional<FollowUpTask> next(
            Heap heap, Moment moment, StaffId nurse, DataScope scope, Instant until) {
        return spec(
                        // Pinned by MATERIALIZED: a plain IN (SELECT … LIMIT) may be run twice.
                        """
                        WITH near AS MATERIALIZED (%s), next AS MATERIALIZED (
                            SELECT t.id FROM near n JOIN worklist.task t ON t.id = n.id
                            WHERE (t.state = 'WAITING' OR t.state = 'CLAIMED' AND t.claimed_until < :now)
                              AND t.next_at <= :now
                            ORDER BY %s LIMIT 1 FOR UPDATE OF t SKIP LOCKED)
                        UPDATE worklist.task t SET state = 'CLAIMED', claimed_by = :nurse, claimed_until = :until
                        FROM next WHERE t.id = next.id RETURNING t.*
                        """
                                .formatted(
                                        free(moment.list(), heap.condition, scope, NEAR), BY_RANK),
                        moment,
                        nurse,
                        scope)
                .param("until", Sql.utc(until))
                .query(Tasks::task)
                .optional();
    }

    /** Whom {@link #next} would hand out, in that order, to nobody in particular. */
    List<TaskId> preview(Heap heap, Moment moment, DataScope scope, int limit) {
        return preview(heap.condition, moment, scope, limit);
    }

    /** Whom predictive dialing would ring, in that order. */
    List<TaskId> ahead(Moment moment, DataScope scope, int limit) {
        return preview(WITHOUT_A_NURSE, moment, scope, NEAR).stream().limit(limit).toList();
    }

    private List<TaskId> preview(String heap, Moment moment, DataScope scope, int limit) {
        return spec(
                        "WITH near AS (%s) SELECT n.id FROM near n ORDER BY %s"
                                .formatted(free(moment.list(), heap, scope, limit), BY_RANK),
                        moment,
                        null,
                        scope)
                .query((row, _) -> new TaskId(row.getObject("id", UUID.class)))
                .list();
    }

    private static String free(Worklist list, String heap, DataScope scope, int limit) {
        var whose = scope.all() ? "true" : "t.department = mine.department";
        var free =
                FREE.formatted(
                        list.manner().ordering().rank(), Obstacle.first(), heap, whose, limit);
        return scope.all() ? free : OF_DEPARTMENTS.formatted(free, limit);
    }

    private JdbcClient.StatementSpec spec(
            String sql, Moment moment, @Nullable StaffId nurse, DataScope scope) {
        return moment.into(db.sql(sql), nurse)
                .param("list", moment.list().id().value())
                .param("hours", moment.hours().toArray(Integer[]::new))
                .param("departments", scope.asArray());
    }
}
