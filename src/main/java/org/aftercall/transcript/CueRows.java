package org.aftercall.transcript;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.aftercall.call.CallId;
import org.aftercall.kernel.Sql;
import org.aftercall.transcript.phrase.Phrase;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of what was heard. */
@Repository
class CueRows {
    /** So far apart may live and later listening put the same words. */
    private static final int SAME_MS = 4_000;

    private final JdbcClient db;

    CueRows(JdbcClient db) {
        this.db = db;
    }

    /**
     * Keeps a cue, unless the same was heard at about the same time: that one only moves to where
     * the better ear put it.
     *
     * @return whether it is new
     */
    boolean keep(Cue cue, Instant now) {
        int moved =
                db.sql(
                                """
                                UPDATE transcript.cue c SET at_ms = CASE WHEN :live THEN at_ms ELSE :at END,
                                       said = CASE WHEN :live THEN said ELSE :said END
                                WHERE id = (SELECT id FROM transcript.cue
                                            WHERE call_id = :call AND kind = :kind AND words = :words AND speaker = :speaker
                                              AND abs(at_ms - :at) <= :same
                                            ORDER BY abs(at_ms - :at) LIMIT 1)
                                """)
                        .param("live", cue.live())
                        .param("at", cue.atMs())
                        .param("said", cue.said())
                        .param("call", cue.call().value())
                        .param("kind", cue.kind().name())
                        .param("words", cue.words())
                        .param("speaker", cue.speaker().name())
                        .param("same", SAME_MS)
                        .update();
        return moved == 0 && add(cue, now);
    }

    private boolean add(Cue cue, Instant now) {
        return db.sql(
                                """
                                INSERT INTO transcript.cue (id, call_id, kind, words, speaker, at_ms, said, list_version, live, raised_at)
                                VALUES (:id, :call, :kind, :words, :speaker, :at, :said, :version, :live, :now)
                                ON CONFLICT DO NOTHING
                                """)
                        .param("id", cue.id())
                        .param("call", cue.call().value())
                        .param("kind", cue.kind().name())
                        .param("words", cue.words())
                        .param("speaker", cue.speaker().name())
                        .param("at", cue.atMs())
                        .param("said", cue.said())
                        .param("version", cue.listVersion())
                        .param("live", cue.live())
                        .param("now", Sql.utc(now))
                        .update()
                == 1;
    }

    /** Takes back what only a machine said after the call; what a nurse saw or judged stays. */
    void forgetUnseen(CallId call) {
        db.sql("DELETE FROM transcript.cue WHERE call_id = :call AND NOT live AND verdict IS NULL")
                .param("call", call.value())
                .update();
    }

    /**
     * The same for one sentence.
     *
     * @return how many went
     */
    int forgetUnseen(CallId call, Utterance said) {
        return db.sql(
                        """
                        DELETE FROM transcript.cue WHERE call_id = :call AND NOT live AND verdict IS NULL
                        AND speaker = :speaker AND at_ms BETWEEN :from AND :to
                        """)
                .param("call", call.value())
                .param("speaker", said.speaker().name())
                .param("from", said.fromMs())
                .param("to", said.toMs())
                .update();
    }

    List<Cue> of(CallId call) {
        return db.sql("SELECT * FROM transcript.cue WHERE call_id = :call ORDER BY at_ms, id")
                .param("call", call.value())
                .query(CueRows::cue)
                .list();
    }

    Optional<Cue> find(UUID id) {
        return db.sql("SELECT * FROM transcript.cue WHERE id = :id")
                .param("id", id)
                .query(CueRows::cue)
                .optional();
    }

    void judge(UUID id, Cue.Judged judged) {
        db.sql(
                        "UPDATE transcript.cue SET verdict = :verdict, judged_by = :by, judged_at = :at WHERE id = :id")
                .param("id", id)
                .param("verdict", judged.verdict().name())
                .param("by", judged.by())
                .param("at", Sql.utc(judged.at()))
                .update();
    }

    static Cue cue(ResultSet row, int n) throws SQLException {
        return new Cue(
                row.getObject("id", UUID.class),
                new CallId(row.getObject("call_id", UUID.class)),
                Phrase.Kind.valueOf(row.getString("kind")),
                row.getString("words"),
                Speaker.valueOf(row.getString("speaker")),
                row.getInt("at_ms"),
                row.getString("said"),
                row.getInt("list_version"),
                row.getBoolean("live"),
                judged(row));
    }

    private static Cue.@Nullable Judged judged(ResultSet row) throws SQLException {
        var verdict = row.getString("verdict");
        return verdict == null
                ? null
                : new Cue.Judged(
                        Cue.Verdict.valueOf(verdict),
                        row.getObject("judged_by", UUID.class),
                        Sql.instant(row, "judged_at"));
    }
}
