package org.aftercall.transcript;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
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
    private static final long SECONDS_OF_A_DAY = 86_400;

    /** So many days are looked at one by one before all others at once. */
    private static final int DAYS = 16;

    private static final String SAID =
            """
            SELECT transcript_id, seq, speaker, from_ms, call_at, coalesce(shown, text) AS said
            FROM transcript.utterance
            WHERE terms @> (%s) AND ' ' || lower(coalesce(shown, text)) || ' ' LIKE :like
              AND (:speaker::text IS NULL OR speaker = :speaker)
              AND call_at >= coalesce(:from::timestamptz, '-infinity') AND call_at < coalesce(:to::timestamptz, 'infinity')
              AND (:beforeAt::timestamptz IS NULL
                   OR (call_at, transcript_id, -seq) < (:beforeAt, :beforeId::uuid, -(:beforeSeq::int)))
            ORDER BY call_at DESC, transcript_id DESC, seq
            """;

    /**
     * {@code OFFSET 0} keeps the planner from mixing what is read first with what is asked then.
     */
    private static final String HITS =
            """
            SELECT u.*, t.recording_id, r.record_id, r.patient_name, r.department,
                   u.call_at + u.from_ms * interval '1 ms' AS at
            FROM (%s OFFSET 0) u
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
            """
                    .formatted(SAID);

    private static final String ALL = HITS.formatted(":terms::text[]");

    /** The newest day first; the loop over them ends with the last hit that is wanted. */
    private static final String BY_DAY =
            """
            SELECT hit.* FROM generate_series(:day::int, :day::int - :days + 1, -1) day
            CROSS JOIN LATERAL (%s) hit LIMIT :limit
            """
                    .formatted(HITS.formatted(":terms::text[] || ('#' || day)"));

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
     * Walks back day by day: a frequent word is found within the first ones, and of a rare one the
     * index knows at once that a day has none. What the last weeks do not yield is rare enough to
     * look at all of it.
     */
    List<Hit> find(Question question, DataScope scope) {
        if (Terms.asked(normal(question.typed())).isEmpty()) {
            return List.of();
        }
        return Objects.requireNonNull(
                tx.execute(_ -> {
                    db.sql("SELECT set_config('jit', 'off', true)").query(_ -> {});
                    var day = newestDay(question);
                    if (day.isEmpty()) {
                        return List.of();
                    }
                    var found = ask(BY_DAY, question, scope, day.get());
                    boolean all =
                            found.size() >= question.limit() || endsWithin(question, day.get());
                    return all ? found : ask(ALL, question, scope, day.get());
                }));
    }

    private Optional<Integer> newestDay(Question question) {
        var before = question.before();
        return db.sql(
                        """
                        SELECT transcript.day(max(call_at)) FROM transcript.utterance
                        WHERE call_at <= least(coalesce(:before::timestamptz, 'infinity'), coalesce(:to::timestamptz, 'infinity'))
                        """)
                .param("before", before == null ? null : Sql.utc(before.at()))
                .param("to", Sql.utcOrNull(question.filter().to()))
                .query((row, _) -> Optional.ofNullable(row.getObject(1, Integer.class)))
                .single();
    }

    /** Whether nothing earlier than the days that are looked at one by one is wanted. */
    private static boolean endsWithin(Question question, int day) {
        var from = question.filter().from();
        return from != null && Math.floorDiv(from.getEpochSecond(), SECONDS_OF_A_DAY) > day - DAYS;
    }

    private List<Hit> ask(String sql, Question question, DataScope scope, int day) {
        var before = question.before();
        var filter = question.filter();
        return db.sql(sql)
                .param("terms", Terms.asked(normal(question.typed())).toArray(String[]::new))
                .param("like", like(question.typed()))
                .param("day", day)
                .param("days", DAYS)
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
