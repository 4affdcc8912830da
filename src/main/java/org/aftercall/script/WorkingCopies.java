package org.aftercall.script;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.aftercall.kernel.Sql;
import org.aftercall.staff.StaffId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.node.ObjectNode;

/** The working copies, one of each questionnaire. */
@Repository
class WorkingCopies {
    private final JdbcClient db;

    WorkingCopies(JdbcClient db) {
        this.db = db;
    }

    /**
     * @param basedOn the published version it began as; null: a new questionnaire
     * @param version grows with every change
     */
    record Draft(
            String code,
            ObjectNode document,
            @Nullable Integer basedOn,
            int version,
            String changedBy,
            Instant changedAt) {}

    private static final String ALL =
            """
            SELECT d.code, d.content::text AS content, d.based_on, d.version, m.name AS changer, d.changed_at
            FROM script.draft d JOIN staff.member m ON m.id = d.changed_by
            """;

    List<Draft> all() {
        return db.sql(ALL + "ORDER BY d.code").query(WorkingCopies::draft).list();
    }

    Optional<Draft> find(String code) {
        return db.sql(ALL + "WHERE d.code = :code")
                .param("code", code)
                .query(WorkingCopies::draft)
                .optional();
    }

    /** Nobody else changes it until this transaction is over. */
    Optional<Draft> held(String code) {
        return db.sql(ALL + "WHERE d.code = :code FOR UPDATE OF d")
                .param("code", code)
                .query(WorkingCopies::draft)
                .optional();
    }

    /** False where there is one already. */
    boolean begin(
            String code, ObjectNode document, @Nullable Integer basedOn, StaffId who, Instant now) {
        return db.sql(
                                """
                                INSERT INTO script.draft (code, content, based_on, changed_by, changed_at)
                                VALUES (:code, :content::json, :basedOn, :who, :now) ON CONFLICT DO NOTHING
                                """)
                        .param("code", code)
                        .param("content", Documents.text(document))
                        .param("basedOn", basedOn)
                        .param("who", who.value())
                        .param("now", Sql.utc(now))
                        .update()
                == 1;
    }

    /** False when somebody else changed it since that version, or it is gone. */
    boolean change(String code, ObjectNode document, int seen, StaffId who, Instant now) {
        return db.sql(
                                """
                                UPDATE script.draft SET content = :content::json, version = version + 1,
                                       changed_by = :who, changed_at = :now
                                WHERE code = :code AND version = :seen
                                """)
                        .param("code", code)
                        .param("content", Documents.text(document))
                        .param("seen", seen)
                        .param("who", who.value())
                        .param("now", Sql.utc(now))
                        .update()
                == 1;
    }

    boolean discard(String code, int seen) {
        return db.sql("DELETE FROM script.draft WHERE code = :code AND version = :seen")
                        .param("code", code)
                        .param("seen", seen)
                        .update()
                == 1;
    }

    private static Draft draft(ResultSet row, int n) throws SQLException {
        return new Draft(
                row.getString("code"),
                Documents.read(row.getString("content")),
                row.getObject("based_on", Integer.class),
                row.getInt("version"),
                row.getString("changer"),
                Sql.instant(row, "changed_at"));
    }
}
