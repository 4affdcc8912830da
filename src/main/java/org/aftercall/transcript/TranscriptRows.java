package org.aftercall.transcript;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.aftercall.call.CallId;
import org.aftercall.kernel.Sql;
import org.aftercall.recording.RecordingId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of transcripts. */
@Repository
class TranscriptRows {
    private final JdbcClient db;
    private final UtteranceRows utterances;

    TranscriptRows(JdbcClient db, UtteranceRows utterances) {
        this.db = db;
        this.utterances = utterances;
    }

    /** A transcript without its words. */
    record Head(
            TranscriptId id,
            RecordingId recording,
            CallId call,
            String state,
            @Nullable String language,
            @Nullable String model,
            boolean demo,
            boolean again) {}

    void expect(RecordingId recording, CallId call) {
        db.sql(
                        """
                        INSERT INTO transcript.transcript (id, recording_id, call_id) VALUES (:id, :recording, :call)
                        ON CONFLICT DO NOTHING
                        """)
                .param("id", TranscriptId.next().value())
                .param("recording", recording.value())
                .param("call", call.value())
                .update();
    }

    Optional<Head> of(RecordingId recording) {
        return db.sql("SELECT * FROM transcript.transcript WHERE recording_id = :recording")
                .param("recording", recording.value())
                .query(TranscriptRows::head)
                .optional();
    }

    List<Head> of(Collection<CallId> calls) {
        return db.sql("SELECT * FROM transcript.transcript WHERE call_id = ANY(:calls)")
                .param("calls", calls.stream().map(CallId::value).toArray(UUID[]::new))
                .query(TranscriptRows::head)
                .list();
    }

    List<RecordingId> toMake(int limit) {
        return db
                .sql(
                        """
                        SELECT recording_id FROM transcript.transcript WHERE state IN ('WAITING', 'NO_MODEL')
                        ORDER BY created_at LIMIT :limit
                        """)
                .param("limit", limit)
                .query(UUID.class)
                .list()
                .stream()
                .map(RecordingId::new)
                .toList();
    }

    int waiting() {
        return db.sql(
                        "SELECT count(*) FROM transcript.transcript WHERE state IN ('WAITING', 'NO_MODEL')")
                .query(Integer.class)
                .single();
    }

    void state(TranscriptId id, String state) {
        db.sql(
                        "UPDATE transcript.transcript SET state = :state WHERE id = :id AND state <> 'READY'")
                .param("id", id.value())
                .param("state", state)
                .update();
    }

    /**
     * @return whether it was not there before
     */
    boolean ready(TranscriptId id, Interpreter.Result result, Instant now) {
        int changed =
                db.sql(
                                """
                                UPDATE transcript.transcript SET state = 'READY', language = :language, model = :model,
                                       demo = :demo, made_at = :now, last_ms = :last WHERE id = :id AND state <> 'READY'
                                """)
                        .param("id", id.value())
                        .param("language", result.model().language())
                        .param("model", result.model().name())
                        .param("demo", result.model().demo())
                        .param("now", Sql.utc(now))
                        .param("last", lastMs(result.utterances()))
                        .update();
        if (changed == 0) {
            return false;
        }
        utterances.add(id, result.utterances());
        return true;
    }

    /**
     * Marks what was made by another model than it would be now; what a person corrected is left
     * alone.
     *
     * @return how many
     */
    int makeAgain(String language, String model, Span when, Instant now) {
        return db.sql(
                        """
                        UPDATE transcript.transcript t SET again_since = :now
                        FROM recording.heard r
                        WHERE r.id = t.recording_id AND t.state = 'READY' AND t.language = :language AND t.model <> :model
                          AND t.again_since IS NULL
                          AND (:from::timestamptz IS NULL OR r.started_at >= :from)
                          AND (:to::timestamptz IS NULL OR r.started_at < :to)
                          AND NOT EXISTS (SELECT FROM transcript.correction c WHERE c.transcript_id = t.id)
                        """)
                .param("language", language)
                .param("model", model)
                .param("from", Sql.utcOrNull(when.from()))
                .param("to", Sql.utcOrNull(when.to()))
                .param("now", Sql.utc(now))
                .update();
    }

    /** From when to when the calls began; null for no limit. */
    record Span(@Nullable Instant from, @Nullable Instant to) {}

    int waitingAgain() {
        return db.sql("SELECT count(*) FROM transcript.transcript WHERE again_since IS NOT NULL")
                .query(Integer.class)
                .single();
    }

    /** The newest first: they are asked for most. */
    List<RecordingId> toMakeAgain(int limit) {
        return db
                .sql(
                        """
                        SELECT recording_id FROM transcript.transcript WHERE again_since IS NOT NULL
                        ORDER BY created_at DESC LIMIT :limit
                        """)
                .param("limit", limit)
                .query(UUID.class)
                .list()
                .stream()
                .map(RecordingId::new)
                .toList();
    }

    /**
     * It stays as it was: there is no model for it any more, or a person corrected it meanwhile.
     */
    void leave(TranscriptId id) {
        db.sql("UPDATE transcript.transcript SET again_since = NULL WHERE id = :id")
                .param("id", id.value())
                .update();
    }

    /**
     * Exchanges the words of one.
     *
     * @return false when a person corrected it meanwhile
     */
    boolean remade(TranscriptId id, Interpreter.Result result, Instant now) {
        int changed =
                db.sql(
                                """
                                UPDATE transcript.transcript t SET language = :language, model = :model, demo = :demo, made_at = :now,
                                       last_ms = :last, again_since = NULL
                                WHERE id = :id AND again_since IS NOT NULL
                                  AND NOT EXISTS (SELECT FROM transcript.correction c WHERE c.transcript_id = t.id)
                                """)
                        .param("id", id.value())
                        .param("language", result.model().language())
                        .param("model", result.model().name())
                        .param("demo", result.model().demo())
                        .param("now", Sql.utc(now))
                        .param("last", lastMs(result.utterances()))
                        .update();
        if (changed == 0) {
            leave(id);
            return false;
        }
        utterances.remove(id);
        utterances.add(id, result.utterances());
        return true;
    }

    private static int lastMs(List<Utterance> said) {
        return said.stream().mapToInt(Utterance::toMs).max().orElse(0);
    }

    private static Head head(ResultSet row, int n) throws SQLException {
        return new Head(
                new TranscriptId(row.getObject("id", UUID.class)),
                new RecordingId(row.getObject("recording_id", UUID.class)),
                new CallId(row.getObject("call_id", UUID.class)),
                row.getString("state"),
                row.getString("language"),
                row.getString("model"),
                row.getBoolean("demo"),
                row.getObject("again_since") != null);
    }
}
