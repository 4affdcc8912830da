package org.aftercall.recording;

import java.util.List;
import java.util.UUID;
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
