package org.aftercall.recording;

import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.aftercall.recording.vault.BrokenSeal;
import org.aftercall.recording.vault.SealedKey;
import org.aftercall.recording.vault.Vault;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Compares rows and objects: each row has its object, whole and unaltered, each object its row. */
@Component
class Inventory {
    private static final int AT_ONCE = 500;
    private static final int NAMED = 100;

    private final Vault vault;
    private final JdbcClient db;
    private final Reports reports;
    private final Clock clock;

    Inventory(Vault vault, JdbcClient db, Reports reports, Clock clock) {
        this.vault = vault;
        this.db = db;
        this.reports = reports;
        this.clock = clock;
    }

    /** What a stored recording's row says of its object. */
    private record Row(UUID id, String state, long sealedBytes, byte[] sha256, SealedKey key) {}

    /**
     * Reads every recording to its last byte.
     *
     * @throws StoreDown when store or keys are away
     */
    Reports.Report whole() {
        return take(null, 1, 0);
    }

    /** Reads a share of them, each night another. */
    Reports.Report ofNight(LocalDate night, int share) {
        return take(night, share, (int) Math.floorMod(night.toEpochDay(), (long) share));
    }

    private Reports.Report take(@Nullable LocalDate night, int share, int turn) {
        var count = new Count();
        var began = clock.instant();
        var objects = vault.sizes();
        count.add("objects", objects.size());
        UUID after = null;
        for (var some = rows(after); !some.isEmpty(); some = rows(after)) {
            for (var row : some) {
                look(row, objects, count, Math.floorMod(row.id().hashCode(), share) == turn);
            }
            after = some.getLast().id();
        }
        objects.keySet().forEach(name -> count.amiss("stray", name));
        var report =
                new Reports.Report(
                        Reports.KindOf.INVENTORY,
                        night,
                        began,
                        began,
                        count.named.isEmpty(),
                        count.figures,
                        count.named);
        reports.write(report);
        return report;
    }

    private void look(Row row, Map<String, Long> objects, Count count, boolean read) {
        var size = objects.remove(row.id().toString());
        if (!row.state().equals("STORED")) {
            // One on its way, or an erased one that its store does not let go.
            return;
        }
        count.add("rows", 1);
        // Stored since the list was read: asked for by name.
        if (size == null && !vault.has(row.id())) {
            count.amiss("missing", row.id().toString());
        } else if (size != null && size != row.sealedBytes()) {
            count.amiss("size", row.id().toString());
        } else if (read) {
            count.add("read", 1);
            if (!unaltered(row)) {
                count.amiss("altered", row.id().toString());
            }
        }
    }

    private boolean unaltered(Row row) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            try (var sound =
                    new DigestInputStream(
                            vault.open(row.id(), row.key(), row.sealedBytes()), digest)) {
                sound.transferTo(OutputStream.nullOutputStream());
            }
            return MessageDigest.isEqual(digest.digest(), row.sha256());
        } catch (BrokenSeal e) {
            return false;
        } catch (IOException e) {
            throw new StoreDown(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<Row> rows(@Nullable UUID after) {
        return db.sql(
                        """
                        SELECT id, state, sealed_bytes, sha256, master_id, sealed_key FROM recording.recording
                        WHERE state IN ('STORED', 'WAITING', 'ERASED') AND (:after::uuid IS NULL OR id > :after)
                        ORDER BY id LIMIT :atMost
                        """)
                .param("after", after)
                .param("atMost", AT_ONCE)
                .query((rs, _) ->
                        new Row(
                                rs.getObject(1, UUID.class),
                                rs.getString(2),
                                rs.getLong(3),
                                rs.getBytes(4),
                                new SealedKey(rs.getString(5), rs.getBytes(6))))
                .list();
    }

    private static final class Count {
        private final Map<String, Long> figures = new LinkedHashMap<>();
        private final List<String> named = new ArrayList<>();

        Count() {
            for (var code :
                    List.of("rows", "objects", "read", "missing", "size", "altered", "stray")) {
                figures.put(code, 0L);
            }
        }

        void add(String code, long many) {
            figures.merge(code, many, Long::sum);
        }

        void amiss(String code, String id) {
            add(code, 1);
            if (named.size() < NAMED) {
                named.add(code + " " + id);
            }
        }
    }
}
