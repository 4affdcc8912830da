package org.aftercall.worklist;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.aftercall.kernel.DataScope;
import org.aftercall.kernel.Sql;
import org.aftercall.staff.StaffId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What a nurse sees of the tasks: rows with their patients, and counts. */
@Repository
class Desk {
    private static final String ROW =
            """
            SELECT t.*, p.name AS patient_name, p.sex, p.birth_date, p.birth_year, e.admission_no, e.ward, e.diagnosis,
                   e.discharged_on, m.name AS holder_name, w.ordering, keeper.name AS promised_by,
                   skipped.reason AS skip_reason
            FROM worklist.task t
            JOIN worklist.worklist w ON w.id = t.worklist_id
            JOIN patient.patient p ON p.id = t.patient_id
            JOIN patient.encounter e ON e.id = t.encounter_id
            LEFT JOIN staff.member m ON m.id = t.claimed_by
                 AND (t.state = 'HELD' OR t.state = 'CLAIMED' AND t.claimed_until >= :now)
            LEFT JOIN staff.member keeper ON keeper.id = t.callback_nurse
            LEFT JOIN LATERAL (SELECT s.reason FROM worklist.skip s WHERE s.task_id = t.id
                               ORDER BY s.at DESC LIMIT 1) skipped ON true
            """;

    /** Of the few who are not to be called at all; nothing of theirs is due. */
    private static final String RESTS =
            "t.patient_id IN (SELECT r.id FROM patient.patient r WHERE r.suspended IS NOT NULL OR r.do_not_call)";

    private final JdbcClient db;

    Desk(JdbcClient db) {
        this.db = db;
    }

    /** The heaps the desk sorts tasks into. */
    enum Tab {
        DUE(
                "t.closed_at IS NULL AND t.referred_at IS NULL AND t.callback_at IS NULL AND (t.next_at <= :now OR t.state = 'HELD') AND NOT "
                        + RESTS,
                "t.priority DESC, t.next_at, t.id"),
        WAITING(
                "t.closed_at IS NULL AND t.referred_at IS NULL AND (t.callback_at IS NULL AND t.next_at > :now AND t.state <> 'HELD' OR "
                        + RESTS
                        + ")",
                "t.next_at, t.id"),
        CALLBACK(
                "t.closed_at IS NULL AND t.callback_at IS NOT NULL AND NOT " + RESTS,
                "t.next_at, t.id"),
        SUPERVISOR("t.closed_at IS NULL AND t.referred_at IS NOT NULL", "t.referred_at, t.id"),
        DONE("t.closed_at >= :today", "t.closed_at DESC, t.id");

        private final String where;
        private final String order;

        Tab(String where, String order) {
            this.where = where;
            this.order = order;
        }
    }

    /** A task with the patient it is about. */
    record Line(
            FollowUpTask task,
            String patientName,
            String sex,
            @Nullable LocalDate birthDate,
            @Nullable Integer birthYear,
            String admissionNo,
            @Nullable String ward,
            @Nullable String diagnosis,
            LocalDate dischargedOn,
            @Nullable String lastDisposition,
            @Nullable Instant callbackAt,
            @Nullable String holderName,
            Extra extra) {
        /** When it was agreed to call him. */
        Instant agreed() {
            return Objects.requireNonNullElse(callbackAt, task.nextAt());
        }

        @Override
        public String toString() {
            return "Line[" + task.id().value() + "]";
        }
    }

    /**
     * What else tells why a task is on the screen.
     *
     * @param promisedBy who agreed the callback
     * @param skipReason why it was given back last
     */
    record Extra(
            int priority,
            Ordering ordering,
            @Nullable StaffId assignedTo,
            @Nullable String promisedBy,
            @Nullable String skipReason) {
        static Extra of(ResultSet row) throws SQLException {
            return new Extra(
                    row.getInt("priority"),
                    Ordering.valueOf(row.getString("ordering")),
                    Sql.idOrNull(row, "assigned_to", StaffId::new),
                    row.getString("promised_by"),
                    row.getString("skip_reason"));
        }
    }

    record Progress(int doneToday, int plannedToday) {}

