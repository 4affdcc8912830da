package org.aftercall.recording;

import java.io.IOException;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.aftercall.audit.AuditTrail;
import org.aftercall.bench.BenchHouse;
import org.aftercall.bench.Options;
import org.aftercall.kernel.DataScope;
import org.aftercall.staff.Role;
import org.aftercall.staff.SignedIn;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * F13: a play is cut between its row in the trail and its first byte, or its row cannot be written;
 * and somebody at the database's own prompt changes, takes out or swaps rows.
 */
public final class PlayTrail {
    private static final SignedIn CHIEF = SignedIn.as(Role.SUPERVISOR, DataScope.EVERYTHING);
    private static final int ROWS = 60;

    private PlayTrail() {}

    public static void run(Options options) throws Exception {
        int kills = options.number("kills", 500);
        int edits = options.number("edits", 10_000);
        long seed = options.seed();
        options.done();
        System.out.printf(
                "F13: %d plays, half of them while no row can be written; then %d edits of a trail of %d rows, one at a time:%n"
                        + "    a field changed, a row taken out, two rows swapped; each is looked for and undone; seed %d%n",
                kills, edits, ROWS, seed);
        try (var house = new BenchHouse(Map.of("db-scheduler.polling-interval", "1h"))) {
            long unnoted = plays(house, kills);
            long missed = edits(house, edits, new Random(seed));
            System.out.printf(
                    Locale.ROOT,
                    "F13 played without a row %d of %d, edits not found or not located %d of %d: goal %s%n",
                    unnoted,
                    kills,
                    missed,
                    edits,
                    unnoted == 0 && missed == 0 ? "met" : "missed");
        }
    }

    private static long plays(BenchHouse house, int kills) throws Exception {
        var db = house.get(JdbcClient.class);
        var tape = Voices.tape(Voices.tone(1, 440, 9000), Voices.tone(1, 700, 5000));
        var call = house.tape(tape, "en");
        house.get(Shelf.class).ended(call, house.get(Clock.class).instant());
        house.get(Keeper.class).keep(house.get(Recordings.class).of(call).orElseThrow());
        var id = house.get(Recordings.class).of(call).orElseThrow().id();
        long unnoted = 0;
        for (int i = 0; i < kills; i++) {
            boolean closed = i % 2 == 1;
            long before = rows(db);
            if (closed) {
                db.sql("ALTER TABLE audit.access RENAME TO away").update();
            }
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
                first[0] = -1;
            } finally {
                if (closed) {
                    db.sql("ALTER TABLE audit.away RENAME TO access").update();
                }
            }
            unnoted += first[0] >= 0 && rows(db) != before + 1 ? 1 : 0;
            unnoted += closed && first[0] >= 0 ? 1 : 0;
        }
        System.out.printf("  plays without a row: %d%n", unnoted);
        return unnoted;
    }

    private static long rows(JdbcClient db) {
        return db.sql("SELECT count(*) FROM audit.access WHERE action = 'recording.play'")
                .query(Long.class)
                .single();
    }

    private static long edits(BenchHouse house, int edits, Random chance) {
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
