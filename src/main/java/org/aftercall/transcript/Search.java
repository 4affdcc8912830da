package org.aftercall.transcript;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.aftercall.kernel.DataScope;
import org.aftercall.kernel.Sql;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Finds words again: the index narrows, the text decides, the scope limits; newest first. */
@Repository
class Search {
    private final JdbcClient db;

    Search(JdbcClient db) {
        this.db = db;
    }

    /**
     * What to look for.
     *
     * @param typed words or Chinese characters; they must stand together, in this order
     * @param before the last hit of the page before
     */
    record Question(
            String typed,
            @Nullable Speaker speaker,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable Cursor before,
            int limit) {}

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

    List<Hit> find(Question question, DataScope scope) {
        var terms = Terms.of(normal(question.typed()));
        if (terms.isEmpty()) {
            return List.of();
        }
        var before = question.before();
        return db.sql(
                        """
                        SELECT u.*, t.recording_id, r.record_id, r.patient_name, r.department,
                               r.started_at, r.started_at + u.from_ms * interval '1 ms' AS at
                        FROM transcript.utterance u
                        JOIN transcript.transcript t ON t.id = u.transcript_id
                        JOIN recording.heard r ON r.id = t.recording_id
                        WHERE u.terms @> :terms::text[] AND ' ' || lower(u.text) || ' ' LIKE :like
                          AND (:all OR r.department = ANY(:departments))
                          AND (:speaker::text IS NULL OR u.speaker = :speaker)
                          AND (:from::timestamptz IS NULL OR r.started_at >= :from)
                          AND (:to::timestamptz IS NULL OR r.started_at < :to)
                          AND (:beforeAt::timestamptz IS NULL
                               OR (r.started_at, u.transcript_id, -u.seq) < (:beforeAt, :beforeId::uuid, -(:beforeSeq::int)))
                        ORDER BY r.started_at DESC, u.transcript_id DESC, u.seq LIMIT :limit
                        """)
                .param("terms", terms.toArray(String[]::new))
                .param("like", like(question.typed()))
                .param("all", scope.all())
                .param("departments", scope.asArray())
                .param("speaker", question.speaker() == null ? null : question.speaker().name())
                .param("from", Sql.utcOrNull(question.from()))
                .param("to", Sql.utcOrNull(question.to()))
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
                                Sql.instant(row, "started_at"),
                                row.getString("patient_name"),
                                row.getString("department"),
                                row.getString("text")))
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
