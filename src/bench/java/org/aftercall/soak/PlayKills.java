package org.aftercall.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.aftercall.TestDatabases;
import org.aftercall.bench.BenchHouse;
import org.aftercall.bench.Options;
import org.aftercall.recording.Depot;
import org.aftercall.recording.PlayTrail;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.util.FileSystemUtils;

/**
 * F13: the shipped jar, killed again and again under those who listen; nobody heard a byte that the
 * trail does not tell of, and the trail is whole. Nothing is heard while no row can be written, and
 * who edits the trail is found out.
 */
final class PlayKills {
    private static final int LISTENERS = 20;

    /** By each, before the kill: a house that has just begun is slow, and is not what is killed. */
    private static final int HEARD_BEFORE = 2;

    /** The kill comes so long after that, at most: some plays of each. */
    private static final Duration MOMENT = Duration.ofMillis(500);

    /** Of the store, for each reading: so long a play has its row and not yet its first byte. */
    private static final Duration ANSWER = Duration.ofMillis(300);

    /**
     * One life of so many has a store without delay: behind one, a row that comes late is hidden.
     */
    private static final int QUICK = 4;

    /** More lives than this, times those that should do, and it aims badly. */
    private static final int PATIENCE = 3;

    private static final Duration SILENCE = Duration.ofSeconds(60);

    /** For each listener and life: that nobody hears one for a second time before a long while. */
    private static final int RECORDINGS = 6;

    private final JdbcClient db;
    private final Application application;
    private final Depot store;
    private final Trail trail;
    private final Random chance;
    private final List<Listener> listeners = new ArrayList<>();
    private final List<Play> cut = new ArrayList<>();
    private int kills;
    private int broken;
    private int torn;
    private int unnoted;

    private PlayKills(JdbcClient db, Application application, Depot store, Random chance) {
        this.db = db;
        this.application = application;
        this.store = store;
        this.trail = new Trail(db);
        this.chance = chance;
    }

    static void run(Options options) throws Exception {
        int cuts = options.number("kills", 500);
        int edits = options.number("edits", 10_000);
        long seed = options.seed();
        options.done();
        System.out.printf(
                Locale.ROOT,
                "F13: %d persons hear one recording after the other over HTTP; the jar is killed (kill -9) at random moments until%n"
                        + "    %d plays were cut between their row in the trail and their first byte, with about %d kills; the store%n"
                        + "    takes %d ms for each answer, in one life of %d none; what was cut is gone on with by a range.%n"
                        + "    Before that, %d plays while no row can be written, and %d edits of a trail of %d rows, one at a time:%n"
                        + "    a field changed, a row taken out, two rows swapped; each is looked for and undone; seed %d%n",
                LISTENERS,
                cuts,
                lives(cuts),
                ANSWER.toMillis(),
                QUICK,
                cuts,
                edits,
                PlayTrail.ROWS,
                seed);
        var limit = Duration.ofMinutes(15).plus(Duration.ofSeconds(30).multipliedBy(lives(cuts)));
        Thread.ofPlatform().daemon().start(() -> overAfter(limit));
        System.out.println(run(cuts, edits, seed, Application::shipped));
    }

    /** Whatever hangs: what ends with this JVM ends, and its verdict is no better than this. */
    private static void overAfter(Duration limit) {
        try {
            Thread.sleep(limit);
        } catch (InterruptedException _) {
            return;
        }
        System.out.printf("F13 not done after %s: goal missed%n", Progress.words(limit));
        System.exit(1);
    }

    /** Two of three whom a kill meets wait for the store: fewer where it is quick. */
    private static int lives(int cuts) {
        return Math.max(1, Math.ceilDiv(cuts * 3, LISTENERS * 2));
    }

    static PlayVerdict run(int cuts, int edits, long seed, Application.Kind kind) throws Exception {
        var folder = Files.createTempDirectory("aftercall-soak");
        var url = TestDatabases.fresh();
        PlayVerdict verdict;
        try (var store = new Depot(Files.createDirectory(folder.resolve("depot")))) {
            var settings = settings(url, folder, store);
            List<UUID> recordings;
            long silent;
            long missed;
            // Its own jobs would be at the tapes, too.
            settings.put("db-scheduler.polling-interval", "1h");
            try (var inside = new BenchHouse(settings)) {
                recordings = PlayTrail.store(inside, lives(cuts) * RECORDINGS);
                silent = PlayTrail.withoutRow(inside, recordings.getFirst(), cuts);
                missed = PlayTrail.edits(inside, edits, new Random(seed));
            }
            settings.remove("db-scheduler.polling-interval");
            settings.put("aftercall.telephony.spool", folder.resolve("tapes").toString());
            var source = new PGSimpleDataSource();
            source.setUrl(url);
            source.setUser("postgres");
            try (var application = kind.in(folder, Kills.freePort(), settings)) {
                var soak =
                        new PlayKills(
                                JdbcClient.create(source), application, store, new Random(seed));
                soak.open(recordings);
                soak.work(cuts);
                verdict = soak.verdict(cuts, silent, missed);
            }
        }
        if (verdict.good()) {
            FileSystemUtils.deleteRecursively(folder);
        } else {
            System.out.println("  what was left behind: " + folder);
        }
        return verdict;
    }

