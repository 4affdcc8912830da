package org.aftercall.followup;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.aftercall.kernel.DataScope;
import org.aftercall.kernel.Sql;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Records in lists, newest first. */
@Repository
class RecordList {
    private final JdbcClient db;

    RecordList(JdbcClient db) {
        this.db = db;
    }

    /** A line of the list. */
    record Line(
            UUID id,
            UUID callId,
            String patientName,
            String admissionNo,
            String department,
            @Nullable String nurseName,
            Instant at,
            @Nullable String disposition,
            @Nullable String lineResult,
            @Nullable String reached,
            @Nullable String completion,
            @Nullable String clinical,
            String state,
            @Nullable Long durationMs) {
        @Override
        public String toString() {
            return "Line[" + id + "]";
        }
    }

    /** What to look for; null means all. */
    record Filter(
            @Nullable UUID patient,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable String disposition,
            @Nullable UUID nurse,
            @Nullable String questionnaire,
            @Nullable String typed) {}

    List<Line> page(Filter filter, DataScope scope, @Nullable UUID before, int limit) {
        return db.sql(
                        """
                        SELECT r.*, p.name AS patient_name, e.admission_no, m.name AS nurse_name
                        FROM followup.record r
                        JOIN patient.patient p ON p.id = r.patient_id
                        JOIN patient.encounter e ON e.id = r.encounter_id
                        LEFT JOIN staff.member m ON m.id = r.staff_id
                        WHERE (:all OR r.department = ANY(:departments))
                          AND (:patient::uuid IS NULL OR r.patient_id = :patient)
                          AND (:from::timestamptz IS NULL OR r.ordered_at >= :from)
                          AND (:to::timestamptz IS NULL OR r.ordered_at < :to)
                          AND (:disposition::text IS NULL OR r.disposition = :disposition)
                          AND (:nurse::uuid IS NULL OR r.staff_id = :nurse)
                          AND (:questionnaire::text IS NULL OR r.questionnaire = :questionnaire)
                          AND (:typed::text IS NULL OR p.name LIKE :typed OR e.admission_no LIKE :typed)
                          AND (:before::uuid IS NULL OR (r.ordered_at, r.id) <
                               (SELECT b.ordered_at, b.id FROM followup.record b WHERE b.id = :before))
                        ORDER BY r.ordered_at DESC, r.id DESC LIMIT :limit
                        """)
                .param("all", scope.all())
                .param("departments", scope.asArray())
                .param("patient", filter.patient())
                .param("from", Sql.utcOrNull(filter.from()))
                .param("to", Sql.utcOrNull(filter.to()))
                .param("disposition", filter.disposition())
                .param("nurse", filter.nurse())
                .param("questionnaire", filter.questionnaire())
                .param("typed", like(filter.typed()))
                .param("before", before)
                .param("limit", limit)
                .query((row, _) -> {
                    var answered = Sql.instantOrNull(row, "answered_at");
                    var ended = Sql.instantOrNull(row, "ended_at");
                    return new Line(
                            row.getObject("id", UUID.class),
                            row.getObject("call_id", UUID.class),
                            row.getString("patient_name"),
                            row.getString("admission_no"),
                            row.getString("department"),
                            row.getString("nurse_name"),
                            Sql.instant(row, "ordered_at"),
                            row.getString("disposition"),
                            row.getString("line_result"),
                            row.getString("reached"),
                            row.getString("completion"),
                            row.getString("clinical"),
                            row.getString("state"),
                            answered == null || ended == null
                                    ? null
                                    : ended.toEpochMilli() - answered.toEpochMilli());
                })
                .list();
    }

    static @Nullable String like(@Nullable String typed) {
        return typed == null || typed.isBlank()
                ? null
                : "%"
                        + typed.strip()
                                .replace("\\", "\\\\")
                                .replace("%", "\\%")
                                .replace("_", "\\_")
                        + "%";
    }
}
