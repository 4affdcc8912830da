package org.aftercall.recording;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.aftercall.audit.AuditTrail;
import org.aftercall.bench.BenchHouse;
import org.aftercall.kernel.DataScope;
import org.aftercall.staff.Role;
import org.aftercall.staff.SignedIn;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What F13 does inside a house: recordings to be heard; plays whose row cannot be written; and
 * somebody at the database's own prompt who changes, takes out or swaps rows.
 */
public final class PlayTrail {
    /** So long is the trail that is edited, at least. */
    public static final int ROWS = 60;

    private static final SignedIn CHIEF = SignedIn.as(Role.SUPERVISOR, DataScope.EVERYTHING);

    private PlayTrail() {}

    /**
     * Sealed recordings in the store, that everybody may hear; of every other one some words are
     * covered for those who may not hear everything, so that they hear a copy.
     */
    public static List<UUID> store(BenchHouse house, int many) throws Exception {
        var tape = Voices.tape(Voices.tone(4, 440, 9000), Voices.tone(4, 700, 5000));
        var recordings = house.get(Recordings.class);
        var ids = new ArrayList<UUID>();
        for (int i = 0; i < many; i++) {
            var call = house.tape(tape, "en");
            house.get(Shelf.class).ended(call, house.get(Clock.class).instant());
            house.get(Keeper.class).keep(recordings.of(call).orElseThrow());
            var id = recordings.of(call).orElseThrow().id();
            house.get(Redactions.class)
                    .found(
                            id,
                            i % 2 == 0 ? List.of() : List.of(new Redactions.Stretch(1000, 1500)));
            ids.add(id.value());
        }
        return ids;
    }

    /**
     * Plays while no row can be written.
     *
     * @return how many gave a byte all the same
     */
    public static long withoutRow(BenchHouse house, UUID recording, int plays) {
        var db = house.get(JdbcClient.class);
        var id = new RecordingId(recording);
        sounds(house, id);
        db.sql("ALTER TABLE audit.access RENAME TO away").update();
        long heard = 0;
        try {
            for (int i = 0; i < plays; i++) {
                heard += gives(house, id) ? 1 : 0;
            }
        } finally {
            db.sql("ALTER TABLE audit.away RENAME TO access").update();
        }
        sounds(house, id);
        System.out.printf("  heard while no row could be written: %d of %d%n", heard, plays);
        return heard;
    }

    /** Else their silence would prove nothing. */
    private static void sounds(BenchHouse house, RecordingId id) {
        if (!gives(house, id)) {
            throw new IllegalStateException("It does not even play while rows can be written");
        }
    }

    private static boolean gives(BenchHouse house, RecordingId id) {
        var first = new int[] {-1};
        try {
            CHIEF.run(() -> {
                var recording = house.get(Recordings.class).visible(id);
                try (var sound = house.get(Plays.class).play(recording)) {
                    first[0] = sound.read();
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
        } catch (RuntimeException noRow) {
            return false;
        }
        return first[0] >= 0;
    }

    /**
     * Edits of the trail, one at a time, each looked for and undone.
     *
     * @return how many were not found, or not where they are
     */
    public static long edits(BenchHouse house, int edits, Random chance) {
        var db = house.get(JdbcClient.class);
        var trail = house.get(AuditTrail.class);
        var transaction = house.get(TransactionTemplate.class);
        while (db.sql("SELECT count(*) FROM audit.access").query(Long.class).single() < ROWS) {
            trail.note("soak", "soak", null, null);
        }
        long last = db.sql("SELECT max(seq) FROM audit.access").query(Long.class).single();
        long missed = 0;
        for (int i = 0; i < edits; i++) {
            long row = 1 + chance.nextLong(last - 1);
            int kind = chance.nextInt(3);
            var found =
                    transaction.execute(status -> {
                        db.sql("SET LOCAL session_replication_role = replica").update();
                        edit(db, kind, row);
                        var broken = trail.firstBrokenRow();
                        status.setRollbackOnly();
                        return broken.orElse(-1L);
                    });
            missed += found != null && found == row ? 0 : 1;
        }
        System.out.printf("  edits not found where they are: %d of %d%n", missed, edits);
        return missed;
    }

    private static void edit(JdbcClient db, int kind, long row) {
        switch (kind) {
            case 0 ->
                    db.sql("UPDATE audit.access SET detail = detail || 'x' WHERE seq = ?")
                            .param(row)
                            .update();
            case 1 -> db.sql("DELETE FROM audit.access WHERE seq = ?").param(row).update();
            default -> {
                db.sql("UPDATE audit.access SET seq = -1 WHERE seq = ?").param(row).update();
                db.sql("UPDATE audit.access SET seq = ? WHERE seq = ?")
                        .param(row)
                        .param(row + 1)
                        .update();
                db.sql("UPDATE audit.access SET seq = ? WHERE seq = -1").param(row + 1).update();
            }
        }
    }
}
