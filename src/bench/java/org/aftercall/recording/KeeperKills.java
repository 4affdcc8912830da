package org.aftercall.recording;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.aftercall.bench.BenchHouse;
import org.aftercall.bench.Options;
import org.aftercall.call.CallId;
import org.aftercall.kernel.DataScope;
import org.aftercall.kernel.Finding;
import org.aftercall.recording.vault.Vault;
import org.aftercall.staff.Role;
import org.aftercall.staff.SignedIn;
import org.aftercall.telephony.Tapes;

/**
 * F5: the way of a tape into the vault is cut at any of its steps, again and again, and finished as
 * after a start; the store resets, says 503, flips bits, is full and goes away; and the disk on
 * which the sealed sound waits is full.
 */
public final class KeeperKills {
    /** Of the store, and of the disk beside it. */
    private static final long ROOM = 128 << 20;

    private static final SignedIn CHIEF = SignedIn.as(Role.SUPERVISOR, DataScope.EVERYTHING);
    private static final Duration LONGEST = Duration.ofMinutes(60);

    private final BenchHouse house;
    private final Faults faults;
    private final SmallDisk disk;
    private final SmallDisk drafts = new SmallDisk(1 << 20);
    private final Random chance;
    private final byte[] tape = Voices.tape(Voices.tone(2, 440, 9000), Voices.tone(2, 700, 5000));
    private final byte[] longer = Voices.tape(Voices.tone(8, 440, 9000), Voices.tone(8, 700, 5000));
    private final List<CallId> all = new ArrayList<>();
    private int unnoticed;

    private KeeperKills(BenchHouse house, Faults faults, SmallDisk disk, Random chance) {
        this.house = house;
        this.faults = faults;
        this.disk = disk;
        this.chance = chance;
    }

    private static final class Killed extends RuntimeException {}

    public static void run(Options options) throws Exception {
        int kills = options.number("kills", 500);
        int each = options.number("faults", 100);
        int outage = options.number("outage", 600);
        long seed = options.seed();
        options.done();
        System.out.println(run(kills, each, outage, seed));
    }

