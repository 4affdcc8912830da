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

/** What was published, by whom, and what of it is over. */
@Repository
class Versions {
    private final JdbcClient db;

    Versions(JdbcClient db) {
        this.db = db;
    }

    /**
     * One published version.
     *
     * @param by null: it came with the application
     * @param note what is new in it, in the words of who published it
     * @param over null as long as one may ask by it
     */
    record Version(
            String code,
            int version,
            Instant at,
            @Nullable String by,
            String note,
            @Nullable Over over) {}

    record Over(Instant at, String by, String why) {}

    private static final String ALL =
            """
            SELECT q.code, q.version, q.published_at, p.name AS publisher, q.note, r.retired_at, m.name AS retirer, r.why
            FROM script.questionnaire q LEFT JOIN staff.member p ON p.id = q.published_by
            LEFT JOIN script.retired r USING (code, version) LEFT JOIN staff.member m ON m.id = r.retired_by
            """;

    /** By code, the newest first. */
    List<Version> all() {
        return db.sql(ALL + "ORDER BY q.code, q.version DESC").query(Versions::version).list();
    }

    List<Version> of(String code) {
        return db.sql(ALL + "WHERE q.code = :code ORDER BY q.version DESC")
                .param("code", code)
                .query(Versions::version)
                .list();
    }

    /** As it was published, letter by letter. */
    Optional<String> content(String code, int version) {
        return db.sql(
                        """
                        SELECT content::text FROM script.questionnaire
                        WHERE code = :code AND version = :version
                        """)
                .param("code", code)
                .param("version", version)
                .query(String.class)
                .optional();
    }

    /** One version more; of two that publish at once the later is refused by the key. */
    void add(
            String code,
            int version,
            String content,
            @Nullable StaffId by,
            String note,
            Instant at) {
        db.sql(
                        """
                        INSERT INTO script.questionnaire (code, version, content, published_at, published_by, note)
                        VALUES (:code, :version, :content::json, :at, :by, :note)
                        """)
                .param("code", code)
                .param("version", version)
                .param("content", content)
                .param("at", Sql.utc(at))
                .param("by", by == null ? null : by.value())
                .param("note", note)
                .update();
    }

    /** False where it was over before. */
    boolean retire(String code, int version, StaffId by, String why, Instant at) {
        return db.sql(
                                """
                                INSERT INTO script.retired (code, version, retired_at, retired_by, why)
                                VALUES (:code, :version, :at, :by, :why) ON CONFLICT DO NOTHING
                                """)
                        .param("code", code)
                        .param("version", version)
                        .param("at", Sql.utc(at))
                        .param("by", by.value())
                        .param("why", why)
                        .update()
                == 1;
    }

    private static Version version(ResultSet row, int n) throws SQLException {
        var over = Sql.instantOrNull(row, "retired_at");
        return new Version(
                row.getString("code"),
                row.getInt("version"),
                Sql.instant(row, "published_at"),
                row.getString("publisher"),
                row.getString("note"),
                over == null
                        ? null
                        : new Over(over, row.getString("retirer"), row.getString("why")));
    }
}
