package org.aftercall.call;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.aftercall.kernel.DeskKind;
import org.aftercall.kernel.Extension;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.kernel.Sql;
import org.aftercall.telephony.LineEvent;
import org.aftercall.telephony.LineId;
import org.aftercall.telephony.Verdict;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The call table: facts are added, never taken back. Each method tells whether it was news. */
@Repository
class CallRows {
    private final JdbcClient db;

    CallRows(JdbcClient db) {
        this.db = db;
    }

    void add(Call call) {
        insert(call, "");
    }

    /** False when the number is in a call already. */
    boolean addCaller(Call call) {
        return insert(call, "ON CONFLICT DO NOTHING") == 1;
    }

    private int insert(Call call, String otherwise) {
        var number = call.number();
        var post = call.post();
        var shown = call.shown();
        var language = call.language();
        return db.sql(
                        """
                        INSERT INTO call.call (id, direction, number, desk, desk_kind, desk_line, ring_seconds, recorded,
                                               detect, caller_id, language, dial_until, placed_at, desk_at, dialed_at)
                        VALUES (:id, :direction, :number, :desk, :kind, :line, :ring, :recorded,
                                :detect, :shown, :language, :until, :placed, :there, :dialed)
                        """
                                + otherwise)
                .param("id", call.id().value())
                .param("direction", call.direction().name())
                .param("number", number == null ? null : number.digits())
                .param("desk", post == null ? null : post.desk().digits())
                .param("kind", post == null ? null : post.kind().name())
                .param("line", post == null ? null : post.line().value())
                .param("ring", call.ringSeconds())
                .param("recorded", call.recorded())
                .param("detect", call.detect())
                .param("shown", shown == null ? null : shown.digits())
                .param("language", language == null ? null : language.getLanguage())
                .param("until", Sql.utcOrNull(call.dialUntil()))
                .param("placed", Sql.utc(call.times().placed()))
                .param("there", Sql.utcOrNull(call.times().desk()))
                .param("dialed", Sql.utcOrNull(call.times().dialed()))
                .update();
    }

    Optional<Call> find(CallId id) {
        return db.sql("SELECT * FROM call.call WHERE id = :id")
                .param("id", id.value())
                .query(CallReading::call)
                .optional();
    }

    /** The call whose desk or patient this line is now; locked, so that events queue here. */
    Optional<Call> withLine(LineId line) {
        // A seat's line is the desk's line of many calls, but of one at a time.
        return db.sql(
                        """
                        SELECT * FROM call.call WHERE id = :line OR (desk_line = :line AND ended_at IS NULL) FOR UPDATE
                        """)
                .param("line", line.value())
                .query(CallReading::call)
                .optional();
    }

    Optional<Call> locked(CallId id) {
        return db.sql("SELECT * FROM call.call WHERE id = :id FOR UPDATE")
                .param("id", id.value())
                .query(CallReading::call)
                .optional();
    }

    /** The same, while it lives. */
    Call live(CallId id) {
        return locked(id)
                .filter(Call::live)
                .orElseThrow(() -> new Refusal(Kind.CONFLICT, "call.over"));
    }

    Optional<Call> withDeskLine(LineId line) {
        return db.sql("SELECT * FROM call.call WHERE desk_line = :line AND ended_at IS NULL")
                .param("line", line.value())
                .query(CallReading::call)
                .optional();
    }

    /** The open call of a desk: at most one, which the database sees to. */
    Optional<Call> openAt(Extension desk) {
        return db.sql(
                        """
                        SELECT * FROM call.call
                        WHERE desk = :desk AND ended_at IS NULL AND parked_at IS NULL AND handed_at IS NULL
                        """)
                .param("desk", desk.digits())
                .query(CallReading::call)
                .optional();
    }

    List<Call> open() {
        return db.sql("SELECT * FROM call.call WHERE ended_at IS NULL ORDER BY placed_at")
                .query(CallReading::call)
                .list();
    }

    boolean deskAnswered(CallId id, Instant at) {
        return once(id, "desk_at", at);
    }

    boolean dialed(CallId id, Instant at) {
        return once(id, "dialed_at", at);
    }

    boolean ringing(CallId id, Instant at) {
        return once(id, "ringing_at", at);
    }

    boolean answered(CallId id, Instant at) {
        return once(id, "answered_at", at);
    }

    boolean untaped(CallId id) {
        return db.sql(
                                "UPDATE call.call SET recorded = false WHERE id = :id AND ended_at IS NULL AND recorded")
                        .param("id", id.value())
                        .update()
                == 1;
    }

    boolean judged(CallId id, Verdict verdict, Instant at) {
        return db.sql(
                                """
                                UPDATE call.call SET ear = :ear, judged_at = :at
                                WHERE id = :id AND ended_at IS NULL AND ear IS NULL AND detect
                                """)
                        .param("id", id.value())
                        .param("ear", verdict.name())
                        .param("at", Sql.utc(at))
                        .update()
                == 1;
    }

