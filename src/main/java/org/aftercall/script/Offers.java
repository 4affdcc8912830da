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

/** What newer releases would ask, until somebody takes it over or declines it. */
@Repository
class Offers {
    private final JdbcClient db;

    Offers(JdbcClient db) {
        this.db = db;
    }

    /**
     * @param version as the application counts, which the hospital need not
     * @param content letter by letter as it is shipped
     */
    record Offer(String code, int version, String content, Instant at) {}

    /** A newer one takes the place of an older, and what was settled settles all before it. */
    private static final String OPEN =
            """
            SELECT o.code, o.version, o.content::text AS content, o.offered_at FROM script.offer o
            WHERE o.settled_at IS NULL
              AND NOT EXISTS (SELECT FROM script.offer l WHERE l.code = o.code AND l.version > o.version)
            """;

    /** At most one of each code. */
    List<Offer> open() {
        return db.sql(OPEN + "ORDER BY o.code").query(Offers::offer).list();
    }

    Optional<Offer> open(String code) {
        return db.sql(OPEN + "AND o.code = :code")
                .param("code", code)
                .query(Offers::offer)
                .optional();
    }

    /** Again at each start; what was settled stays settled. */
    void add(String code, int version, String content, Instant now) {
        db.sql(
                        """
                        INSERT INTO script.offer (code, version, content, offered_at)
                        VALUES (:code, :version, :content::json, :now) ON CONFLICT DO NOTHING
                        """)
                .param("code", code)
                .param("version", version)
                .param("content", content)
                .param("now", Sql.utc(now))
                .update();
    }

    /**
     * False where somebody settled it before.
     *
     * @param became the version it became here; null: it is declined
     */
    boolean settle(Offer offer, @Nullable Integer became, String why, StaffId who, Instant now) {
        return db.sql(
                                """
                                UPDATE script.offer SET settled_at = :now, settled_by = :who, became = :became, why = :why
                                WHERE code = :code AND version = :version AND settled_at IS NULL
                                """)
                        .param("code", offer.code())
                        .param("version", offer.version())
                        .param("became", became)
                        .param("why", why)
                        .param("who", who.value())
                        .param("now", Sql.utc(now))
                        .update()
                == 1;
    }

    private static Offer offer(ResultSet row, int n) throws SQLException {
        return new Offer(
                row.getString("code"),
                row.getInt("version"),
                row.getString("content"),
                Sql.instant(row, "offered_at"));
    }
}
