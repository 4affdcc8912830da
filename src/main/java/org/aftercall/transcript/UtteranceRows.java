package org.aftercall.transcript;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.aftercall.call.CallId;
import org.aftercall.recording.Redactions;
import org.aftercall.transcript.hiding.Secret;
import org.aftercall.transcript.vosk.SpeechModels;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The tables of what was said, and of what of it not everybody may read. */
@Repository
class UtteranceRows {
    private static final TypeReference<List<Utterance.Word>> WORDS = new TypeReference<>() {};

    private final JdbcClient db;
    private final JsonMapper json;

    UtteranceRows(JdbcClient db, JsonMapper json) {
        this.db = db;
        this.json = json;
    }

    void add(TranscriptId id, List<Utterance> all) {
        for (var u : all) {
            var masked = Masked.of(u, secrets(u));
            db.sql(
                            """
                            INSERT INTO transcript.utterance (transcript_id, seq, speaker, from_ms, to_ms, text, shown, words, terms, call_at)
                            SELECT :id, :seq, :speaker, :from, :to, :text, :shown, :words::jsonb,
                                   :terms::text[] || ('#' || transcript.day(at)), at
                            FROM (SELECT coalesce(r.started_at, t.created_at) AS at FROM transcript.transcript t
                                  JOIN recording.heard r ON r.id = t.recording_id WHERE t.id = :id) talk
                            """)
                    .param("id", id.value())
                    .param("seq", u.seq())
                    .param("speaker", u.speaker().name())
                    .param("from", u.fromMs())
                    .param("to", u.toMs())
                    .param("text", u.text())
                    .param("shown", masked.secrets().isEmpty() ? null : masked.utterance().text())
                    .param("words", json.writeValueAsString(u.words()))
                    .param("terms", terms(masked))
                    .update();
            hide(id, u, masked.secrets());
        }
    }

    /**
     * Until the end of the transaction nobody else changes the words of this transcript.
     *
     * @return the call they were said in; empty when they were erased meanwhile
     */
    Optional<CallId> lock(TranscriptId id) {
        return db.sql("SELECT call_id FROM transcript.transcript WHERE id = :id FOR UPDATE")
                .param("id", id.value())
                .query((row, _) -> new CallId(row.getObject("call_id", UUID.class)))
                .optional();
    }

    /** Exchanges the words of one. */
    void replace(TranscriptId id, Utterance u) {
        var masked = Masked.of(u, secrets(u));
        db.sql(
                        """
                        UPDATE transcript.utterance SET text = :text, shown = :shown, words = :words::jsonb,
                            terms = :terms::text[] || ('#' || transcript.day(call_at))
                        WHERE transcript_id = :id AND seq = :seq
                        """)
                .param("id", id.value())
                .param("seq", u.seq())
                .param("text", u.text())
                .param("shown", masked.secrets().isEmpty() ? null : masked.utterance().text())
                .param("words", json.writeValueAsString(u.words()))
                .param("terms", terms(masked))
                .update();
        db.sql("DELETE FROM transcript.hidden WHERE transcript_id = :id AND seq = :seq")
                .param("id", id.value())
                .param("seq", u.seq())
                .update();
        hide(id, u, masked.secrets());
    }

    void remove(TranscriptId id) {
        db.sql("DELETE FROM transcript.utterance WHERE transcript_id = :id")
                .param("id", id.value())
                .update();
    }

    /** Where the times of words are a guess, all of the sentence is covered. */
    private void hide(TranscriptId id, Utterance u, List<Secret> secrets) {
        for (var secret : secrets) {
            db.sql(
                            """
                            INSERT INTO transcript.hidden (transcript_id, seq, from_word, to_word, kind, speaker, from_ms, to_ms)
                            SELECT :id, :seq, :from, :to, :kind, :speaker,
                                   CASE WHEN engine = :exact THEN :fromMs ELSE :begin END,
                                   CASE WHEN engine = :exact THEN :toMs ELSE :end END
                            FROM transcript.transcript WHERE id = :id
                            """)
                    .param("id", id.value())
                    .param("seq", u.seq())
                    .param("from", secret.from())
                    .param("to", secret.to())
                    .param("kind", secret.kind().name())
                    .param("speaker", u.speaker().name())
                    .param("fromMs", u.words().get(secret.from()).s())
                    .param("toMs", u.words().get(secret.to() - 1).e())
                    .param("exact", SpeechModels.ENGINE)
                    .param("begin", u.fromMs())
                    .param("end", u.toMs())
                    .update();
        }
    }

    List<Utterance> of(TranscriptId id) {
        return db.sql("SELECT * FROM transcript.utterance WHERE transcript_id = :id ORDER BY seq")
                .param("id", id.value())
                .query(this::utterance)
                .list();
    }

    /** By the number of the utterance. */
    Map<Integer, List<Secret>> secrets(TranscriptId id) {
        record Row(int seq, Secret secret) {}
        return db
                .sql(
                        "SELECT * FROM transcript.hidden WHERE transcript_id = :id ORDER BY seq, from_word")
                .param("id", id.value())
                .query((row, _) ->
                        new Row(
                                row.getInt("seq"),
                                new Secret(
                                        Secret.Kind.valueOf(row.getString("kind")),
                                        row.getInt("from_word"),
                                        row.getInt("to_word"))))
                .list()
                .stream()
                .collect(
                        Collectors.groupingBy(
                                Row::seq, Collectors.mapping(Row::secret, Collectors.toList())));
    }

    /** When it is said, from the beginning of the recording. */
    List<Redactions.Stretch> hidden(TranscriptId id) {
        return db.sql(
                        """
                        SELECT from_ms, to_ms FROM transcript.hidden WHERE transcript_id = :id ORDER BY from_ms
                        """)
                .param("id", id.value())
                .query((row, _) -> new Redactions.Stretch(row.getLong(1), row.getLong(2)))
                .list();
    }

    private Utterance utterance(ResultSet row, int n) throws SQLException {
        return new Utterance(
                row.getInt("seq"),
                Speaker.valueOf(row.getString("speaker")),
                row.getInt("from_ms"),
                row.getInt("to_ms"),
                json.readValue(row.getString("words"), WORDS));
    }

    private static List<Secret> secrets(Utterance u) {
        return Secret.in(u.words().stream().map(Utterance.Word::w).toList());
    }

    private static String[] terms(Masked masked) {
        return Terms.of(masked.utterance().text()).toArray(String[]::new);
    }
}
