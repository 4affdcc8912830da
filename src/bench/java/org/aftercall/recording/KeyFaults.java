package org.aftercall.recording;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.aftercall.bench.BenchHouse;
import org.aftercall.bench.Options;
import org.aftercall.kernel.DataScope;
import org.aftercall.kernel.Refusal;
import org.aftercall.recording.vault.KeyServer;
import org.aftercall.recording.vault.MinioServer;
import org.aftercall.recording.vault.SealedKey;
import org.aftercall.recording.vault.Vault;
import org.aftercall.staff.Role;
import org.aftercall.staff.SignedIn;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;

/**
 * F14: the master key changes under the playing; persons are erased, some of them under a hold,
 * while the store keeps their objects under lock and somebody has a backup of the database from
 * before; the key server goes away.
 */
public final class KeyFaults {
    private static final SignedIn CHIEF = SignedIn.as(Role.SUPERVISOR, DataScope.EVERYTHING);
    private static final Grounds WHY = new Grounds("soak");
    private static final int VOICES = 50;

    private final BenchHouse house;
    private final byte[] tape;

    private KeyFaults(BenchHouse house) {
        this.house = house;
        this.tape = Voices.tape(Voices.tone(1, 440, 9000), Voices.tone(1, 700, 5000));
    }

    public static void run(Options options) throws Exception {
        int plays = options.number("plays", 1000);
        int erased = options.number("erased", 1000);
        int held = options.number("held", 100);
        int away = options.number("away", 200);
        options.done();
        System.out.printf(
                "F14: %d plays of %d recordings by 4 listeners while the master key is changed after each %d;%n"
                        + "    %d persons erased, their objects %s; %d more refused under a hold; then a copy of the database's%n"
                        + "    recordings from before is opened, with the master key of that day and when it is destroyed;%n"
                        + "    %d plays while the key server is away. Real PostgreSQL, S3 over HTTP, transit protocol over HTTP%n",
                plays,
                VOICES,
                plays / 5,
                erased,
                MinioServer.isInstalled()
                        ? "under object lock on a real MinIO"
                        : "put back from a backup of the store (no MinIO here, so no object lock)",
                held,
                away);
        System.out.println(run(plays, erased, held, away));
    }