    /**
     * What came of it.
     *
     * @param lost that are not in the vault at the end
     * @param wrong that are not what was stored
     * @param unnoticed faults that nobody was told of
     * @param duplicates objects in the store beyond one each
     * @param left files in the spool and among the drafts
     * @param drain how long the backlog of the outage took, over the outage's own time
     */
    record Verdict(
            int all,
            long lost,
            long wrong,
            int unnoticed,
            long duplicates,
            long left,
            double drain) {
        boolean good() {
            return lost == 0
                    && wrong == 0
                    && unnoticed == 0
                    && duplicates == 0
                    && left == 0
                    && drain <= 2;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "F5 lost %d of %d, SHA-256 unequal %d, faults unnoticed %d, duplicates %d, plaintext files left %d, drain %.2f × outage: goal %s",
                    lost,
                    all,
                    wrong,
                    unnoticed,
                    duplicates,
                    left,
                    drain,
                    good() ? "met" : "missed");
        }
    }

    static Verdict run(int kills, int each, int outage, long seed) throws Exception {
        System.out.printf(
                "F5: %d kills between the steps from tape to vault, each finished by the sweep; %d × 503, reset in mid-PUT and%n"
                        + "    flipped bit each; %d calls end while the store's disk is full, and %d while the drafts' is; the store%n"
                        + "    away for %d s while a call a second ends, then drained by the jobs; seed %d.%n"
                        + "    A kill is an exception at the step, so what the process had in memory is not used again; the disks%n"
                        + "    are file systems in memory, of %d MB and 1 MB. That nobody is rung when the tapes' disk is full: FullDiskTests%n",
                kills, each, each, each, outage, seed, ROOM >> 20);
        try (var disk = new SmallDisk(ROOM);
                var store = new Depot(disk.root());
                var faults = new Faults(store.port());
                var house =
                        new BenchHouse(
                                Map.of(
                                        "aftercall.s3.endpoint",
                                                "http://127.0.0.1:" + faults.port(),
                                        "aftercall.s3.secret-key", Depot.SECRET,
                                        "aftercall.recording.head-start-after", "1s",
                                        "aftercall.recording.head-start-every", "1h",
                                        "db-scheduler.polling-interval", "1s"))) {
            var soak = new KeeperKills(house, faults, disk, new Random(seed));
            soak.kill(kills);
            for (var fault :
                    new Faults.Fault[] {Faults.Fault.BUSY, Faults.Fault.RESET, Faults.Fault.FLIP}) {
                soak.suffer(fault, each);
            }
            soak.fullStore(each);
            soak.fullDrafts(each);
            double drain = soak.outage(outage);
            return soak.verdict(drain);
        }
    }

    private void kill(int kills) throws Exception {
        var steps = Keeper.Step.values();
        for (int i = 0; i < kills; i++) {
            // A third of them encoded ahead, which is lost with the process.
            var call = i % 3 == 0 ? ahead() : taped();
            var step = steps[chance.nextInt(steps.length)];
            try {
                keeper(
                                s -> {
                                    if (s == step) {
                                        throw new Killed();
                                    }
                                })
                        .keep(recording(call));
            } catch (NoSuchFileException done) {
                // The house's own job was done with it first.
            } catch (Killed expected) {
                // As after a start: the sweep finds what nobody works on.
                var due = new ArrayList<RecordingId>();
                house.get(SpoolSweep.class).run(due::add);
                for (var id : due) {
                    finish(house.get(Recordings.class).find(id).orElseThrow());
                }
            }
        }
        System.out.printf("  %d kills done, stored %d of %d%n", kills, stored(), all.size());
    }

    private void suffer(Faults.Fault fault, int times) throws Exception {
        int refused = 0;
        for (int i = 0; i < times; i++) {
            var call = taped();
            faults.happens(fault);
            try {
                keeper(_ -> {}).keep(recording(call));
            } catch (StoreDown | IOException expected) {
                refused++;
            }
            faults.happens(Faults.Fault.NONE);
            finish(recording(call));
        }
        unnoticed += times - refused;
        System.out.printf(
                "  %s: noticed %d of %d, stored %d of %d%n",
                fault, refused, times, stored(), all.size());
    }

    /** What waits is stored once there is room; until then each try says that there is none. */
    private void fullStore(int times) throws Exception {
        disk.fill();
        int refused = 0;
        var calls = new ArrayList<CallId>();
        for (int i = 0; i < times; i++) {
            var call = taped();
            calls.add(call);
            try {
                keeper(_ -> {}).keep(recording(call));
            } catch (StoreDown | IOException expected) {
                refused++;
            }
        }
        boolean said =
                house.get(StoreCheck.class).look().getFirst().verdict() == Finding.Verdict.FAIL;
        unnoticed += times - refused + (said ? 0 : 1);
        disk.free();
        for (var call : calls) {
            finish(recording(call));
        }
        System.out.printf(
                "  store full: noticed %d of %d, %s, stored %d of %d%n",
                refused,
                times,
                said ? "doctor says so" : "doctor DOES NOT say so",
                stored(),
                all.size());
    }

    private void fullDrafts(int times) throws Exception {
        drafts.fill();
        int refused = 0;
        int elsewhere = 0;
        var calls = new ArrayList<CallId>();
        for (int i = 0; i < times; i++) {
            var call = taped();
            calls.add(call);
            try {
                keeper(drafts.root(), _ -> {}).keep(recording(call));
                // The house's own job, which has a disk of its own, was first.
                elsewhere += recording(call).state() instanceof Recording.State.Stored ? 1 : 0;
            } catch (IOException expected) {
                refused++;
            }
        }
        unnoticed += times - refused - elsewhere;
        drafts.free();
        for (var call : calls) {
            finish(recording(call), drafts.root());
        }
        System.out.printf(
                "  drafts' disk full: noticed %d of %d, stored %d of %d%n",
                refused, times - elsewhere, stored(), all.size());
    }

    private double outage(int seconds) throws Exception {
        faults.happens(Faults.Fault.AWAY);
        var until = Instant.now().plusSeconds(seconds);
        while (Instant.now().isBefore(until)) {
            var call = house.tape(tape, "en");
            all.add(call);
            house.hangUp(call);
            Thread.sleep(1000);
        }
        faults.happens(Faults.Fault.NONE);
        var from = Instant.now();
        while (stored() < all.size()
                && Duration.between(from, Instant.now()).compareTo(LONGEST) < 0) {
            Thread.sleep(200);
        }
        double took = Duration.between(from, Instant.now()).toMillis() / 1e3;
        System.out.printf(Locale.ROOT, "  away for %d s, drained in %.1f s%n", seconds, took);
        return took / Math.max(1, seconds);
    }

    private Verdict verdict(double drain) throws Exception {
        long wrong = 0;
        for (var call : all) {
            wrong += equal(call) ? 0 : 1;
        }
        return new Verdict(
                all.size(),
                all.size() - stored(),
                wrong,
                unnoticed,
                house.get(Vault.class).sizes().size() - all.size(),
                house.get(Tapes.class).all().size()
                        + files(house.home().resolve("drafts"))
                        + files(drafts.root()),
                drain);
    }

    private boolean equal(CallId call) throws Exception {
        var recording = recording(call);
        if (!(recording.state() instanceof Recording.State.Stored stored)) {
            return false;
        }
        var digest = MessageDigest.getInstance("SHA-256");
        CHIEF.run(() -> {
            try (var sound =
                    new DigestInputStream(house.get(Plays.class).play(recording), digest)) {
                sound.transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        return HexFormat.of().formatHex(digest.digest()).equals(stored.sha256());
    }

    private CallId taped() throws Exception {
        var call = house.tape(tape, "en");
        house.get(Shelf.class).ended(call, house.get(Clock.class).instant());
        all.add(call);
        return call;
    }

    private CallId ahead() throws Exception {
        var call = house.talking(longer, "en");
        house.get(HeadStart.class).run();
        house.over(call);
        house.get(Shelf.class).ended(call, house.get(Clock.class).instant());
        all.add(call);
        return call;
    }

    /** The house's own jobs are at work, too, and may be done with a tape first. */
    private void finish(Recording recording) throws Exception {
        finish(recording, house.home().resolve("drafts"));
    }

    private void finish(Recording recording, Path folder) throws Exception {
        try {
            keeper(folder, _ -> {}).keep(recording);
        } catch (NoSuchFileException done) {
            // So it was.
        }
    }

    private Recording recording(CallId call) {
        return house.get(Recordings.class).of(call).orElseThrow();
    }

    private Keeper keeper(java.util.function.Consumer<Keeper.Step> passed) {
        return keeper(house.home().resolve("drafts"), passed);
    }

    private Keeper keeper(Path folder, java.util.function.Consumer<Keeper.Step> passed) {
        return new Keeper(
                house.get(Shelf.class),
                house.get(Tapes.class),
                house.get(Vault.class),
                new Keeper.Workbench(
                        folder, house.get(RecordingSettings.class), house.get(HeadStart.class)),
                house.get(Clock.class),
                passed);
    }

    private long stored() {
        return house.get(Recordings.class).of(all).stream()
                .filter(r -> r.state() instanceof Recording.State.Stored)
                .count();
    }

    private static long files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }
}
