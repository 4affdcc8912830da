package org.aftercall.worklist;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
    /** So many are looked at more closely than others; the cost of a claim is theirs. */
    private static final int NEAR = 50;

    /**
     * So many of the longest due of a list are put in its own order, where that is another: a day's
     * discharges of a house and more. Only the first of them are judged.
     */
    private static final int IN_ORDER = 1_000;

    /**
     * The due tasks of a list that nothing stands in the way of, by urgency: found by walking along
     * an index until there are enough. OFFSET 0 pins that each is judged on its own when its turn
     * comes; PostgreSQL thinks little of the judging, and would judge and sort the whole list.
     */
    private static final String FREE =
            """
            SELECT t.id, t.next_at, judged.rank
            FROM worklist.task t CROSS JOIN LATERAL (
                SELECT %s AS rank
                FROM %s w, patient.patient p, patient.encounter e
                WHERE w.id = t.worklist_id AND p.id = t.patient_id AND e.id = t.encounter_id AND (%s) IS NULL
                OFFSET 0) judged
            WHERE t.worklist_id = :list AND t.state IN ('WAITING', 'CLAIMED') AND t.next_at <= :now
              AND t.aside_until IS NULL AND %s AND %s
            ORDER BY t.next_at, t.id LIMIT %d
            """;

    /**
     * The same where the list's own order is not the due time: first the order, which is cheap,
     * then who of the first ones is free.
     */
    private static final String RANKED =
            """
            SELECT r.id, r.next_at, r.rank
            FROM (SELECT t.id, t.next_at, %s AS rank
                  FROM (SELECT t.* FROM worklist.task t
                        WHERE t.worklist_id = :list AND t.state IN ('WAITING', 'CLAIMED') AND t.next_at <= :now
                          AND t.aside_until IS NULL AND %s AND %s
                        ORDER BY t.next_at, t.id LIMIT %d) t
                  JOIN %s w ON w.id = t.worklist_id
                  JOIN patient.patient p ON p.id = t.patient_id
                  JOIN patient.encounter e ON e.id = t.encounter_id
                  ORDER BY rank, t.next_at, t.id) r
            CROSS JOIN LATERAL (
                SELECT FROM worklist.task t, %s w, patient.patient p, patient.encounter e
                WHERE t.id = r.id AND w.id = t.worklist_id AND p.id = t.patient_id AND e.id = t.encounter_id
                  AND (%s) IS NULL
                OFFSET 0) judged
            ORDER BY r.rank, r.next_at, r.id LIMIT %d
            """;

    /** Each department is walked along on its own: one with few tasks may have them far behind. */
    private static final String OF_DEPARTMENTS =
            """
            SELECT n.* FROM unnest(:departments) AS mine(department) CROSS JOIN LATERAL (%s) n
            ORDER BY %s LIMIT %d
            """;

    /**
     * Whom predictive dialing may ring with no nurse there yet: nobody who is to be spared one of
     * them, and for 72 hours nobody who picked up and found none; so long Ofcom's statement of 2010
     * wanted a live operator guaranteed for every call after an abandoned one.
     */
    private static final String WITHOUT_A_NURSE =
            """
            t.callback_at IS NULL AND t.last_disposition IS DISTINCT FROM 'ABANDONED'
            AND t.not_nurse IS NULL AND t.assigned_to IS NULL
            AND NOT EXISTS (SELECT FROM worklist.result a WHERE a.patient_id = t.patient_id
                            AND a.disposition = 'ABANDONED' AND a.at > :now - interval '72 hours')
            """;

    private static final String BY_DUE_TIME = "n.next_at, n.id";
    private static final String BY_RANK = "n.rank, n.next_at, n.id";

    /** The list as it is kept: what is handed out goes by nothing else. */
    private static final String KEPT = "worklist.worklist";

    /**
     * The list as it is told, saved or not: of the row only its pause counts. All that {@link
     * Obstacle} and {@link Ordering} ask of a list.
     */
    private static final String TOLD =
            """
            (SELECT id, paused_why, :startsOn::date AS starts_on, :endsOn::date AS ends_on, :zone::text AS zone, :mode::text AS mode,
                    :preview::int AS preview_seconds, :grace::int AS callback_grace_minutes, :same::int AS same_nurse_minutes
             FROM worklist.worklist)
            """;

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
        /** What no machine may ring ahead of a nurse, since not every nurse may have it. */
        SPOKEN_FOR(
                """
                t.callback_at IS NULL AND t.last_disposition IS DISTINCT FROM 'ABANDONED'
                AND (t.assigned_to IS NOT NULL OR t.not_nurse IS NOT NULL)
                """),
        OTHERS("t.callback_at IS NULL AND t.last_disposition IS DISTINCT FROM 'ABANDONED'");

        /** All there is, each task once. */
        static final Set<Heap> ALL = EnumSet.of(CALLBACKS, ABANDONED, OTHERS);

        private final String condition;

        Heap(String condition) {
            this.condition = condition;
        }
    }

    Optional<FollowUpTask> next(
            Heap heap, Moment moment, StaffId nurse, DataScope scope, Instant until) {
        var free = free(KEPT, moment.list(), heap.condition, scope, NEAR);
        return next(free, moment, nurse, scope, until)
                .or(() ->
                        byDueTime(moment.list())
                                ? Optional.empty()
                                : next(
                                        byDueTime(KEPT, moment.list(), heap.condition, scope, NEAR),
                                        moment,
                                        nurse,
                                        scope,
                                        until));
    }

    private Optional<FollowUpTask> next(
            String free, Moment moment, StaffId nurse, DataScope scope, Instant until) {
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
                                .formatted(free, BY_RANK),
                        moment,
                        nurse,
                        scope)
                .param("until", Sql.utc(until))
                .query(Tasks::task)
                .optional();
    }

    /**
     * Whom {@link #next} would hand out, in that order, to nobody in particular, once the list is
     * as the moment tells it.
     */
    List<TaskId> preview(Heap heap, Moment moment, DataScope scope, int limit) {
        return preview(TOLD, heap.condition, moment, scope, limit);
    }

    /** Whom predictive dialing would ring, in that order. */
    List<TaskId> ahead(Moment moment, DataScope scope, int limit) {
        return preview(KEPT, WITHOUT_A_NURSE, moment, scope, NEAR).stream().limit(limit).toList();
    }

    private List<TaskId> preview(
            String source, String heap, Moment moment, DataScope scope, int limit) {
        var found = preview(free(source, moment.list(), heap, scope, limit), moment, scope);
        return found.isEmpty() && !byDueTime(moment.list())
                ? preview(byDueTime(source, moment.list(), heap, scope, limit), moment, scope)
                : found;
    }

    private List<TaskId> preview(String free, Moment moment, DataScope scope) {
        var list = moment.list();
        var manner = list.manner();
        var countdown = manner.preview();
        return spec(
                        "WITH near AS (%s) SELECT n.id FROM near n ORDER BY %s"
                                .formatted(free, BY_RANK),
                        moment,
                        null,
                        scope)
                .param("startsOn", list.season().startsOn())
                .param("endsOn", list.season().endsOn())
                .param("zone", list.zone())
                .param("mode", manner.mode().name())
                .param("preview", countdown == null ? null : countdown.toSeconds())
                .param("grace", manner.callbackGrace().toMinutes())
                .param("same", manner.sameNurse().toMinutes())
                .query((row, _) -> new TaskId(row.getObject("id", UUID.class)))
                .list();
    }

    private static boolean byDueTime(Worklist list) {
        return list.manner().ordering() == Ordering.DUE;
    }

    private static String free(
            String source, Worklist list, String heap, DataScope scope, int limit) {
        if (byDueTime(list)) {
            return byDueTime(source, list, heap, scope, limit);
        }
        var rank = list.manner().ordering().rank();
        var first = Obstacle.first();
        var free =
                RANKED.formatted(rank, heap, whose(scope), IN_ORDER, source, source, first, limit);
        return of(scope, free, BY_RANK, limit);
    }

    /** Also where nobody of those that are in order is free: then anybody is better than nobody. */
    private static String byDueTime(
            String source, Worklist list, String heap, DataScope scope, int limit) {
        var rank = list.manner().ordering().rank();
        var free = FREE.formatted(rank, source, Obstacle.first(), heap, whose(scope), limit);
        return of(scope, free, BY_DUE_TIME, limit);
    }

    private static String whose(DataScope scope) {
        return scope.all() ? "true" : "t.department = mine.department";
    }

    private static String of(DataScope scope, String free, String order, int limit) {
        return scope.all() ? free : OF_DEPARTMENTS.formatted(free, order, limit);
    }

    private JdbcClient.StatementSpec spec(
            String sql, Moment moment, @Nullable StaffId nurse, DataScope scope) {
        return moment.into(db.sql(sql), nurse)
                .param("list", moment.list().id().value())
                .param("hours", moment.hours().toArray(Integer[]::new))
                .param("departments", scope.asArray());
    }
}
