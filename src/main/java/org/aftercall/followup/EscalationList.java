package org.aftercall.followup;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.aftercall.kernel.DataScope;
import org.aftercall.kernel.Sql;
import org.aftercall.script.RedFlag;
import org.aftercall.staff.StaffId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Escalations in lists: what is open by its deadline, what is over by when it was raised. */
@Repository
class EscalationList {
    private static final List<RedFlag.Level> WORST_FIRST =
            List.of(RedFlag.Level.EMERGENCY, RedFlag.Level.URGENT, RedFlag.Level.ROUTINE);

    private final JdbcClient db;
    private final JsonMapper json;

    EscalationList(JdbcClient db, JsonMapper json) {
        this.db = db;
        this.json = json;
    }

    private static final String LINES =
            """
            SELECT e.*, p.name AS patient_name, s.admission_no, s.ward, m.name AS owner_name
            FROM followup.escalation e
            JOIN patient.patient p ON p.id = e.patient_id
            JOIN patient.encounter s ON s.id = e.encounter_id
            LEFT JOIN staff.member m ON m.id = e.owner_id
            """;

    /** Which heap. */
    enum Heap {
        OPEN("e.state IN ('RAISED', 'ACKNOWLEDGED', 'HANDED_OVER')"),
        CLOSED("e.state = 'CLOSED'"),
        WITHDRAWN("e.state = 'WITHDRAWN'"),
        ALL("true");

        private final String sql;

        Heap(String sql) {
            this.sql = sql;
        }
    }

    /** What to look for; null means all. */
    record Filter(
            Heap heap,
            @Nullable StaffId owner,
            RedFlag.@Nullable Level severity,
            @Nullable DutyKind kind,
            @Nullable DutyLevel level,
            @Nullable String department,
            @Nullable UUID record,
            @Nullable UUID patient,
            boolean overdue,
            @Nullable String typed) {}

    /** A line of the list. */
    record Line(
            UUID id,
            UUID record,
            UUID patient,
            String patientName,
            String admissionNo,
            String department,
            @Nullable String ward,
            Escalation.State state,
            RedFlag.Level severity,
            DutyKind kind,
            DutyLevel level,
            @Nullable UUID owner,
            @Nullable String ownerName,
            String questionnaire,
            int questionnaireVersion,
            String rule,
            String linkId,
            JsonNode answer,
            Instant raised,
            Instant due,
            @Nullable Instant climbs,
            @Nullable Instant acknowledged,
            @Nullable Instant closed) {
        @Override
        public String toString() {
            return "Line[" + id + "]";
        }
    }

    Line one(EscalationId id) {
        return db.sql(LINES + " WHERE e.id = :id")
                .param("id", id.value())
                .query(this::line)
                .single();
    }

    List<Line> page(Filter filter, DataScope scope, Instant now, @Nullable UUID after, int limit) {
        var open = filter.heap() == Heap.OPEN;
        return db.sql(
                        LINES
                                + """
                                WHERE %1$s AND (:all OR e.department = ANY(:departments))
                                  AND (:owner::uuid IS NULL OR e.owner_id = :owner)
                                  AND (:severity::text IS NULL OR e.severity = :severity)
                                  AND (:kind::text IS NULL OR e.kind = :kind)
                                  AND (:level::int IS NULL OR e.level = :level)
                                  AND (:department::text IS NULL OR e.department = :department)
                                  AND (:record::uuid IS NULL OR e.record_id = :record)
                                  AND (:patient::uuid IS NULL OR e.patient_id = :patient)
                                  AND (NOT :overdue OR e.due_at < :now)
                                  AND (:typed::text IS NULL OR p.name LIKE :typed OR s.admission_no LIKE :typed)
                                  AND (:after::uuid IS NULL OR (e.%2$s, e.id) %3$s
                                       (SELECT b.%2$s, b.id FROM followup.escalation b WHERE b.id = :after))
                                ORDER BY e.%2$s %4$s, e.id %4$s LIMIT :limit
                                """
                                        .formatted(
                                                filter.heap().sql,
                                                open ? "due_at" : "raised_at",
                                                open ? ">" : "<",
                                                open ? "" : "DESC"))
                .param("all", scope.all())
                .param("departments", scope.asArray())
                .param("owner", filter.owner() == null ? null : filter.owner().value())
                .param("severity", filter.severity() == null ? null : filter.severity().name())
                .param("kind", filter.kind() == null ? null : filter.kind().name())
                .param("level", filter.level() == null ? null : filter.level().number())
                .param("department", filter.department())
                .param("record", filter.record())
                .param("patient", filter.patient())
                .param("overdue", filter.overdue())
                .param("typed", RecordList.like(filter.typed()))
                .param("now", Sql.utc(now))
                .param("after", after)
                .param("limit", limit)
                .query(this::line)
                .list();
    }