    List<Line> page(
            Tab tab,
            DataScope scope,
            @Nullable UUID worklist,
            @Nullable String typed,
            Instant now,
            Instant today,
            int offset,
            int limit) {
        return scoped(
                        """
                        %s
                        WHERE %s
                          AND (:all OR t.department = ANY(:departments))
                          AND (:worklist::uuid IS NULL OR t.worklist_id = :worklist)
                          AND (:typed::text IS NULL OR p.name LIKE :typed OR e.admission_no LIKE :typed)
                        ORDER BY %s LIMIT :limit OFFSET :offset
                        """
                                .formatted(ROW, tab.where, tab.order),
                        scope,
                        worklist,
                        now)
                .param("today", Sql.utc(today))
                .param("typed", typed == null || typed.isBlank() ? null : like(typed))
                .param("limit", limit)
                .param("offset", offset)
                .query(Desk::line)
                .list();
    }

    Optional<Line> line(TaskId id, Instant now) {
        return db.sql(ROW + " WHERE t.id = :id")
                .param("id", id.value())
                .param("now", Sql.utc(now))
                .query(Desk::line)
                .optional();
    }

    Counts counts(DataScope scope, @Nullable UUID worklist, Instant now, Instant today) {
        return scoped(
                        """
                        SELECT count(*) FILTER (WHERE %s) AS due, count(*) FILTER (WHERE %s) AS waiting,
                               count(*) FILTER (WHERE %s) AS callback, count(*) FILTER (WHERE %s) AS done,
                               count(*) FILTER (WHERE %s) AS supervisor
                        FROM worklist.task t
                        WHERE (:all OR t.department = ANY(:departments))
                          AND (:worklist::uuid IS NULL OR t.worklist_id = :worklist)
                        """
                                .formatted(
                                        Tab.DUE.where,
                                        Tab.WAITING.where,
                                        Tab.CALLBACK.where,
                                        Tab.DONE.where,
                                        Tab.SUPERVISOR.where),
                        scope,
                        worklist,
                        now)
                .param("today", Sql.utc(today))
                .query((row, _) ->
                        new Counts(
                                row.getInt("due"),
                                row.getInt("waiting"),
                                row.getInt("callback"),
                                row.getInt("done"),
                                row.getInt("supervisor")))
                .single();
    }

    /** Today's work: what was closed today, and that plus what falls due before midnight. */
    Progress progress(DataScope scope, Instant now, Instant today, Instant tomorrow) {
        return scoped(
                        """
                        SELECT count(*) FILTER (WHERE t.closed_at >= :today) AS done,
                               count(*) FILTER (WHERE t.closed_at >= :today OR t.closed_at IS NULL AND t.next_at < :tomorrow AND NOT %s) AS planned
                        FROM worklist.task t
                        WHERE (:all OR t.department = ANY(:departments)) AND :now IS NOT NULL
                          AND (:worklist::uuid IS NULL OR t.worklist_id = :worklist)
                        """
                                .formatted(RESTS),
                        scope,
                        null,
                        now)
                .param("today", Sql.utc(today))
                .param("tomorrow", Sql.utc(tomorrow))
                .query((row, _) -> new Progress(row.getInt("done"), row.getInt("planned")))
                .single();
    }

    /** Callbacks that nobody made in their time and that still wait. */
    List<Line> missed(DataScope scope, Instant now) {
        return scoped(
                        ROW
                                + """
                                 WHERE t.callback_missed_at IS NOT NULL AND t.closed_at IS NULL
                                   AND p.suspended IS NULL AND NOT p.do_not_call
                                   AND (:all OR t.department = ANY(:departments))
                                   AND (:worklist::uuid IS NULL OR t.worklist_id = :worklist)
                                 ORDER BY t.callback_at, t.id LIMIT 200
                                """,
                        scope,
                        null,
                        now)
                .query(Desk::line)
                .list();
    }

    private JdbcClient.StatementSpec scoped(
            String sql, DataScope scope, @Nullable UUID worklist, Instant now) {
        return db.sql(sql)
                .param("now", Sql.utc(now))
                .param("all", scope.all())
                .param("departments", scope.asArray())
                .param("worklist", worklist);
    }

    private static String like(String typed) {
        return "%"
                + typed.strip().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
                + "%";
    }

    private static Line line(ResultSet row, int n) throws SQLException {
        return new Line(
                Tasks.task(row, n),
                row.getString("patient_name"),
                row.getString("sex"),
                row.getObject("birth_date", LocalDate.class),
                row.getObject("birth_year", Integer.class),
                row.getString("admission_no"),
                row.getString("ward"),
                row.getString("diagnosis"),
                row.getObject("discharged_on", LocalDate.class),
                row.getString("last_disposition"),
                Sql.instantOrNull(row, "callback_at"),
                row.getString("holder_name"),
                Extra.of(row));
    }

    static boolean mine(Line line, StaffId me) {
        return line.task().heldBy(me);
    }
}
