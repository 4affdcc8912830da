package org.aftercall.followup;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.UUID;
import org.aftercall.call.CallId;
import org.aftercall.kernel.Sql;
import org.aftercall.staff.StaffId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What was done with each escalation, by whom and when; and its climbs. */
@Repository
class EscalationSteps {
    private final JdbcClient db;
    private final Outbox outbox;

    EscalationSteps(JdbcClient db, Outbox outbox) {
        this.db = db;
        this.outbox = outbox;
    }

    enum Kind {
        RAISED,
        REVISED,
        WITHDRAWN,
        FIXED,
        ACKNOWLEDGED,
        HANDED_OVER,
        CLIMBED,
        NOTED,
        CALLED_BACK,
        CLOSED,
        /** The gateway outside has taken it. */
        TOLD_OUTSIDE,
        /** It is tried again; the note is a code. */
        NOT_TOLD_YET,
        /** It is not tried any more; the note is a code. */
        NOT_TOLD;

        boolean coded() {
            return this == NOT_TOLD_YET || this == NOT_TOLD;
        }
    }

    /**
     * One row of the history.
     *
     * @param who null when the house did it
     * @param planned of a climb: when it was to be
     */
    record Step(
            Instant at,
            Kind kind,
            @Nullable String who,
            DutyLevel level,
            @Nullable String owner,
            @Nullable Instant planned,
            @Nullable String note,
            @Nullable UUID call) {
        Step noted(String words) {
            return new Step(at, kind, who, level, owner, planned, words, call);
        }

        @Override
        public String toString() {
            return kind + "@" + at;
        }
    }

    /** What gives it to somebody is told outside, too. */
    void add(
            EscalationId id,
            Kind kind,
            @Nullable StaffId who,
            @Nullable String note,
            @Nullable CallId call,
            Instant now) {
        db.sql(
                        """
                        INSERT INTO followup.escalation_step (escalation_id, at, kind, staff_id, level, owner_id, note, call_id)
                        SELECT e.id, :now, :kind, :who, e.level, e.owner_id, :note, :call
                        FROM followup.escalation e WHERE e.id = :id
                        """)
                .param("id", id.value())
                .param("now", Sql.utc(now))
                .param("kind", kind.name())
                .param("who", who == null ? null : who.value())
                .param("note", note == null || note.isBlank() ? null : note.strip())
                .param("call", call == null ? null : call.value())
                .update();
        switch (kind) {
            case RAISED -> outbox.write(List.of(id), Outbox.Event.RAISED);
            case HANDED_OVER -> outbox.write(List.of(id), Outbox.Event.HANDED);
            case CLIMBED -> outbox.write(List.of(id), Outbox.Event.CLIMBED);
            case REVISED,
                    WITHDRAWN,
                    FIXED,
                    ACKNOWLEDGED,
                    NOTED,
                    CALLED_BACK,
                    CLOSED,
                    TOLD_OUTSIDE,
                    NOT_TOLD_YET,
                    NOT_TOLD -> {}
        }
    }

    List<Step> of(EscalationId id) {
        return db.sql(
                        """
                        SELECT s.*, w.name AS who, o.name AS owner FROM followup.escalation_step s
                        LEFT JOIN staff.member w ON w.id = s.staff_id LEFT JOIN staff.member o ON o.id = s.owner_id
                        WHERE s.escalation_id = :id ORDER BY s.seq
                        """)
                .param("id", id.value())
                .query((row, _) ->
                        new Step(
                                Sql.instant(row, "at"),
                                Kind.valueOf(row.getString("kind")),
                                row.getString("who"),
                                DutyLevel.of(row.getInt("level")),
                                row.getString("owner"),
                                Sql.instantOrNull(row, "planned_at"),
                                row.getString("note"),
                                row.getObject("call_id", UUID.class)))
                .list();
    }

    /** Who has it after it climbed. */
    record Climbed(EscalationId id, @Nullable StaffId owner) {}

    /**
     * What was not closed in time goes one level up, or to the first above where somebody is there;
     * where nobody is, it stays with whom it was, at the top. The next time is counted from the one
     * that was meant, not from now: however late we look, nobody gains or loses time by it.
     *
     * @param wall the same moment by the house's clock
     */
    List<Climbed> climb(Instant now, LocalDateTime wall, int limit) {
        var climbed =
                db.sql(
                                """
                                WITH late AS MATERIALIZED (
                                    SELECT id, kind, department, level, climb_at, owner_id FROM followup.escalation
                                    WHERE climb_at <= :now ORDER BY climb_at, id LIMIT :limit FOR UPDATE SKIP LOCKED),
                                up AS MATERIALIZED (
                                    SELECT late.id, late.climb_at, coalesce(d.level, 4) AS level,
                                           coalesce(d.staff_id, late.owner_id) AS owner_id
                                    FROM late LEFT JOIN LATERAL followup.on_duty(late.kind, late.department, late.level + 1, :wall::timestamp) d ON true),
                                moved AS (
                                    UPDATE followup.escalation e SET state = 'RAISED', level = up.level, owner_id = up.owner_id,
                                           climb_at = CASE WHEN up.level < 4 THEN e.climb_at + e.climb_every END,
                                           version = e.version + 1
                                    FROM up WHERE e.id = up.id)
                                INSERT INTO followup.escalation_step (escalation_id, at, kind, level, owner_id, planned_at)
                                SELECT id, :now, 'CLIMBED', level, owner_id, climb_at FROM up
                                RETURNING escalation_id, owner_id
                                """)
                        .param("now", Sql.utc(now))
                        .param("wall", wall)
                        .param("limit", limit)
                        .query((row, _) ->
                                new Climbed(
                                        new EscalationId(
                                                row.getObject("escalation_id", UUID.class)),
                                        Sql.idOrNull(row, "owner_id", StaffId::new)))
                        .list();
        outbox.write(climbed.stream().map(Climbed::id).toList(), Outbox.Event.CLIMBED);
        return climbed;
    }
}
