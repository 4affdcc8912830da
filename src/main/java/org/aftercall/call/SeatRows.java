package org.aftercall.call;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.aftercall.kernel.DeskKind;
import org.aftercall.kernel.Extension;
import org.aftercall.kernel.Sql;
import org.aftercall.telephony.LineId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The seat table. Each method that adds a fact tells whether it was news. */
@Repository
class SeatRows {
    private final JdbcClient db;

    SeatRows(JdbcClient db) {
        this.db = db;
    }

    /** False when the desk has one already. */
    boolean add(Seat seat) {
        return db.sql(
                                """
                                INSERT INTO call.seat (line, desk, desk_kind, ordered_at, up_at)
                                VALUES (:line, :desk, :kind, :ordered, :up)
                                ON CONFLICT DO NOTHING
                                """)
                        .param("line", seat.line().value())
                        .param("desk", seat.desk().digits())
                        .param("kind", seat.kind().name())
                        .param("ordered", Sql.utc(seat.ordered()))
                        .param("up", Sql.utcOrNull(seat.up()))
                        .update()
                == 1;
    }

    /** The desk's seat, wanted still, whether it is up or only being rung. */
    Optional<Seat> of(Extension desk) {
        return db.sql(
                        """
                        SELECT * FROM call.seat WHERE desk = :desk AND ended_at IS NULL AND stood_at IS NULL
                        """)
                .param("desk", desk.digits())
                .query(SeatRows::seat)
                .optional();
    }

    Optional<Seat> find(LineId line) {
        return db.sql("SELECT * FROM call.seat WHERE line = :line")
                .param("line", line.value())
                .query(SeatRows::seat)
                .optional();
    }

    /** Desks whose leg is up. */
    Set<Extension> taken() {
        return Set.copyOf(
                db.sql(
                                """
                                SELECT DISTINCT desk FROM call.seat
                                WHERE up_at IS NOT NULL AND ended_at IS NULL AND stood_at IS NULL
                                """)
                        .query((row, _) -> new Extension(row.getString("desk")))
                        .list());
    }

    List<Seat> open() {
        return db.sql("SELECT * FROM call.seat WHERE ended_at IS NULL")
                .query(SeatRows::seat)
                .list();
    }

    /** Whether nobody talks on it, neither in a call of its desk nor in a colleague's. */
    boolean idle(LineId line) {
        return db.sql(
                        """
                        SELECT NOT EXISTS (SELECT FROM call.call WHERE desk_line = :line AND ended_at IS NULL)
                           AND NOT EXISTS (SELECT FROM call.leg WHERE line = :line AND ended_at IS NULL
                                                                  AND handed_at IS NULL)
                        """)
                .param("line", line.value())
                .query(Boolean.class)
                .single();
    }

    boolean up(LineId line, Instant at) {
        return once(line, "up_at", at);
    }

    boolean stood(LineId line, Instant at) {
        return once(line, "stood_at", at);
    }

    boolean ended(LineId line, Instant at) {
        return once(line, "ended_at", at);
    }

    private boolean once(LineId line, String column, Instant at) {
        return db.sql(
                                "UPDATE call.seat SET %1$s = :at WHERE line = :line AND %1$s IS NULL AND ended_at IS NULL"
                                        .formatted(column))
                        .param("line", line.value())
                        .param("at", Sql.utc(at))
                        .update()
                == 1;
    }

    private static Seat seat(ResultSet row, int n) throws SQLException {
        return new Seat(
                new LineId(row.getObject("line", UUID.class)),
                new Extension(row.getString("desk")),
                DeskKind.valueOf(row.getString("desk_kind")),
                Sql.instant(row, "ordered_at"),
                Sql.instantOrNull(row, "up_at"),
                Sql.instantOrNull(row, "stood_at"),
                Sql.instantOrNull(row, "ended_at"));
    }
}
