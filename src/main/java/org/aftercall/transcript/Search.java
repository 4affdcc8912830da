package org.aftercall.transcript;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.aftercall.kernel.DataScope;
import org.aftercall.kernel.Sql;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionTemplate;

/** Finds words again: the index narrows, the text decides, the scope limits; newest first. */
@Repository
class Search {
    /** So many of the newest sentences are looked at first. */
    private static final int[] STEPS = {20_000, 400_000};

    private static final String SQL =
            """
            WITH u AS %s (
                SELECT transcript_id, seq, speaker, from_ms, call_at, coalesce(shown, text) AS said
                FROM transcript.utterance
                WHERE terms @> :terms::text[] AND ' ' || lower(coalesce(shown, text)) || ' ' LIKE :like
                  AND (:since::timestamptz IS NULL OR call_at >= :since)
                  AND (:speaker::text IS NULL OR speaker = :speaker)
                  AND (:from::timestamptz IS NULL OR call_at >= :from)
                  AND (:to::timestamptz IS NULL OR call_at < :to)
                  AND (:beforeAt::timestamptz IS NULL
                       OR (call_at, transcript_id, -seq) < (:beforeAt, :beforeId::uuid, -(:beforeSeq::int))))
            SELECT u.*, t.recording_id, r.record_id, r.patient_name, r.department,
                   u.call_at + u.from_ms * interval '1 ms' AS at
            FROM u
            JOIN transcript.transcript t ON t.id = u.transcript_id
            JOIN recording.heard r ON r.id = t.recording_id
            LEFT JOIN transcript.about a ON a.call_id = t.call_id
            WHERE (:all OR r.department = ANY(:departments))
              AND (:worklist::uuid IS NULL OR a.worklist_id = :worklist::uuid)
              AND (:outcome::text IS NULL OR a.outcome = :outcome)
              AND (:nurse::text IS NULL OR strpos(lower(r.nurse_name), lower(:nurse)) > 0)
              AND (:min::int IS NULL OR t.last_ms >= :min)
              AND (:max::int IS NULL OR t.last_ms <= :max)
              AND (NOT :flagged OR EXISTS (SELECT FROM transcript.cue c WHERE c.call_id = t.call_id
                       AND c.kind = 'RED_FLAG' AND c.verdict IS DISTINCT FROM 'REJECTED'))
            ORDER BY u.call_at DESC, u.transcript_id DESC, u.seq LIMIT :limit
            """;

    private final JdbcClient db;
    private final TransactionTemplate tx;

    Search(JdbcClient db, TransactionTemplate tx) {
        this.db = db;
        this.tx = tx;
    }

    /**
     * What to look for.
     *
     * @param typed words or Chinese characters; they must stand together, in this order
     * @param before the last hit of the page before
     */
    record Question(String typed, Filter filter, @Nullable Cursor before, int limit) {}

    /**
     * In which calls, and who said it; what is null does not matter.
     *
     * @param nurse part of her name
     * @param outcome the disposition's code
     * @param flagged whether a red flag was heard in it that nobody rejected
     * @param minMs the shortest talk
     */
    record Filter(
            @Nullable Speaker speaker,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable UUID worklist,
            @Nullable String nurse,
            @Nullable String outcome,
            boolean flagged,
            @Nullable Integer minMs,
            @Nullable Integer maxMs) {}

    /** Where a page ended. */
    record Cursor(Instant at, UUID transcript, int seq) {}

    /** A place where the words were found. */
    record Hit(
            UUID transcript,
            UUID recordingId,
            @Nullable UUID recordId,
            int seq,
            Speaker speaker,
            int fromMs,
            Instant at,
            Instant callAt,
            @Nullable String patientName,
            @Nullable String department,
            String excerpt) {
        @Override
        public String toString() {
            return "Hit[" + transcript + "/" + seq + "]";
        }
    }

    /**
     * Walks back in time: a frequent word is found among the newest sentences, and a rare one is
     * rare enough to look at all of them.
     */
    List<Hit> find(Question question, DataScope scope) {
        if (Terms.of(normal(question.typed())).isEmpty()) {
            return List.of();
        }
        return Objects.requireNonNull(
                tx.execute(_ -> {
                    // The plan depends on how frequent the words are, so each question has its own.
                    db.sql(
                                    "SELECT set_config('plan_cache_mode', 'force_custom_plan', true), set_config('jit', 'off', true)")
                            .query(_ -> {});
                    for (int steps : STEPS) {
                        var since = since(question.before(), steps);
                        var found = find(question, scope, since);
                        if (found.size() >= question.limit() || since == null) {
                            return found;
                        }
                    }
                    return find(question, scope, null);
                }));
    }

