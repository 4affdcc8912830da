package org.aftercall.recording;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.aftercall.kernel.Sql;
import org.aftercall.recording.vault.SealedKey;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The data keys of all recordings, as far as their master keys are concerned. */
@Repository
class KeyRows {
    private final JdbcClient db;

    KeyRows(JdbcClient db) {
        this.db = db;
    }

    /** How many data keys one master key holds. */
    record Share(String master, long recordings) {}

    List<Share> shares() {
        return db.sql(
                        """
                        SELECT master_id, count(*) FROM recording.recording
                        WHERE sealed_key IS NOT NULL GROUP BY master_id ORDER BY master_id
                        """)
                .query((rs, _) -> new Share(rs.getString(1), rs.getLong(2)))
                .list();
    }

    /**
     * What is known of a master key.
     *
     * @param since nothing was under it before
     * @param idle since when it locks nothing any more
     * @param retired when it was destroyed
     */
    record Known(String id, Instant since, @Nullable Instant idle, @Nullable Instant retired) {
        boolean over(Duration wait, Instant now) {
            return retired != null || idle != null && !idle.plus(wait).isAfter(now);
        }
    }

    List<Known> known() {
        return db.sql("SELECT id, since, idle_at, retired_at FROM recording.master")
                .query((rs, _) ->
                        new Known(
                                rs.getString("id"),
                                Sql.instant(rs, "since"),
                                Sql.instantOrNull(rs, "idle_at"),
                                Sql.instantOrNull(rs, "retired_at")))
                .list();
    }

    /** One that locks from here on. */
    void begins(String master, Instant now) {
        db.sql("INSERT INTO recording.master (id, since) VALUES (:id, :now) ON CONFLICT DO NOTHING")
                .param("id", master)
                .param("now", Sql.utc(now))
                .update();
    }

    /**
     * Of one that was here before we kept a book of them we do not know since when; one that locks
     * and that nobody told us of has locked nothing yet.
     */
    void notice(List<String> here, String current, Instant now) {
        db.sql(
                        """
                        INSERT INTO recording.master (id, since)
                        SELECT m, CASE WHEN m = :current AND (EXISTS (SELECT FROM recording.master)
                                OR NOT EXISTS (SELECT FROM recording.recording WHERE state = 'ERASED'))
                            THEN :now ELSE timestamptz 'epoch' END
                        FROM unnest(:here) m ON CONFLICT DO NOTHING
                        """)
                .param("here", here.toArray(String[]::new))
                .param("current", current)
                .param("now", Sql.utc(now))
                .update();
        db.sql(
                        """
                        UPDATE recording.master m SET idle_at = CASE WHEN x.idle THEN :now END
                        FROM (SELECT id, id <> :current AND NOT EXISTS (
                                  SELECT FROM recording.recording r
                                  WHERE r.master_id = k.id AND r.sealed_key IS NOT NULL) AS idle
                              FROM recording.master k WHERE retired_at IS NULL) x
                        WHERE x.id = m.id AND x.idle <> (m.idle_at IS NOT NULL)
                        """)
                .param("current", current)
                .param("now", Sql.utc(now))
                .update();
    }

    /** From here on nothing can come under it, unless the transaction is rolled back. */
    void retire(String master, Instant now) {
        begins(master, Instant.EPOCH);
        db.sql(
                        """
                        UPDATE recording.master SET retired_at = coalesce(retired_at, :now) WHERE id = :id
                        """)
                .param("id", master)
                .param("now", Sql.utc(now))
                .update();
    }

    /** How many data keys it holds. */
    long under(String master) {
        return db.sql(
                        """
                        SELECT count(*) FROM recording.recording
                        WHERE master_id = :id AND sealed_key IS NOT NULL
                        """)
                .param("id", master)
                .query(Long.class)
                .single();
    }

    /** Those that were kept once and are erased. */
    record Erased(long recordings, @Nullable Instant first, @Nullable Instant last) {}

    Erased erasedSince(Instant since) {
        return db.sql(
                        """
                        SELECT count(*), min(erased_at) AS first, max(erased_at) AS last
                        FROM recording.recording
                        WHERE state = 'ERASED' AND sealed_bytes IS NOT NULL AND erased_at >= :since
                        """)
                .param("since", Sql.utc(since))
                .query((rs, _) ->
                        new Erased(
                                rs.getLong(1),
                                Sql.instantOrNull(rs, "first"),
                                Sql.instantOrNull(rs, "last")))
                .single();
    }

    /** A recording and its data key. */
    record Locked(UUID recording, SealedKey key) {}

    /** Those that another master key than this one holds, after {@code after}. */
    List<Locked> notUnder(String master, @Nullable UUID after, int atMost) {
        return db.sql(
                        """
                        SELECT id, master_id, sealed_key FROM recording.recording
                        WHERE sealed_key IS NOT NULL AND master_id <> :master
                          AND (:after::uuid IS NULL OR id > :after)
                        ORDER BY id LIMIT :atMost
                        """)
                .param("master", master)
                .param("after", after)
                .param("atMost", atMost)
                .query((rs, _) ->
                        new Locked(
                                rs.getObject(1, UUID.class),
                                new SealedKey(rs.getString(2), rs.getBytes(3))))
                .list();
    }

    /** Unless somebody changed or destroyed it meanwhile. */
    boolean relocked(Locked old, SealedKey fresh) {
        return db.sql(
                                """
                                UPDATE recording.recording SET master_id = :master, sealed_key = :key
                                WHERE id = :id AND sealed_key = :old
                                """)
                        .param("id", old.recording())
                        .param("old", old.key().sealed())
                        .param("master", fresh.master())
                        .param("key", fresh.sealed())
                        .update()
                == 1;
    }
}
