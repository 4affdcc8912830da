package org.aftercall.call;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.aftercall.kernel.DeskKind;
import org.aftercall.kernel.Extension;
import org.aftercall.kernel.PhoneNumber;
import org.aftercall.kernel.Sql;
import org.aftercall.telephony.LineId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The leg table. Each method that adds a fact tells whether it was news. */
@Repository
class PartyRows {
    private static final String OPEN = " ended_at IS NULL AND handed_at IS NULL ";

    private final JdbcClient db;

    PartyRows(JdbcClient db) {
        this.db = db;
    }

    void add(Party party) {
        String desk = null;
        String kind = null;
        String number = null;
        switch (party.callee()) {
            case Callee.Desk(var extension, var deskKind) -> {
                desk = extension.digits();
                kind = deskKind.name();
            }
            case Callee.Number(var digits) -> number = digits.digits();
        }
        db.sql(
                        """
                        INSERT INTO call.leg (id, call_id, role, line, desk, desk_kind, number, blind, mode,
                                              ordered_at, answered_at)
                        VALUES (:id, :call, :role, :line, :desk, :kind, :number, :blind, :mode, :ordered, :answered)
                        """)
                .param("id", party.id())
                .param("call", party.call().value())
                .param("role", party.role().name())
                .param("line", party.line().value())
                .param("desk", desk)
                .param("kind", kind)
                .param("number", number)
                .param("blind", party.blind())
                .param("mode", party.mode() == null ? null : party.mode().name())
                .param("ordered", Sql.utc(party.ordered()))
                .param("answered", Sql.utcOrNull(party.answered()))
                .update();
    }

    List<Party> open(CallId call) {
        return db.sql(
                        "SELECT * FROM call.leg WHERE call_id = :call AND"
                                + OPEN
                                + "ORDER BY ordered_at")
                .param("call", call.value())
                .query(PartyRows::party)
                .list();
    }

    /** Whoever was or is in it. */
    List<Party> all(CallId call) {
        return db.sql("SELECT * FROM call.leg WHERE call_id = :call ORDER BY ordered_at")
                .param("call", call.value())
                .query(PartyRows::party)
                .list();
    }

    Optional<Party> open(CallId call, Party.Role role) {
        return open(call).stream().filter(p -> p.role() == role).findFirst();
    }

    Optional<Party> withLine(LineId line) {
        return db.sql("SELECT * FROM call.leg WHERE line = :line AND" + OPEN)
                .param("line", line.value())
                .query(PartyRows::party)
                .optional();
    }

    boolean busy(Extension desk) {
        return db.sql("SELECT EXISTS (SELECT FROM call.leg WHERE desk = :desk AND" + OPEN + ")")
                .param("desk", desk.digits())
                .query(Boolean.class)
                .single();
    }

    boolean answered(UUID id, Instant at) {
        return once(id, "answered_at", at);
    }

    boolean gathered(UUID id, Instant at) {
        return once(id, "gathered_at", at);
    }

    boolean handed(UUID id, Instant at) {
        return once(id, "handed_at", at);
    }

    boolean ended(UUID id, Instant at) {
        return once(id, "ended_at", at);
    }

    void mode(UUID id, Party.Mode mode, boolean together) {
        db.sql(
                        """
                        UPDATE call.leg SET mode = :mode, gathered_at = CASE WHEN :together THEN gathered_at END
                        WHERE id = :id AND ended_at IS NULL
                        """)
                .param("id", id)
                .param("mode", mode.name())
                .param("together", together)
                .update();
    }

    private boolean once(UUID id, String column, Instant at) {
        return db.sql(
                                "UPDATE call.leg SET %1$s = :at WHERE id = :id AND %1$s IS NULL AND ended_at IS NULL"
                                        .formatted(column))
                        .param("id", id)
                        .param("at", Sql.utc(at))
                        .update()
                == 1;
    }

    private static Party party(ResultSet row, int n) throws SQLException {
        var mode = row.getString("mode");
        return new Party(
                row.getObject("id", UUID.class),
                new CallId(row.getObject("call_id", UUID.class)),
                Party.Role.valueOf(row.getString("role")),
                callee(row.getString("desk"), row.getString("desk_kind"), row.getString("number")),
                new LineId(row.getObject("line", UUID.class)),
                row.getBoolean("blind"),
                mode == null ? null : Party.Mode.valueOf(mode),
                Sql.instant(row, "ordered_at"),
                Sql.instantOrNull(row, "answered_at"),
                Sql.instantOrNull(row, "gathered_at"),
                Sql.instantOrNull(row, "handed_at"),
                Sql.instantOrNull(row, "ended_at"));
    }

    private static Callee callee(
            @Nullable String desk, @Nullable String kind, @Nullable String number) {
        return number != null
                ? new Callee.Number(new PhoneNumber(number))
                : new Callee.Desk(
                        new Extension(String.valueOf(desk)),
                        DeskKind.valueOf(String.valueOf(kind)));
    }
}