    /**
     * What came of it.
     *
     * @param opened of the erased ones, with a backup of the database, before the master key's end:
     *     fewer than all, and the rest proves nothing
     */
    record Verdict(
            int plays, long failed, int erased, Shredded shredded, int held, int away, long open) {
        boolean good() {
            return failed == 0
                    && shredded.opened == erased
                    && shredded.unreadable == erased
                    && shredded.kept == held
                    && open == 0;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "F14 failed plays %d of %d, unreadable also from backup %d/%d (%d under object lock; %d opened before"
                            + " the master key's end), holds kept %d/%d, played without keys %d/%d: goal %s",
                    failed,
                    plays,
                    shredded.unreadable,
                    erased,
                    shredded.locked,
                    shredded.opened,
                    shredded.kept,
                    held,
                    open,
                    away,
                    good() ? "met" : "missed");
        }
    }

    static Verdict run(int plays, int erased, int held, int away) throws Exception {
        long failed;
        long open;
        try (var server = new KeyServer();
                var house =
                        new BenchHouse(
                                Map.of(
                                        "aftercall.kms.address",
                                        server.address(),
                                        "aftercall.kms.token",
                                        KeyServer.TOKEN,
                                        "db-scheduler.polling-interval",
                                        "1h"))) {
            var soak = new KeyFaults(house);
            failed = soak.rotate(plays);
            open = soak.away(server, away);
        }
        var shredded =
                MinioServer.isInstalled()
                        ? locked(erased, held)
                        : erase(Map.of("db-scheduler.polling-interval", "1h"), erased, held);
        return new Verdict(plays, failed, erased, shredded, held, away, open);
    }

    private static Shredded locked(int erased, int held) throws Exception {
        var folder = Files.createTempDirectory("minio");
        try (var store = MinioServer.start(folder)) {
            return erase(
                    Map.of(
                            "aftercall.s3.endpoint",
                            store.endpoint(),
                            "aftercall.s3.access-key",
                            MinioServer.USER,
                            "aftercall.s3.secret-key",
                            MinioServer.SECRET,
                            "aftercall.s3.bucket",
                            "locked",
                            "aftercall.s3.lock",
                            "GOVERNANCE",
                            "db-scheduler.polling-interval",
                            "1h"),
                    erased,
                    held);
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
    }

    private static Shredded erase(Map<String, String> settings, int erased, int held)
            throws Exception {
        try (var house = new BenchHouse(settings)) {
            return new KeyFaults(house).erase(erased, held);
        }
    }

    private long rotate(int plays) throws Exception {
        var ids = new ArrayList<RecordingId>();
        for (int i = 0; i < VOICES; i++) {
            ids.add(keep(UUID.randomUUID()));
        }
        var keys = house.get(Keys.class);
        try (var listeners = Executors.newFixedThreadPool(4)) {
            var all = new ArrayList<Future<Boolean>>();
            for (int i = 0; i < plays; i++) {
                var id = ids.get(i % ids.size());
                all.add(listeners.submit((Callable<Boolean>) () -> plays(id)));
                if (i % Math.max(1, plays / 5) == plays / 10) {
                    CHIEF.run(keys::rotate);
                    keys.relock();
                }
            }
            long failed = 0;
            for (var one : all) {
                failed += one.get() ? 0 : 1;
            }
            System.out.printf(
                    "  %d plays, %d failed; under an earlier master key: %d%n",
                    plays, failed, keys.overview().waiting());
            return failed + keys.overview().waiting();
        }
    }

    /**
     * @param locked objects that the store itself would not delete
     * @param opened by a backup of the database, while the master key of that day was there
     * @param unreadable by us, and by that backup
     */
    record Shredded(long locked, int opened, int unreadable, int kept) {}

    private Shredded erase(int erased, int held) throws Exception {
        CHIEF.run(() ->
                house.get(Retention.class)
                        .write(new RetentionRule(UUID.randomUUID(), null, null, null, 365)));
        var gone = new HashMap<UUID, RecordingId>();
        for (int i = 0; i < erased; i++) {
            var person = UUID.randomUUID();
            gone.put(person, keep(person));
        }
        var stays = new HashMap<UUID, RecordingId>();
        for (int i = 0; i < held; i++) {
            var person = UUID.randomUUID();
            stays.put(person, keep(person));
            CHIEF.run(() -> house.get(Holds.class).place(person, null, WHY));
        }
        var db = house.get(JdbcClient.class);
        db.sql("CREATE TABLE public.backup AS TABLE recording.recording").update();
        boolean real = MinioServer.isInstalled();
        var objects = real ? Map.<RecordingId, Path>of() : backup(List.copyOf(gone.values()));
        var erasure = house.get(Erasure.class);
        gone.keySet().forEach(person -> CHIEF.run(() -> erasure.ofPerson(person, WHY)));
        int refused = 0;
        for (var person : stays.keySet()) {
            try {
                CHIEF.run(() -> erasure.ofPerson(person, WHY));
            } catch (Refusal underHold) {
                refused++;
            }
        }
        house.get(Clearing.class).run();
        var vault = house.get(Vault.class);
        objects.forEach((id, file) -> vault.put(id.value(), file));
        long locked = real ? gone.values().stream().filter(id -> vault.has(id.value())).count() : 0;
        int opened = (int) gone.values().stream().filter(this::opensFromBackup).count();

        var keys = house.get(Keys.class);
        CHIEF.run(keys::rotate);
        keys.relock();
        var ended = new int[1];
        CHIEF.run(() -> ended[0] = keys.retireIdle());

        int unreadable = 0;
        for (var id : gone.values()) {
            unreadable +=
                    vault.has(id.value())
                                    && !plays(id)
                                    && house.get(Recordings.class).hear(id).isEmpty()
                                    && !opensFromBackup(id)
                            ? 1
                            : 0;
        }
        int kept = (int) stays.values().stream().filter(this::plays).count();
        System.out.printf(
                "  erased %d, of whose objects the store keeps %d locked; opened with the database's backup %d,"
                        + " after the end of %d master keys unreadable %d; refused under a hold %d of %d, they play: %d%n",
                erased, locked, opened, ended[0], unreadable, refused, held, kept);
        return new Shredded(locked, opened, unreadable, Math.min(kept, refused));
    }

    /** What whoever has the object, that backup and the key file of today can do. */
    private boolean opensFromBackup(RecordingId id) {
        return house.get(JdbcClient.class)
                .sql("SELECT master_id, sealed_key, sealed_bytes FROM public.backup WHERE id = ?")
                .param(id.value())
                .query((rs, _) -> {
                    var key = new SealedKey(rs.getString(1), rs.getBytes(2));
                    try (var sound = house.get(Vault.class).open(id.value(), key, rs.getLong(3))) {
                        return sound.transferTo(OutputStream.nullOutputStream()) > 0;
                    } catch (IOException no) {
                        return false;
                    }
                })
                .single();
    }

    private long away(KeyServer server, int plays) throws Exception {
        var id = keep(UUID.randomUUID());
        server.away();
        long open = 0;
        for (int i = 0; i < plays; i++) {
            open += plays(id) ? 1 : 0;
        }
        server.back();
        System.out.printf(
                "  played without the key server: %d of %d; after: %s%n", open, plays, plays(id));
        return open;
    }

    private RecordingId keep(UUID person) throws Exception {
        var call = house.tape(tape, "en");
        var recordings = house.get(Recordings.class);
        recordings.belongs(call, new Recording.Owner(person, UUID.randomUUID(), UUID.randomUUID()));
        house.get(Shelf.class).ended(call, house.get(Clock.class).instant());
        house.get(Keeper.class).keep(recordings.of(call).orElseThrow());
        return recordings.of(call).orElseThrow().id();
    }

    private boolean plays(RecordingId id) {
        var heard = new boolean[1];
        CHIEF.run(() -> {
            var recording = house.get(Recordings.class).visible(id);
            try (var sound = house.get(Plays.class).play(recording)) {
                heard[0] = sound.transferTo(OutputStream.nullOutputStream()) > 0;
            } catch (Refusal | IOException no) {
                heard[0] = false;
            }
        });
        return heard[0];
    }

    private Map<RecordingId, Path> backup(List<RecordingId> ids) throws IOException {
        var copies = new HashMap<RecordingId, Path>();
        var wanted = new HashMap<String, RecordingId>();
        ids.forEach(id -> wanted.put(id.value().toString(), id));
        var folder = Files.createTempDirectory("backup");
        try (var all = Files.walk(house.home().resolve("objects"))) {
            for (var file : all.filter(Files::isRegularFile).toList()) {
                var id = wanted.get(file.getFileName().toString());
                if (id != null) {
                    copies.put(id, Files.copy(file, folder.resolve(file.getFileName().toString())));
                }
            }
        }
        if (copies.size() != ids.size()) {
            throw new IllegalStateException("backed up " + copies.size() + " of " + ids.size());
        }
        return copies;
    }
}
