package org.aftercall.followup;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.aftercall.kernel.DataScope;
import org.aftercall.kernel.Sql;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** The records as the questionnaires see them that were asked. */
@Repository
class LibraryRows {
    private final JdbcClient db;
    private final JsonMapper json;

    LibraryRows(JdbcClient db, JsonMapper json) {
        this.db = db;
        this.json = json;
    }

    /**
     * How much was asked by one version.
     *
     * @param records all, also of those who were not reached
     * @param talks those in which something was answered
     */
    record Used(int version, int records, int talks, @Nullable Instant last) {}

    List<Used> used(String code, DataScope scope) {
        return db.sql(
                        """
                        SELECT questionnaire_version AS version, count(*) AS records,
                               count(*) FILTER (WHERE answers <> '{}') AS talks, max(ordered_at) AS last
                        FROM followup.record
                        WHERE questionnaire = :code AND (:all OR department = ANY(:departments))
                        GROUP BY 1 ORDER BY 1 DESC
                        """)
                .param("code", code)
                .param("all", scope.all())
                .param("departments", scope.asArray())
                .query((row, _) ->
                        new Used(
                                row.getInt("version"),
                                row.getInt("records"),
                                row.getInt("talks"),
                                Sql.instantOrNull(row, "last")))
                .list();
    }

    /** The last that were signed after something was answered, the newest first. */
    List<Simulation.Signed> signed(String code, DataScope scope, int limit) {
        return db.sql(
                        """
                        SELECT id, answers FROM followup.record
                        WHERE questionnaire = :code AND state = 'SIGNED' AND answers <> '{}'
                          AND (:all OR department = ANY(:departments))
                        ORDER BY signed_at DESC LIMIT :limit
                        """)
                .param("code", code)
                .param("all", scope.all())
                .param("departments", scope.asArray())
                .param("limit", limit)
                .query((row, _) ->
                        new Simulation.Signed(
                                row.getObject("id", UUID.class),
                                Answers.read(json, row.getString("answers"))))
                .list();
    }
}
