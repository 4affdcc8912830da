package org.aftercall.transcript;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.aftercall.kernel.DataScope;
import org.aftercall.kernel.Sql;
import org.aftercall.transcript.phrase.Phrase;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What was heard in all calls and nobody has judged yet; newest first. */
@Repository
class Unjudged {
    private final JdbcClient db;

    Unjudged(JdbcClient db) {
        this.db = db;
    }

    /**
     * What is left to judge; what is null does not matter.
     *
     * @param before the last one of the page before
     */
    record Question(
            Phrase.@Nullable Kind kind,
            @Nullable UUID worklist,
            @Nullable UUID before,
            int limit) {}

    /**
     * One of them, and the talk it was heard in.
     *
     * @param at when it was said
     */
    record Open(
            Cue cue,
            @Nullable UUID recordId,
            Instant at,
            @Nullable String patientName,
            @Nullable String department,
            @Nullable String nurseName) {
        @Override
        public String toString() {
            return "Open[" + cue + "]";
        }
    }

    List<Open> find(Question question, DataScope scope) {
        return db.sql(
                        """
                        SELECT c.*, r.record_id, r.patient_name, r.department, r.nurse_name,
                               coalesce(r.started_at + c.at_ms * interval '1 ms', c.raised_at) AS at
                        FROM transcript.cue c
                        JOIN recording.heard r ON r.call_id = c.call_id
                        LEFT JOIN transcript.about a ON a.call_id = c.call_id
                        WHERE c.verdict IS NULL AND (:before::uuid IS NULL OR c.id < :before::uuid)
                          AND (:kind::text IS NULL OR c.kind = :kind)
                          AND (:worklist::uuid IS NULL OR a.worklist_id = :worklist::uuid)
                          AND (:all OR r.department = ANY(:departments))
                        ORDER BY c.id DESC LIMIT :limit
                        """)
                .param("before", question.before())
                .param("kind", question.kind() == null ? null : question.kind().name())
                .param("worklist", question.worklist())
                .param("all", scope.all())
                .param("departments", scope.asArray())
                .param("limit", question.limit())
                .query((row, n) ->
                        new Open(
                                CueRows.cue(row, n),
                                row.getObject("record_id", UUID.class),
                                Sql.instant(row, "at"),
                                row.getString("patient_name"),
                                row.getString("department"),
                                row.getString("nurse_name")))
                .list();
    }
}
