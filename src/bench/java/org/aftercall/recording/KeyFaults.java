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
import org.aftercall.recording.vault.Vault;
import org.aftercall.staff.Role;
import org.aftercall.staff.SignedIn;

/**
 * F14: the master key changes under the playing; persons are erased, some of them under a hold, and
 * the store is put back from a backup; the key server goes away.
 */
public final class KeyFaults {
    private static final SignedIn CHIEF = SignedIn.as(Role.SUPERVISOR, DataScope.EVERYTHING);
    private static final Grounds WHY = new Grounds("soak");
    private static final int VOICES = 50;

    private final BenchHouse house;
    private final KeyServer server;
    private final byte[] tape;

    private KeyFaults(BenchHouse house, KeyServer server) {
        this.house = house;
        this.server = server;
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
                        + "    %d persons erased, %d more refused under a hold, then the store put back from its backup;%n"
                        + "    %d plays while the key server is away. Real PostgreSQL, S3 over HTTP, transit protocol over HTTP%n",
                plays, VOICES, plays / 5, erased, held, away);
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
            var soak = new KeyFaults(house, server);
            long failed = soak.rotate(plays);
            var shredded = soak.erase(erased, held);
            long open = soak.away(away);
            boolean good =
                    failed == 0
                            && shredded.unreadable == erased
                            && shredded.kept == held
                            && open == 0;
            System.out.printf(
                    Locale.ROOT,
                    "F14 failed plays %d of %d, unreadable %d/%d, holds kept %d/%d, played without keys %d/%d: goal %s%n",
                    failed,
                    plays,
                    shredded.unreadable,
                    erased,
                    shredded.kept,
                    held,
                    open,
                    away,
                    good ? "met" : "missed");
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

    private record Shredded(int unreadable, int kept) {}

    private Shredded erase(int erased, int held) throws Exception {
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
        var backup = backup(gone.values().stream().toList());
        var erasure = house.get(Erasure.class);
        gone.keySet().forEach(person -> CHIEF.run(() -> erasure.ofPerson(person, WHY)));
        int kept = 0;
        for (var person : stays.keySet()) {
            try {
                CHIEF.run(() -> erasure.ofPerson(person, WHY));
            } catch (Refusal underHold) {
                kept += plays(stays.get(person)) ? 1 : 0;
            }
        }
        var vault = house.get(Vault.class);
        backup.forEach((id, file) -> vault.put(id.value(), file));
        int unreadable = 0;
        for (var id : gone.values()) {
            unreadable +=
                    vault.has(id.value())
                                    && !plays(id)
                                    && house.get(Recordings.class).hear(id).isEmpty()
                            ? 1
                            : 0;
        }
        System.out.printf(
                "  erased and put back from backup: %d, unreadable %d; held %d, kept %d%n",
                erased, unreadable, held, kept);
        return new Shredded(unreadable, kept);
    }

    private long away(int plays) throws Exception {
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
