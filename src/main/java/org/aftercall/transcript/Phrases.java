package org.aftercall.transcript;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
import org.aftercall.transcript.phrase.PhraseBook;
import org.aftercall.transcript.phrase.PhraseList;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The lists of phrases: the shipped one, and every one that was saved since. */
@Service
class Phrases {
    private static final int SHIPPED = 0;

    private final JdbcClient db;
    private final Clock clock;
    private final PhraseBook shipped;
    private volatile @Nullable Ready ready;

    Phrases(JdbcClient db, Clock clock) throws IOException {
        this.db = db;
        this.clock = clock;
        this.shipped =
                PhraseBook.read(
                        new ClassPathResource("phrases/phrases-v1.json")
                                .getContentAsString(StandardCharsets.UTF_8));
    }

    /**
     * One saved list.
     *
     * @param version 0 for the shipped one
     */
    record Saved(
            int version, PhraseBook book, String note, @Nullable UUID by, @Nullable Instant at) {}

    /** A list, ready to be listened with. */
    record Ready(int version, PhraseList list) {}

    Saved current() {
        return db.sql("SELECT * FROM transcript.phrase_list ORDER BY version DESC LIMIT 1")
                .query(Phrases::saved)
                .optional()
                .orElse(new Saved(SHIPPED, shipped, "", null, null));
    }

    Optional<Saved> version(int version) {
        return version == SHIPPED
                ? Optional.of(new Saved(SHIPPED, shipped, "", null, null))
                : db.sql("SELECT * FROM transcript.phrase_list WHERE version = :version")
                        .param("version", version)
                        .query(Phrases::saved)
                        .optional();
    }

    List<Saved> versions() {
        return db.sql("SELECT * FROM transcript.phrase_list ORDER BY version DESC")
                .query(Phrases::saved)
                .list();
    }

    /** The current list; another application may have saved it. */
    Ready ready() {
        int version =
                db.sql("SELECT coalesce(max(version), 0) FROM transcript.phrase_list")
                        .query(Integer.class)
                        .single();
        var known = ready;
        if (known == null || known.version() != version) {
            var current = current();
            known = new Ready(current.version(), current.book().list());
            ready = known;
        }
        return known;
    }

    /**
     * @param basedOn the version that was edited
     * @throws Refusal when the list is faulty, or somebody saved another one meanwhile
     */
    Saved save(PhraseBook book, int basedOn, String note, UUID by) {
        book.list();
        if (current().version() != basedOn) {
            throw new Refusal(Kind.STALE, "phrases.stale");
        }
        try {
            db.sql(
                            """
                            INSERT INTO transcript.phrase_list (version, book, note, saved_by, saved_at)
                            VALUES (:version, :book::jsonb, :note, :by, :at)
                            """)
                    .param("version", basedOn + 1)
                    .param("book", book.write())
                    .param("note", note)
                    .param("by", by)
                    .param("at", Sql.utc(clock.instant()))
                    .update();
        } catch (DuplicateKeyException another) {
            throw new Refusal(Kind.STALE, "phrases.stale");
        }
        return current();
    }

    private static Saved saved(ResultSet row, int n) throws SQLException {
        return new Saved(
                row.getInt("version"),
                PhraseBook.read(row.getString("book")),
                row.getString("note"),
                row.getObject("saved_by", UUID.class),
                Sql.instant(row, "saved_at"));
    }
}
