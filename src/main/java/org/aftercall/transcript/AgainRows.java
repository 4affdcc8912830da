package org.aftercall.transcript;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.aftercall.kernel.Sql;
import org.aftercall.recording.RecordingId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Old calls that wait to be listened to again; what they say stays until then. */
@Repository
class AgainRows {
    private final JdbcClient db;

    AgainRows(JdbcClient db) {
        this.db = db;
    }

    /** From when to when the calls began; null for no limit. */
    record Span(@Nullable Instant from, @Nullable Instant to) {}

    /**
     * How far one lot has come.
     *
     * @param left how many stay as they were
     * @param stopped how many were taken back
     */
    record Lot(
            Instant since,
            String language,
            UUID by,
            int total,
            int waiting,
            int left,
            int stopped) {}

    /**
     * Gives out what was made by somebody else than would make it now, or with fewer of the house's
     * words; what a person corrected is left alone.
     *
     * @return how many
     */
    @Transactional
    int give(String language, Engines.Due due, Span when, UUID by, Instant now) {
        var named = due.named().entrySet().stream().toList();
        int many =
                db.sql(
                                """
                                WITH able AS (SELECT * FROM unnest(:names::text[], :engines::text[], :models::text[], :words::int[])
                                              AS a (name, engine, model, words))
                                UPDATE transcript.transcript t SET again_since = :now
                                FROM recording.heard r
                                LEFT JOIN transcript.about about ON about.call_id = r.call_id
                                LEFT JOIN transcript.choice own ON own.language = :language AND own.worklist_id = about.worklist_id
                                LEFT JOIN able ON able.name = own.model
                                WHERE r.id = t.recording_id AND t.state = 'READY' AND t.language = :language
                                  AND ((t.engine, t.model) <> (coalesce(able.engine, :engine), coalesce(able.model, :model))
                                       OR coalesce(t.words, 0) < CASE WHEN able.name IS NULL THEN :listened::int ELSE able.words END)
                                  AND t.again_since IS NULL
                                  AND (:from::timestamptz IS NULL OR r.started_at >= :from)
                                  AND (:to::timestamptz IS NULL OR r.started_at < :to)
                                  AND NOT EXISTS (SELECT FROM transcript.correction c WHERE c.transcript_id = t.id)
                                """)
                        .param("language", language)
                        .param("engine", due.house().engine())
                        .param("model", due.house().model())
                        .param("listened", due.house().words())
                        .param(
                                "names",
                                named.stream().map(Map.Entry::getKey).toArray(String[]::new))
                        .param(
                                "engines",
                                named.stream()
                                        .map(e -> e.getValue().engine())
                                        .toArray(String[]::new))
                        .param(
                                "models",
                                named.stream()
                                        .map(e -> e.getValue().model())
                                        .toArray(String[]::new))
                        .param(
                                "words",
                                named.stream()
                                        .map(e -> e.getValue().words())
                                        .toArray(Integer[]::new))
                        .param("from", Sql.utcOrNull(when.from()))
                        .param("to", Sql.utcOrNull(when.to()))
                        .param("now", Sql.utc(now))
                        .update();
        if (many > 0) {
            db.sql(
                            """
                            INSERT INTO transcript.relistening AS r (since, language, by, total) VALUES (:now, :language, :by, :many)
                            ON CONFLICT (since) DO UPDATE SET total = r.total + excluded.total
                            """)
                    .param("now", Sql.utc(now))
                    .param("language", language)
                    .param("by", by)
                    .param("many", many)
                    .update();
        }
        return many;
    }

    /** The newest first: they are asked for most. */
    List<RecordingId> next(int limit) {
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

    int waiting() {
        return db.sql("SELECT count(*) FROM transcript.transcript WHERE again_since IS NOT NULL")
                .query(Integer.class)
                .single();
    }

    /** New ones, to which a server was to listen that does not answer. */
    int unanswered() {
        return db.sql("SELECT count(*) FROM transcript.transcript WHERE state = 'NO_SERVER'")
                .query(Integer.class)
                .single();
    }

    /** It stays as it was: nobody is there for it any more, or a person corrected it meanwhile. */
    void leave(TranscriptId id) {
        db.sql(
                        """
                        WITH left_as AS (
                            UPDATE transcript.transcript t SET again_since = NULL
                            FROM (SELECT id, again_since FROM transcript.transcript WHERE id = :id FOR UPDATE) was
                            WHERE t.id = was.id AND was.again_since IS NOT NULL RETURNING was.again_since)
                        UPDATE transcript.relistening r SET left_as = r.left_as + 1 FROM left_as
                        WHERE r.since = left_as.again_since
                        """)
                .param("id", id.value())
                .update();
    }

    /**
     * Takes back all that still wait.
     *
     * @return how many
     */
    @Transactional
    int stop() {
        db.sql(
                        """
                        UPDATE transcript.relistening r SET stopped = r.stopped + waiting.many
                        FROM (SELECT again_since, count(*) AS many FROM transcript.transcript
                              WHERE again_since IS NOT NULL GROUP BY again_since) waiting
                        WHERE r.since = waiting.again_since
                        """)
                .update();
        return db.sql(
                        "UPDATE transcript.transcript SET again_since = NULL WHERE again_since IS NOT NULL")
                .update();
    }

    /** The latest ones first. */
    List<Lot> lots() {
        return db.sql(
                        """
                        SELECT r.*, (SELECT count(*) FROM transcript.transcript t WHERE t.again_since = r.since) AS waiting
                        FROM transcript.relistening r ORDER BY since DESC LIMIT 5
                        """)
                .query((row, _) ->
                        new Lot(
                                Sql.instant(row, "since"),
                                row.getString("language"),
                                row.getObject("by", UUID.class),
                                row.getInt("total"),
                                row.getInt("waiting"),
                                row.getInt("left_as"),
                                row.getInt("stopped")))
                .list();
    }
}
