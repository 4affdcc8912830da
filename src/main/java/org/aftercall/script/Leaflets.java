package org.aftercall.script;

import java.sql.Array;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What patients take home on paper, by diagnosis and in their language. */
@Repository
class Leaflets {
    private final JdbcClient db;

    Leaflets(JdbcClient db) {
        this.db = db;
    }

    /**
     * @param warnings with which he should call or come at once
     */
    record Leaflet(
            String code,
            String title,
            List<String> advice,
            List<String> medicines,
            List<String> warnings) {}

    /**
     * Answers of a questionnaire that go home with him, by their link ids.
     *
     * @param appointments whose answers are days to come
     */
    record Answers(List<String> agreed, List<String> appointments) {}

    /** The one whose prefix fits the ICD-10 code best, else the one for everybody. */
    Leaflet of(@Nullable String icd10, String language) {
        return db.sql(
                        """
                        SELECT l.* FROM script.leaflet l,
                             LATERAL (SELECT max(length(prefix)) AS fit FROM unnest(l.icd10) AS prefix
                                      WHERE starts_with(:code, prefix)) f
                        WHERE l.language = :language AND (f.fit IS NOT NULL OR cardinality(l.icd10) = 0)
                        ORDER BY f.fit DESC NULLS LAST, l.code LIMIT 1
                        """)
                .param("code", icd10 == null ? "" : icd10.strip().toUpperCase(Locale.ROOT))
                .param("language", language)
                .query((row, _) ->
                        new Leaflet(
                                row.getString("code"),
                                row.getString("title"),
                                lines(row.getArray("advice")),
                                lines(row.getArray("medicines")),
                                lines(row.getArray("warnings"))))
                .single();
    }

    Answers answers(@Nullable String questionnaire) {
        return new Answers(links(questionnaire, "AGREED"), links(questionnaire, "APPOINTMENT"));
    }

    private List<String> links(@Nullable String questionnaire, String part) {
        return db.sql(
                        "SELECT link_id FROM script.leaflet_answer WHERE questionnaire = :questionnaire AND part = :part ORDER BY place, link_id")
                .param("questionnaire", questionnaire == null ? "" : questionnaire)
                .param("part", part)
                .query((row, _) -> Objects.requireNonNull(row.getString("link_id")))
                .list();
    }

    private static List<String> lines(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }
}
