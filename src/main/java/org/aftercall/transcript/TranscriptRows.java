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
            String engine,
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
                        SELECT recording_id FROM transcript.transcript WHERE state IN ('WAITING', 'NO_MODEL', 'NO_SERVER')
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
                        """
                        SELECT count(*) FROM transcript.transcript WHERE state IN ('WAITING', 'NO_MODEL', 'NO_SERVER')
                        """)
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
                                UPDATE transcript.transcript SET state = 'READY', language = :language, engine = :engine, model = :model,
                                       words = :words, demo = :demo, made_at = :now, last_ms = :last WHERE id = :id AND state <> 'READY'
                                """)
                        .param("id", id.value())
                        .param("language", result.by().language())
                        .param("engine", result.by().engine())
                        .param("model", result.by().model())
                        .param("words", result.by().words())
                        .param("demo", result.by().demo())
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
     * Exchanges the words of one.
     *
     * @return false when a person corrected it meanwhile
     */
    boolean remade(TranscriptId id, Interpreter.Result result, Instant now) {
        // Whoever corrects it has done so before, or waits and sees the new words.
        utterances.lock(id);
        int changed =
                db.sql(
                                """
                                UPDATE transcript.transcript t SET language = :language, engine = :engine, model = :model, words = :words,
                                       demo = :demo, made_at = :now,
                                       last_ms = :last, again_since = NULL
                                WHERE id = :id AND again_since IS NOT NULL
                                  AND NOT EXISTS (SELECT FROM transcript.correction c WHERE c.transcript_id = t.id)
                                """)
                        .param("id", id.value())
                        .param("language", result.by().language())
                        .param("engine", result.by().engine())
                        .param("model", result.by().model())
                        .param("words", result.by().words())
                        .param("demo", result.by().demo())
                        .param("now", Sql.utc(now))
                        .param("last", lastMs(result.utterances()))
                        .update();
        if (changed == 0) {
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
                row.getString("engine"),
                row.getString("model"),
                row.getBoolean("demo"),
                row.getObject("again_since") != null);
    }
}