    /**
     * A patient with something open.
     *
     * @param worst the most severe of it
     */
    record Alarmed(UUID patientId, RedFlag.Level worst, int open, Instant dueAt) {
        @Override
        public String toString() {
            return "Alarmed[" + patientId + "]";
        }
    }

    /** The most severe first, then whose deadline is next. */
    List<Alarmed> alarmed(DataScope scope, int limit) {
        return db.sql(
                        """
                        SELECT patient_id, min(array_position(:worstFirst::text[], severity)) AS worst, count(*) AS open,
                               min(due_at) AS due_at
                        FROM followup.escalation e
                        WHERE %s AND (:all OR department = ANY(:departments))
                        GROUP BY patient_id ORDER BY worst, due_at, patient_id LIMIT :limit
                        """
                                .formatted(Heap.OPEN.sql))
                .param(
                        "worstFirst",
                        WORST_FIRST.stream().map(RedFlag.Level::name).toArray(String[]::new))
                .param("all", scope.all())
                .param("departments", scope.asArray())
                .param("limit", limit)
                .query((row, _) ->
                        new Alarmed(
                                row.getObject("patient_id", UUID.class),
                                WORST_FIRST.get(row.getInt("worst") - 1),
                                row.getInt("open"),
                                Sql.instant(row, "due_at")))
                .list();
    }

    /**
     * How many are open.
     *
     * @param waiting nobody has said yet that he has it
     * @param unowned nobody is on duty for it
     */
    record Counts(int open, int mine, int mineWaiting, int overdue, int waiting, int unowned) {}

    Counts counts(DataScope scope, StaffId me, Instant now) {
        return db.sql(
                        """
                        SELECT count(*) AS open, count(*) FILTER (WHERE owner_id = :me) AS mine,
                               count(*) FILTER (WHERE owner_id = :me AND state <> 'ACKNOWLEDGED') AS mine_waiting,
                               count(*) FILTER (WHERE due_at < :now) AS overdue,
                               count(*) FILTER (WHERE state <> 'ACKNOWLEDGED') AS waiting,
                               count(*) FILTER (WHERE owner_id IS NULL) AS unowned
                        FROM followup.escalation
                        WHERE state IN ('RAISED', 'ACKNOWLEDGED', 'HANDED_OVER')
                          AND (:all OR department = ANY(:departments))
                        """)
                .param("all", scope.all())
                .param("departments", scope.asArray())
                .param("me", me.value())
                .param("now", Sql.utc(now))
                .query((row, _) ->
                        new Counts(
                                row.getInt("open"),
                                row.getInt("mine"),
                                row.getInt("mine_waiting"),
                                row.getInt("overdue"),
                                row.getInt("waiting"),
                                row.getInt("unowned")))
                .single();
    }

    private Line line(ResultSet row, int n) throws SQLException {
        return new Line(
                row.getObject("id", UUID.class),
                row.getObject("record_id", UUID.class),
                row.getObject("patient_id", UUID.class),
                row.getString("patient_name"),
                row.getString("admission_no"),
                row.getString("department"),
                row.getString("ward"),
                Escalation.State.valueOf(row.getString("state")),
                RedFlag.Level.valueOf(row.getString("severity")),
                DutyKind.valueOf(row.getString("kind")),
                DutyLevel.of(row.getInt("level")),
                row.getObject("owner_id", UUID.class),
                row.getString("owner_name"),
                row.getString("questionnaire"),
                row.getInt("questionnaire_version"),
                row.getString("rule"),
                row.getString("link_id"),
                json.readTree(row.getString("answer")),
                Sql.instant(row, "raised_at"),
                Sql.instant(row, "due_at"),
                Sql.instantOrNull(row, "climb_at"),
                Sql.instantOrNull(row, "acknowledged_at"),
                Sql.instantOrNull(row, "closed_at"));
    }
}
