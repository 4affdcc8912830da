package org.aftercall.call;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.aftercall.kernel.DeskKind;
import org.aftercall.kernel.Extension;
import org.aftercall.kernel.Sql;
import org.aftercall.telephony.LineId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The echo table: of each desk the last time that it tried its line. */
@Repository
class EchoRows {
    /** Ringing, greeting and echo are over by then: the switchboard ends each by itself. */
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final JdbcClient db;

    EchoRows(JdbcClient db) {
        this.db = db;
    }

    /** False while one of this desk lives. */
    boolean begin(Extension desk, DeskKind kind, LineId line, Instant now) {
        return db.sql(
                                """
                                INSERT INTO call.echo AS e (desk, desk_kind, line, ordered_at)
                                VALUES (:desk, :kind, :line, :now)
                                ON CONFLICT (desk) DO UPDATE
                                SET desk_kind = :kind, line = :line, ordered_at = :now, up_at = NULL, ended_at = NULL
                                WHERE e.ended_at IS NOT NULL OR e.ordered_at < :stale
                                """)
                        .param("desk", desk.digits())
                        .param("kind", kind.name())
                        .param("line", line.value())
                        .param("now", Sql.utc(now))
                        .param("stale", Sql.utc(now.minus(LONGEST)))
                        .update()
                == 1;
    }

    Optional<Echo> of(Extension desk, Instant now) {
        return db.sql(
                        """
                        SELECT line, desk_kind, ordered_at,
                               CASE WHEN ended_at IS NOT NULL OR ordered_at < :stale THEN 'ENDED'
                                    WHEN up_at IS NOT NULL THEN 'HEARD' ELSE 'RINGING' END AS state
                        FROM call.echo WHERE desk = :desk
                        """)
                .param("desk", desk.digits())
                .param("stale", Sql.utc(now.minus(LONGEST)))
                .query((row, _) ->
                        new Echo(
                                new LineId(row.getObject("line", UUID.class)),
                                DeskKind.valueOf(row.getString("desk_kind")),
                                Sql.instant(row, "ordered_at"),
                                Echo.State.valueOf(row.getString("state")),
                                null))
                .optional();
    }

    void up(LineId line, Instant at) {
        once(line, "up_at", at);
    }

    void ended(LineId line, Instant at) {
        once(line, "ended_at", at);
    }

    private void once(LineId line, String column, Instant at) {
        db.sql(
                        "UPDATE call.echo SET %1$s = :at WHERE line = :line AND %1$s IS NULL"
                                .formatted(column))
                .param("line", line.value())
                .param("at", Sql.utc(at))
                .update();
    }
}
