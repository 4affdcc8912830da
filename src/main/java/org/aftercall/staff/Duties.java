package org.aftercall.staff;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.aftercall.kernel.Sql;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The part of the member table that changes all day. Each change is one statement, so that of two
 * who change it at once neither works on what the other has just undone.
 */
@Repository
class Duties {
    private static final String BUSY = "presence IN ('ON_CALL', 'WRAPPING_UP')";

    private final JdbcClient db;

    Duties(JdbcClient db) {
        this.db = db;
    }

    Optional<Duty> of(StaffId id) {
        return db.sql("SELECT * FROM staff.member WHERE id = :id")
                .param("id", id.value())
                .query(Duties::duty)
                .optional();
    }

    Map<StaffId, Duty> all() {
        return db
                .sql("SELECT * FROM staff.member WHERE active")
                .query((row, n) ->
                        Map.entry(
                                new StaffId(row.getObject("id", UUID.class)), Duties.duty(row, n)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    boolean become(StaffId id, Presence presence, Instant now) {
        return db.sql(
                                """
                                UPDATE staff.member SET presence = :presence, presence_since = :now,
                                       paused_why = CASE WHEN afterwards = 'PAUSED' THEN paused_why END
                                WHERE id = :id AND presence <> :presence
                                """)
                        .param("id", id.value())
                        .param("presence", presence.name())
                        .param("now", Sql.utc(now))
                        .update()
                == 1;
    }

    /** At once, or when she is free again. */
    void wish(StaffId id, Presence wanted, @Nullable String why, Instant now) {
        db.sql(
                        """
                        UPDATE staff.member SET
                               afterwards = CASE WHEN %1$s THEN nullif(:wanted, 'READY') END,
                               presence = CASE WHEN %1$s THEN presence ELSE :wanted END,
                               presence_since = CASE WHEN %1$s OR presence = :wanted THEN presence_since ELSE :now END,
                               paused_why = CASE WHEN :wanted = 'PAUSED' THEN :why END
                        WHERE id = :id
                        """
                                .formatted(BUSY))
                .param("id", id.value())
                .param("wanted", wanted.name())
                .param("why", why)
                .param("now", Sql.utc(now))
                .update();
    }

    boolean reserve(StaffId id, Instant now) {
        return db.sql(
                                """
                                UPDATE staff.member SET presence = 'ON_CALL', presence_since = :now
                                WHERE id = :id AND presence = 'READY'
                                """)
                        .param("id", id.value())
                        .param("now", Sql.utc(now))
                        .update()
                == 1;
    }

    /** She dials, or is asked: who was on a break, or had gone, is so again afterwards. */
    boolean occupy(StaffId id, Instant now) {
        return db.sql(
                                """
                                UPDATE staff.member SET presence = 'ON_CALL', presence_since = :now,
                                       afterwards = CASE WHEN presence IN ('PAUSED', 'OFFLINE') THEN presence ELSE afterwards END
                                WHERE id = :id AND presence <> 'ON_CALL'
                                """)
                        .param("id", id.value())
                        .param("now", Sql.utc(now))
                        .update()
                == 1;
    }

    boolean free(StaffId id, Instant now) {
        return db.sql(
                                """
                                UPDATE staff.member SET presence = coalesce(afterwards, 'READY'), afterwards = NULL,
                                       presence_since = :now
                                WHERE id = :id AND %s
                                """
                                        .formatted(BUSY))
                        .param("id", id.value())
                        .param("now", Sql.utc(now))
                        .update()
                == 1;
    }

    private static Duty duty(ResultSet row, int n) throws SQLException {
        var afterwards = row.getString("afterwards");
        return new Duty(
                Presence.valueOf(row.getString("presence")),
                Sql.instant(row, "presence_since"),
                afterwards == null ? Presence.READY : Presence.valueOf(afterwards),
                row.getString("paused_why"));
    }
}
