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
import org.aftercall.patient.ReadmissionRisk;
import org.aftercall.staff.StaffId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What a nurse sees of the tasks: rows with their patients, and counts. */
@Repository
class Desk {
    private static final String ROW =
            """
            SELECT t.*, p.name AS patient_name, p.sex, p.birth_date, p.birth_year, p.allergies, e.admission_no, e.ward, e.diagnosis,
                   e.admitted_on, e.discharged_on, m.name AS holder_name, w.ordering, keeper.name AS promised_by,
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

    private final JdbcClient db;

    Desk(JdbcClient db) {
        this.db = db;
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
     * @param mayHaveRung whether his telephone may have rung when a line of ours failed
     * @param promisedBy who agreed the callback
     * @param skipReason why it was given back last
     * @param allergies what the patient must not be given, as told
     * @param highRisk of coming back to the hospital
     * @param closedWhy by which rule or hand it was closed
     */
    record Extra(
            boolean mayHaveRung,
            Ordering ordering,
            @Nullable StaffId assignedTo,
            @Nullable String promisedBy,
            @Nullable String skipReason,
            @Nullable String allergies,
            boolean highRisk,
            @Nullable Instant closedAt,
            @Nullable String closedWhy) {
        static Extra of(ResultSet row) throws SQLException {
            return new Extra(
                    row.getObject("rang_at") != null,
                    Ordering.valueOf(row.getString("ordering")),
                    Sql.idOrNull(row, "assigned_to", StaffId::new),
                    row.getString("promised_by"),
                    row.getString("skip_reason"),
                    row.getString("allergies"),
                    ReadmissionRisk.high(
                            ReadmissionRisk.points(
                                    row.getObject("admitted_on", LocalDate.class),
                                    row.getObject("discharged_on", LocalDate.class),
                                    row.getObject("birth_date", LocalDate.class),
                                    row.getObject("birth_year", Integer.class))),
                    Sql.instantOrNull(row, "closed_at"),
                    row.getString("closed_why"));
        }
    }

    /**
     * @param givenUpToday of those planned, whom nobody calls any more without his having been
     *     followed up; never counted as done
     */
    record Progress(int doneToday, int plannedToday, int givenUpToday) {}

    List<Line> page(
            DeskTab tab,
            DataScope scope,
            @Nullable UUID worklist,
            @Nullable String typed,
            List<UUID> patients,
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
                                .formatted(ROW, tab.where(), tab.order()),
                        scope,
                        worklist,
                        now)
                .param("today", Sql.utc(today))
                .param("patients", patients.toArray(UUID[]::new))
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
        return counts(scope, worklist, List.of(), now, today);
    }

    /**
     * @param patients whose open tasks are counted as those with an alert
     */
    Counts counts(
            DataScope scope,
            @Nullable UUID worklist,
            List<UUID> patients,
            Instant now,
            Instant today) {
        return scoped(
                        """
                        SELECT count(*) FILTER (WHERE %s) AS due, count(*) FILTER (WHERE %s) AS waiting,
                               count(*) FILTER (WHERE %s) AS callback, count(*) FILTER (WHERE %s) AS done,
                               count(*) FILTER (WHERE %s) AS supervisor, count(*) FILTER (WHERE %s) AS overdue,
                               count(*) FILTER (WHERE %s) AS lost, count(*) FILTER (WHERE %s) AS alert
                        FROM worklist.task t
                        WHERE (:all OR t.department = ANY(:departments))
                          AND (:worklist::uuid IS NULL OR t.worklist_id = :worklist)
                        """
                                .formatted(
                                        DeskTab.DUE.where(),
                                        DeskTab.WAITING.where(),
                                        DeskTab.CALLBACK.where(),
                                        DeskTab.DONE.where(),
                                        DeskTab.SUPERVISOR.where(),
                                        DeskTab.OVERDUE.where(),
                                        DeskTab.LOST.where(),
                                        DeskTab.OF_PATIENTS.where()),
                        scope,
                        worklist,
                        now)
                .param("today", Sql.utc(today))
                .param("patients", patients.toArray(UUID[]::new))
                .query((row, _) ->
                        new Counts(
                                row.getInt("due"),
                                row.getInt("overdue"),
                                row.getInt("waiting"),
                                row.getInt("callback"),
                                row.getInt("done"),
                                row.getInt("supervisor"),
                                row.getInt("lost"),
                                row.getInt("alert")))
                .single();
    }

    /** Today's work: what was closed today, and that plus what falls due before midnight. */
    Progress progress(DataScope scope, Instant now, Instant today, Instant tomorrow) {
        return scoped(
                        """
                        SELECT count(*) FILTER (WHERE t.closed_at >= :today AND t.state = 'DONE') AS done,
                               count(*) FILTER (WHERE t.closed_at >= :today AND t.state = 'GIVEN_UP') AS given_up,
                               count(*) FILTER (WHERE t.closed_at >= :today OR t.closed_at IS NULL AND t.next_at < :tomorrow AND NOT %s) AS planned
                        FROM worklist.task t
                        WHERE (:all OR t.department = ANY(:departments)) AND :now IS NOT NULL
                          AND (:worklist::uuid IS NULL OR t.worklist_id = :worklist)
                        """
                                .formatted(DeskTab.RESTS),
                        scope,
                        null,
                        now)
                .param("today", Sql.utc(today))
                .param("tomorrow", Sql.utc(tomorrow))
                .query((row, _) ->
                        new Progress(
                                row.getInt("done"), row.getInt("planned"), row.getInt("given_up")))
                .single();
    }

    int lost(DataScope scope, Instant now, Instant since) {
        return scoped(
                        """
                        SELECT count(*) FROM worklist.task t
                        WHERE %s AND t.closed_at >= :since AND (:all OR t.department = ANY(:departments))
                          AND (:worklist::uuid IS NULL OR t.worklist_id = :worklist)
                        """
                                .formatted(DeskTab.LOST.where()),
                        scope,
                        null,
                        now)
                .param("since", Sql.utc(since))
                .query(Integer.class)
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
