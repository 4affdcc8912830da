package org.aftercall.recording;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.aftercall.call.CallId;
import org.aftercall.kernel.Ids;
import org.aftercall.kernel.Sql;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Data keys that are destroyed, and why. */
@Repository
class ErasureRows {
    static final String KEPT_UNTIL = keptUntil("recording.retention");

    private final JdbcClient db;

    ErasureRows(JdbcClient db) {
        this.db = db;
    }

    private static String keptUntil(String rules) {
        return """
        coalesce(r.started_at, r.ended_at) + make_interval(days => (
            SELECT max(t.days) FROM %s t
            WHERE (t.worklist_id IS NULL OR t.worklist_id = r.worklist_id)
              AND (t.department IS NULL OR t.department = r.department)
              AND (t.outcome IS NULL OR t.outcome = r.outcome)))
        """
                .formatted(rules);
    }

    /** A recording of a person, as far as erasing goes. */
    record Mine(RecordingId id, CallId call, boolean live, boolean erasable, boolean held) {}

    List<Mine> of(UUID patient) {
        return mine("r.patient_id", patient);
    }

    Optional<Mine> of(CallId call) {
        return mine("r.call_id", call.value()).stream().findFirst();
    }

    private List<Mine> mine(String by, UUID id) {
        return db.sql(
                        """
                        SELECT r.id, r.call_id, c.ended_at IS NULL, r.state IN ('WAITING', 'STORED'),
                               recording.held(r.patient_id, r.case_id)
                        FROM recording.recording r JOIN call.call c ON c.id = r.call_id
                        WHERE %s = :id ORDER BY r.id FOR UPDATE OF r
                        """
                                .formatted(by))
                .param("id", id)
                .query((rs, _) ->
                        new Mine(
                                new RecordingId(rs.getObject(1, UUID.class)),
                                new CallId(rs.getObject(2, UUID.class)),
                                rs.getBoolean(3),
                                rs.getBoolean(4),
                                rs.getBoolean(5)))
                .list();
    }

    record Due(RecordingId id, CallId call) {}

    /** Some of those whose time is over and which nothing holds. */
    List<Due> expired(Instant now, int atMost) {
        return db.sql(
                        """
                        SELECT r.id, r.call_id FROM recording.recording r
                        WHERE r.state = 'STORED' AND NOT recording.held(r.patient_id, r.case_id)
                          AND %s <= :now
                        ORDER BY r.id LIMIT :atMost FOR UPDATE SKIP LOCKED
                        """
                                .formatted(KEPT_UNTIL))
                .param("now", Sql.utc(now))
                .param("atMost", atMost)
                .query((rs, _) ->
                        new Due(
                                new RecordingId(rs.getObject(1, UUID.class)),
                                new CallId(rs.getObject(2, UUID.class))))
                .list();
    }

    /** How many more were expired, did this rule stand in the place of the one with its id. */
    long expiredBy(RetentionRule rule, Instant now) {
        return db.sql(
                        """
                        WITH would AS (
                            SELECT worklist_id, department, outcome, days FROM recording.retention WHERE id <> :id
                            UNION ALL
                            SELECT CAST(:list AS uuid), CAST(:department AS text), CAST(:outcome AS text), :days)
                        SELECT count(*) FROM recording.recording r
                        WHERE r.state = 'STORED' AND NOT recording.held(r.patient_id, r.case_id)
                          AND %s <= :now AND (%s <= :now) IS NOT TRUE
                        """
                                .formatted(keptUntil("would"), KEPT_UNTIL))
                .param("id", rule.id())
                .param("list", rule.worklist())
                .param("department", rule.department())
                .param("outcome", rule.outcome())
                .param("days", rule.days())
                .param("now", Sql.utc(now))
                .query(Long.class)
                .single();
    }

    Retention.Term term(RecordingId id) {
        return db.sql(
                        """
                        SELECT %s AS until, recording.held(r.patient_id, r.case_id) AS held, r.case_id
                        FROM recording.recording r WHERE r.id = :id
                        """
                                .formatted(KEPT_UNTIL))
                .param("id", id.value())
                .query((rs, _) ->
                        new Retention.Term(
                                Sql.instantOrNull(rs, "until"),
                                rs.getBoolean("held"),
                                rs.getObject("case_id", UUID.class)))
                .single();
    }

    /** How many would be gone, did not somebody hold them. */
    long heldBack(Instant now) {
        return db.sql(
                        """
                        SELECT count(*) FROM recording.recording r
                        WHERE r.state = 'STORED' AND recording.held(r.patient_id, r.case_id) AND %s <= :now
                        """
                                .formatted(KEPT_UNTIL))
                .param("now", Sql.utc(now))
                .query(Long.class)
                .single();
    }

    /** Destroys the data key: whatever copies of the object there are, none can be read again. */
    boolean erase(RecordingId id, Recording.Reason why, Instant at) {
        db.sql("DELETE FROM recording.covered WHERE recording_id = :id")
                .param("id", id.value())
                .update();
        return db.sql(
                                """
                                UPDATE recording.recording
                                SET state = 'ERASED', reason = :why, erased_at = :at, sealed_key = NULL, master_id = NULL,
                                    nurse_peaks = NULL, patient_peaks = NULL
                                WHERE id = :id AND state IN ('WAITING', 'STORED')
                                """)
                        .param("id", id.value())
                        .param("why", why.name())
                        .param("at", Sql.utc(at))
                        .update()
                == 1;
    }

    void note(UUID patient, Grounds why, UUID by, Instant at, int recordings) {
        db.sql(
                        """
                        INSERT INTO recording.erasure (id, patient_id, reason, asked_by, at, recordings)
                        VALUES (:id, :patient, :why, :by, :at, :recordings)
                        """)
                .param("id", Ids.next())
                .param("patient", patient)
                .param("why", why.text())
                .param("by", by)
                .param("at", Sql.utc(at))
                .param("recordings", recordings)
                .update();
    }

    /** Erased ones whose objects may still lie in the store, and which it may let go by now. */
    List<RecordingId> uncleared(Instant now, int atMost) {
        return db.sql(
                        """
                        SELECT id FROM recording.recording WHERE state = 'ERASED' AND cleared_at IS NULL
                          AND (locked_until IS NULL OR locked_until <= :now)
                        ORDER BY erased_at LIMIT :atMost
                        """)
                .param("now", Sql.utc(now))
                .param("atMost", atMost)
                .query((rs, _) -> new RecordingId(rs.getObject(1, UUID.class)))
                .list();
    }

    void cleared(RecordingId id, Instant at) {
        db.sql("UPDATE recording.recording SET cleared_at = :at WHERE id = :id")
                .param("id", id.value())
                .param("at", Sql.utc(at))
                .update();
    }
}