    /** Of the house that makes the recordings, and of the one that is killed. */
    private static Map<String, String> settings(String url, Path folder, Depot store)
            throws IOException {
        var settings = new HashMap<>(store.settings());
        settings.put("spring.datasource.url", url);
        settings.put("spring.datasource.username", "postgres");
        settings.put("aftercall.var", folder.toString());
        settings.put("aftercall.telephony.ami-port", "9");
        settings.put(
                "aftercall.speech.models",
                Files.createDirectory(folder.resolve("no-models")).toString());
        settings.put("logging.level.root", "ERROR");
        settings.put("logging.level.org.gaul", "OFF");
        return settings;
    }

    /** Half of them hear all, half of them what is covered. */
    private void open(List<UUID> recordings) throws Exception {
        application.start();
        application.ready();
        var hash = Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8().encode(Nurse.PASSWORD);
        for (int i = 0; i < LISTENERS; i++) {
            var login = "listener" + i;
            var person =
                    db.sql(
                                    """
                                    INSERT INTO staff.member (id, login, name, role, all_departments, password_hash, stamp)
                                    VALUES (uuidv7(), :login, 'Listener', :role, true, :hash, uuidv7()) RETURNING id
                                    """)
                            .param("login", login)
                            .param("role", i % 2 == 0 ? "SUPERVISOR" : "NURSE")
                            .param("hash", hash)
                            .query(UUID.class)
                            .single();
            var hers = new ArrayList<>(recordings);
            Collections.shuffle(hers, chance);
            var listener = new Listener(application, login, person, hers);
            listener.signIn();
            listeners.add(listener);
        }
    }

    private void work(int cuts) throws Exception {
        var progress = new Progress("cuts", cuts);
        int most = PATIENCE * lives(cuts);
        for (int between = 0; between < cuts && kills < most; between = between()) {
            store.takes(kills % QUICK == QUICK - 1 ? Duration.ZERO : ANSWER);
            listen();
            Thread.sleep(Duration.ofNanos(chance.nextLong(MOMENT.toNanos())));
            end();
            application.start();
            application.ready();
            judge();
            progress.at(between(), kills + " kills");
        }
        // What is gone on with after the last start counts, too.
        listen();
        end();
        judge();
    }

    private void listen() throws InterruptedException {
        listeners.forEach(Listener::begin);
        var until = Instant.now().plus(SILENCE);
        while (listeners.stream().anyMatch(l -> l.heard() < HEARD_BEFORE)) {
            if (Instant.now().isAfter(until)) {
                throw new IllegalStateException("Somebody hears nothing for " + SILENCE);
            }
            Thread.sleep(2);
        }
    }

    private void end() throws InterruptedException {
        var killed = Instant.now();
        application.kill();
        kills++;
        for (var listener : listeners) {
            var unfinished = listener.end();
            if (unfinished.isPresent() && unfinished.get().wish().sent().isBefore(killed)) {
                if (unfinished.get().ended().isBefore(killed)) {
                    System.out.println("  not by a kill: " + unfinished.get());
                    broken++;
                } else {
                    cut.add(unfinished.get());
                }
            }
        }
    }

    private void judge() {
        var without = Noted.in(db).without(plays());
        without.stream().skip(unnoted).limit(5).forEach(p -> System.out.println("  no row: " + p));
        unnoted = Math.max(unnoted, without.size());
        torn += trail.isWhole() ? 0 : 1;
    }

    private List<Play> plays() {
        return listeners.stream().flatMap(l -> l.plays().stream()).toList();
    }

    /** Cut plays that had their row and no byte of sound. */
    private int between() {
        var noted = Noted.in(db);
        return (int) soundless().filter(noted::asked).count();
    }

    private Stream<Play> soundless() {
        return cut.stream().filter(p -> p.first() == null);
    }

    private PlayVerdict verdict(int wanted, long silent, long missed) {
        int between = between();
        long mute = soundless().count();
        System.out.printf(
                Locale.ROOT,
                "  of %d cut plays: %d before their row, %d between row and first byte, %d in their sound;"
                        + " gone on with by a range %d, heard whole %d; the trail has %d rows%n",
                cut.size(),
                mute - between,
                between,
                cut.size() - mute,
                plays().stream().filter(p -> p.wish().from() > 0 && p.first() != null).count(),
                plays().stream().filter(Play::whole).count(),
                trail.rows());
        long sounded = plays().stream().filter(p -> p.first() != null).count();
        return new PlayVerdict(
                new PlayVerdict.Kills(wanted, kills, between, sounded, broken),
                unnoted,
                torn,
                silent,
                missed);
    }
}
