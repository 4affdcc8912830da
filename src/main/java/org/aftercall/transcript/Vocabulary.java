package org.aftercall.transcript;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.kernel.Sql;
import org.aftercall.transcript.engine.Wanted;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;

/**
 * The words that the house wants to be heard: its medicines, doctors, wards. A list that is saved
 * holds at every application from the next sentence on.
 */
@Service
class Vocabulary {
    private static final Saved NONE = new Saved(0, List.of(), "", null, null);

    private final JdbcClient db;
    private final Clock clock;
    private volatile Saved known = NONE;

    Vocabulary(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /** What a word is; for whoever reads the list. */
    enum Sort {
        MEDICINE,
        PERSON,
        PLACE,
        OTHER
    }

    /**
     * A word, or several that are said together.
     *
     * @param language {@code en} or {@code zh}
     */
    record Word(Sort sort, String language, String text) {}

    /**
     * One saved list.
     *
     * @param version 0 when none was saved yet
     */
    record Saved(
            int version, List<Word> words, String note, @Nullable UUID by, @Nullable Instant at) {
        Wanted in(String language) {
            return new Wanted(
                    version,
                    words.stream()
                            .filter(w -> w.language().equals(language))
                            .map(Word::text)
                            .toList());
        }
    }

    /** The current list; another application may have saved it. */
    Saved current() {
        int version =
                db.sql("SELECT coalesce(max(version), 0) FROM transcript.vocabulary")
                        .query(Integer.class)
                        .single();
        var now = known;
        if (now.version() != version) {
            now = version(version).orElse(NONE);
            known = now;
        }
        return now;
    }

    Optional<Saved> version(int version) {
        return version == 0
                ? Optional.of(NONE)
                : db.sql("SELECT * FROM transcript.vocabulary WHERE version = :version")
                        .param("version", version)
                        .query(Vocabulary::saved)
                        .optional();
    }

    /** The latest first. */
    List<Saved> versions() {
        return db.sql("SELECT * FROM transcript.vocabulary ORDER BY version DESC LIMIT 100")
                .query(Vocabulary::saved)
                .list();
    }

    /**
     * @param basedOn the version that was edited
     * @throws Refusal when somebody saved another one meanwhile
     */
    Saved save(List<Word> words, int basedOn, String note, UUID by) {
        if (current().version() != basedOn) {
            throw new Refusal(Kind.STALE, "vocabulary.stale");
        }
        try {
            db.sql(
                            """
                            INSERT INTO transcript.vocabulary (version, words, note, saved_by, saved_at)
                            VALUES (:version, :words::jsonb, :note, :by, :at)
                            """)
                    .param("version", basedOn + 1)
                    .param("words", JsonMapper.shared().writeValueAsString(words))
                    .param("note", note)
                    .param("by", by)
                    .param("at", Sql.utc(clock.instant()))
                    .update();
        } catch (DuplicateKeyException another) {
            throw new Refusal(Kind.STALE, "vocabulary.stale");
        }
        return current();
    }

    private static Saved saved(ResultSet row, int n) throws SQLException {
        return new Saved(
                row.getInt("version"),
                List.of(JsonMapper.shared().readValue(row.getString("words"), Word[].class)),
                row.getString("note"),
                row.getObject("saved_by", UUID.class),
                Sql.instant(row, "saved_at"));
    }
}