    /** Where so many of the newest sentences begin; null when there are not so many. */
    private @Nullable Instant since(@Nullable Cursor before, int sentences) {
        return db.sql(
                        """
                        SELECT call_at FROM transcript.utterance
                        WHERE :before::timestamptz IS NULL OR call_at <= :before
                        ORDER BY call_at DESC OFFSET :many LIMIT 1
                        """)
                .param("before", before == null ? null : Sql.utc(before.at()))
                .param("many", sentences)
                .query((row, _) -> Sql.instant(row, "call_at"))
                .optional()
                .orElse(null);
    }

    private List<Hit> find(Question question, DataScope scope, @Nullable Instant since) {
        var before = question.before();
        var filter = question.filter();
        return db.sql(
                        since == null
                                ? SQL.formatted("MATERIALIZED")
                                : SQL.formatted("NOT MATERIALIZED"))
                .param("terms", Terms.of(normal(question.typed())).toArray(String[]::new))
                .param("like", like(question.typed()))
                .param("since", Sql.utcOrNull(since))
                .param("all", scope.all())
                .param("departments", scope.asArray())
                .param("speaker", filter.speaker() == null ? null : filter.speaker().name())
                .param("from", Sql.utcOrNull(filter.from()))
                .param("to", Sql.utcOrNull(filter.to()))
                .param("worklist", filter.worklist())
                .param("nurse", filter.nurse())
                .param("outcome", filter.outcome())
                .param("flagged", filter.flagged())
                .param("min", filter.minMs())
                .param("max", filter.maxMs())
                .param("beforeAt", before == null ? null : Sql.utc(before.at()))
                .param("beforeId", before == null ? null : before.transcript())
                .param("beforeSeq", before == null ? 0 : before.seq())
                .param("limit", question.limit())
                .query((row, _) ->
                        new Hit(
                                row.getObject("transcript_id", UUID.class),
                                row.getObject("recording_id", UUID.class),
                                row.getObject("record_id", UUID.class),
                                row.getInt("seq"),
                                Speaker.valueOf(row.getString("speaker")),
                                row.getInt("from_ms"),
                                Sql.instant(row, "at"),
                                Sql.instant(row, "call_at"),
                                row.getString("patient_name"),
                                row.getString("department"),
                                row.getString("said")))
                .list();
    }

    /** Latin words are whole words; Chinese has no such thing. */
    private static String like(String typed) {
        var words = normal(typed);
        var escaped = words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
        var open = Terms.isChinese(words.codePointAt(0)) ? "%" : "% ";
        var close = Terms.isChinese(words.codePointBefore(words.length())) ? "%" : " %";
        return open + escaped + close;
    }

    /** As the texts are written: Chinese without blanks. */
    static String normal(String typed) {
        return typed.strip()
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\s+", " ")
                .replaceAll("(?<=\\p{IsHan}) (?=\\p{IsHan})", "");
    }

    /** Where the words stand in a text, as pairs of offsets. */
    static List<int[]> marks(String text, String typed) {
        var marks = new ArrayList<int[]>();
        var words = normal(typed);
        var lower = text.toLowerCase(Locale.ROOT);
        for (int at = lower.indexOf(words);
                at >= 0;
                at = lower.indexOf(words, at + words.length())) {
            if (standsAlone(lower, at, at + words.length())) {
                marks.add(new int[] {at, at + words.length()});
            }
        }
        return marks;
    }

    /** As {@link #like} finds it: a Latin word is whole, Chinese may go on on either side. */
    private static boolean standsAlone(String text, int from, int to) {
        var open =
                from == 0
                        || text.charAt(from - 1) == ' '
                        || Terms.isChinese(text.codePointAt(from));
        var close =
                to == text.length()
                        || text.charAt(to) == ' '
                        || Terms.isChinese(text.codePointBefore(to));
        return open && close;
    }
}