    boolean abandoned(CallId id, Instant at) {
        return db.sql(
                                """
                                UPDATE call.call SET abandoned_at = :at
                                WHERE id = :id AND ended_at IS NULL AND abandoned_at IS NULL AND hang_up_at IS NULL
                                      AND desk IS NULL AND (answered_at IS NOT NULL OR direction = 'INBOUND')
                                """)
                        .param("id", id.value())
                        .param("at", Sql.utc(at))
                        .update()
                == 1;
    }

    boolean hangUp(CallId id, Instant at) {
        return once(id, "hang_up_at", at);
    }

    private boolean once(CallId id, String column, Instant at) {
        return db.sql(
                                "UPDATE call.call SET %1$s = :at WHERE id = :id AND %1$s IS NULL AND ended_at IS NULL"
                                        .formatted(column))
                        .param("id", id.value())
                        .param("at", Sql.utc(at))
                        .update()
                == 1;
    }

    boolean joined(CallId id) {
        return db.sql(
                                """
                                UPDATE call.call SET joined = true, desk_lost_at = NULL, held_at = NULL
                                WHERE id = :id AND ended_at IS NULL AND NOT (joined AND desk_lost_at IS NULL AND held_at IS NULL)
                                """)
                        .param("id", id.value())
                        .update()
                == 1;
    }

    boolean deskLost(CallId id, Instant at) {
        return db.sql(
                                """
                                UPDATE call.call SET joined = false, muted = false, desk_lost_at = :at
                                WHERE id = :id AND ended_at IS NULL AND desk_lost_at IS NULL
                                """)
                        .param("id", id.value())
                        .param("at", Sql.utc(at))
                        .update()
                == 1;
    }

    void newDeskLine(CallId id, LineId line, DeskKind kind, Instant now) {
        db.sql(
                        """
                        UPDATE call.call SET desk_line = :line, desk_kind = :kind, joined = false, muted = false,
                               desk_lost_at = CASE WHEN answered_at IS NULL THEN NULL ELSE :now END
                        WHERE id = :id AND ended_at IS NULL
                        """)
                .param("id", id.value())
                .param("line", line.value())
                .param("kind", kind.name())
                .param("now", Sql.utc(now))
                .update();
    }

    boolean held(CallId id, Instant at) {
        return db.sql(
                                """
                                UPDATE call.call SET held_at = :at, joined = false
                                WHERE id = :id AND ended_at IS NULL AND answered_at IS NOT NULL AND held_at IS NULL
                                """)
                        .param("id", id.value())
                        .param("at", Sql.utc(at))
                        .update()
                == 1;
    }

    boolean parked(CallId id, Instant at) {
        return db.sql(
                                """
                                UPDATE call.call SET parked_at = :at, held_at = coalesce(held_at, :at), joined = false,
                                       muted = false, desk_lost_at = NULL
                                WHERE id = :id AND ended_at IS NULL AND answered_at IS NOT NULL AND parked_at IS NULL
                                """)
                        .param("id", id.value())
                        .param("at", Sql.utc(at))
                        .update()
                == 1;
    }

    /** The call goes on at another desk. */
    void handTo(CallId id, Callee.Desk to, LineId line, boolean joined) {
        db.sql(
                        """
                        UPDATE call.call SET desk = :desk, desk_kind = :kind, desk_line = :line, joined = :joined,
                               muted = false, desk_lost_at = NULL, held_at = NULL, parked_at = NULL
                        WHERE id = :id AND ended_at IS NULL
                        """)
                .param("id", id.value())
                .param("desk", to.extension().digits())
                .param("kind", to.kind().name())
                .param("line", line.value())
                .param("joined", joined)
                .update();
    }

    /** The call goes on with somebody outside, and with no desk. */
    void handOut(CallId id, LineId line, Instant at, boolean joined) {
        db.sql(
                        """
                        UPDATE call.call SET desk_line = :line, handed_at = :at, joined = :joined, muted = false,
                               desk_lost_at = NULL, held_at = NULL
                        WHERE id = :id AND ended_at IS NULL
                        """)
                .param("id", id.value())
                .param("line", line.value())
                .param("at", Sql.utc(at))
                .param("joined", joined)
                .update();
    }

    void muted(CallId id, boolean on) {
        db.sql("UPDATE call.call SET muted = :on WHERE id = :id AND ended_at IS NULL")
                .param("id", id.value())
                .param("on", on)
                .update();
    }

    boolean ended(CallId id, LineEvent.Ended end) {
        return db.sql(
                                """
                                UPDATE call.call SET ended_at = :at, result = :result, rang = :rang, q850 = :q850,
                                       joined = false, muted = false
                                WHERE id = :id AND ended_at IS NULL
                                """)
                        .param("id", id.value())
                        .param("at", Sql.utc(end.at()))
                        .param("result", end.result().name())
                        .param("rang", end.rang())
                        .param("q850", end.q850())
                        .update()
                == 1;
    }
}
