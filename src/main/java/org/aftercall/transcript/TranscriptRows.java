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
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The transcript tables. */
@Repository
class TranscriptRows {
    private static final TypeReference<List<Utterance.Word>> WORDS = new TypeReference<>() {};

    private final JdbcClient db;
    private final JsonMapper json;

    TranscriptRows(JdbcClient db, JsonMapper json) {
        this.db = db;
        this.json = json;
    }

    /** A transcript without its words. */
    record Head(
            TranscriptId id,
            RecordingId recording,
            CallId call,
            String state,
            @Nullable String language,
            @Nullable String model,
            boolean demo) {}

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
                                       demo = :demo, made_at = :now WHERE id = :id AND state <> 'READY'
                                """)
                        .param("id", id.value())
                        .param("language", result.model().language())
                        .param("model", result.model().name())
                        .param("demo", result.model().demo())
                        .param("now", Sql.utc(now))
                        .update();
        if (changed == 0) {
            return false;
        }
        for (var u : result.utterances()) {
            db.sql(
                            """
                            INSERT INTO transcript.utterance (transcript_id, seq, speaker, from_ms, to_ms, text, words, terms)
                            VALUES (:id, :seq, :speaker, :from, :to, :text, :words::jsonb, :terms)
                            """)
                    .param("id", id.value())
                    .param("seq", u.seq())
                    .param("speaker", u.speaker().name())
                    .param("from", u.fromMs())
                    .param("to", u.toMs())
                    .param("text", u.text())
                    .param("words", json.writeValueAsString(u.words()))
                    .param("terms", Terms.of(u.text()).toArray(String[]::new))
                    .update();
        }
        return true;
    }

    List<Utterance> utterances(TranscriptId id) {
        return db.sql("SELECT * FROM transcript.utterance WHERE transcript_id = :id ORDER BY seq")
                .param("id", id.value())
                .query((row, _) ->
                        new Utterance(
                                row.getInt("seq"),
                                Speaker.valueOf(row.getString("speaker")),
                                row.getInt("from_ms"),
                                row.getInt("to_ms"),
                                json.readValue(row.getString("words"), WORDS)))
                .list();
    }

    private static Head head(ResultSet row, int n) throws SQLException {
        return new Head(
                new TranscriptId(row.getObject("id", UUID.class)),
                new RecordingId(row.getObject("recording_id", UUID.class)),
                new CallId(row.getObject("call_id", UUID.class)),
                row.getString("state"),
                row.getString("language"),
                row.getString("model"),
                row.getBoolean("demo"));
    }
}
