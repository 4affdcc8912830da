package org.aftercall.recording;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.aftercall.kernel.Sql;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Until when the store itself keeps the objects. */
@Repository
class LockRows {
    /** What is held has no end: it is locked for so long, and each night anew. */
    private static final Duration WHILE_HELD = Duration.ofDays(30);

    private static final String UNTIL =
            "greatest("
                    + ErasureRows.KEPT_UNTIL
                    + ", CASE WHEN recording.held(r.patient_id, r.case_id) THEN now() + :held * interval '1 second' END)";

    private final JdbcClient db;

    LockRows(JdbcClient db) {
        this.db = db;
    }

    /** By what is known by now; null where there is no end, and so no date either. */
    @Nullable Instant until(RecordingId id) {
        return db.sql(
                        "SELECT date_trunc('second', %s) AS until FROM recording.recording r WHERE r.id = :id"
                                .formatted(UNTIL))
                .param("held", WHILE_HELD.toSeconds())
                .param("id", id.value())
                .query((rs, _) -> Optional.ofNullable(Sql.instantOrNull(rs, "until")))
                .single()
                .orElse(null);
    }

    void locked(RecordingId id, @Nullable Instant until) {
        db.sql("UPDATE recording.recording SET locked_until = :until WHERE id = :id")
                .param("id", id.value())
                .param("until", Sql.utcOrNull(until))
                .update();
    }

    /** An object that is to be locked for longer. */
    record Short(RecordingId id, Instant until) {}

    /**
     * Some whose rules have come to say more than their lock; a day more is not worth a request.
     *
     * @param after the last one of those before
     */
    List<Short> tooShort(Instant now, @Nullable RecordingId after, int atMost) {
        return db.sql(
                        """
                        SELECT id, until FROM (
                            SELECT r.id, r.locked_until, date_trunc('second', %s) AS until FROM recording.recording r
                            WHERE r.state = 'STORED' AND (:after::uuid IS NULL OR r.id > :after)) x
                        WHERE until > :now AND (locked_until IS NULL OR until > locked_until + interval '1 day')
                        ORDER BY id LIMIT :atMost
                        """
                                .formatted(UNTIL))
                .param("held", WHILE_HELD.toSeconds())
                .param("now", Sql.utc(now))
                .param("after", after == null ? null : after.value())
                .param("atMost", atMost)
                .query((rs, _) ->
                        new Short(
                                new RecordingId(rs.getObject(1, UUID.class)),
                                Sql.instant(rs, "until")))
                .list();
    }

    /** Erased ones that the store has not let go. */
    long stillThere() {
        return count("state = 'ERASED' AND cleared_at IS NULL");
    }

    /** Stored ones for which no rule gives a date. */
    long unlocked() {
        return count("state = 'STORED' AND locked_until IS NULL");
    }

    private long count(String which) {
        return db.sql("SELECT count(*) FROM recording.recording WHERE " + which)
                .query(Long.class)
                .single();
    }
}
