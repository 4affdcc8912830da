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

/** The house's own words for the moments in which a talk leaves its path, version by version. */
@Repository
class Phrasebook {
    private final JdbcClient db;

    Phrasebook(JdbcClient db) {
        this.db = db;
    }

    /**
     * @param content null: what the application came with
     * @param by name of who wrote it
     */
    record Edition(int version, @Nullable String content, Instant at, String by) {}

    private static final String ALL =
            """
            SELECT s.version, s.content::text AS content, s.at, m.name
            FROM script.situation s JOIN staff.member m ON m.id = s.by_id
            """;

    Optional<Edition> newest() {
        return db.sql(ALL + "ORDER BY s.version DESC LIMIT 1")
                .query(Phrasebook::edition)
                .optional();
    }

    Optional<Edition> find(int version) {
        return db.sql(ALL + "WHERE s.version = :version")
                .param("version", version)
                .query(Phrasebook::edition)
                .optional();
    }

    /** The newest first. */
    List<Edition> last(int most) {
        return db.sql(ALL + "ORDER BY s.version DESC LIMIT :most")
                .param("most", most)
                .query(Phrasebook::edition)
                .list();
    }

    /** False where somebody else wrote that version before. */
    boolean add(int version, @Nullable String content, StaffId who, Instant now) {
        return db.sql(
                                """
                                INSERT INTO script.situation (version, content, at, by_id) VALUES (:version, :content::json, :now, :who)
                                ON CONFLICT DO NOTHING
                                """)
                        .param("version", version)
                        .param("content", content)
                        .param("now", Sql.utc(now))
                        .param("who", who.value())
                        .update()
                == 1;
    }

    private static Edition edition(ResultSet row, int n) throws SQLException {
        return new Edition(
                row.getInt("version"),
                row.getString("content"),
                Sql.instant(row, "at"),
                row.getString("name"));
    }
}
