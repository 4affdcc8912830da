package org.aftercall.soak;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.aftercall.TestDatabases;
import org.aftercall.bench.BenchHouse;
import org.aftercall.bench.Options;
import org.aftercall.telephony.AsteriskPair;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;

/**
 * F1: the shipped jar, killed again and again while it calls on a progressive list; every call has
 * exactly one outcome, and nobody had two lines at a time.
 */
final class Kills {
    private static final Duration LONGEST_LIFE = Duration.ofSeconds(40);

    /** One kill of so many falls into the start itself. */
    private static final int WHILE_STARTING = 10;

    private final int calls;
    private final int kills;
    private final Random chance;
    private final Application application;
    private final CallHouse house;
    private final List<Duration> starts = new ArrayList<>();
    private final List<Duration> reconciled = new ArrayList<>();
    private int killed;

    private Kills(int calls, int kills, Random chance, Application application, CallHouse house) {
        this.calls = calls;
        this.kills = kills;
        this.chance = chance;
        this.application = application;
        this.house = house;
    }

    static void run(Options options) throws Exception {
        int calls = options.number("calls", 1000);
        int kills = options.number("kills", 200);
        long seed = options.seed();
        options.done();
        System.out.printf(
                "F1: %d calls of %d nurses on a progressive list, %d × kill -9 of the jar at random moments, seed %d;%n"
                        + "    one kill in %d while it starts; a real Asterisk pair; patients are busy, dead, congested, reject,%n"
                        + "    or talk seven seconds on tape%n",
                calls, CallHouse.DESKS.size(), kills, seed, WHILE_STARTING);
        var verdict = run(calls, kills, seed, Application::shipped);
        System.out.println("  " + verdict.details());
        System.out.println(verdict);
    }

    static CallHouse.Verdict run(int calls, int kills, long seed, Application.Kind kind)
            throws Exception {
        var pair = AsteriskPair.running();
        var folder = Files.createTempDirectory("aftercall-soak");
        var url = TestDatabases.fresh();
        var source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setUser("postgres");
        var house =
                new CallHouse(JdbcClient.create(source), new Book(Path.of(pair.property("books"))));
        try (var application = kind.in(folder, freePort(), settings(pair, url, folder));
                var wrapUp = new WrapUp(application, house.db())) {
            var soak = new Kills(calls, kills, new Random(seed), application, house);
            soak.open();
            wrapUp.begin();
            soak.work();
            var verdict = soak.end();
            if (verdict.good()) {
                application.close();
                FileSystemUtils.deleteRecursively(folder);
            } else {
                System.out.println("  what the application said: " + application.log());
            }
            return verdict;
        }
    }

    private static Map<String, String> settings(AsteriskPair pair, String url, Path folder)
            throws IOException {
        var settings = new HashMap<>(pair.properties());
        settings.putAll(BenchHouse.AT_ALL_HOURS);
        settings.put("spring.datasource.url", url);
        settings.put("spring.datasource.username", "postgres");
        settings.put("aftercall.var", folder.toString());
        settings.put(
                "aftercall.speech.models",
                Files.createDirectory(folder.resolve("no-models")).toString());
        settings.put("aftercall.telephony.trunk.minutes-per-day", "1000000");
        settings.put("logging.level.root", "WARN");
        return settings;
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void open() throws Exception {
        start();
        house.open(calls * 3);
        var each = starts.getFirst().plusSeconds(4);
        System.out.printf(
                "  a start takes %.1f s here: %d kills will take about %s%n",
                starts.getFirst().toMillis() / 1e3,
                kills,
                Progress.words(each.multipliedBy(kills)));
    }

    private Instant start() throws Exception {
        var from = Instant.now();
        application.start();
        var ready = application.ready();
        starts.add(Duration.between(from, ready));
        return ready;
    }

    private void work() throws Exception {
        var progress = new Progress("kills", kills);
        while (killed < kills) {
            live();
            application.kill();
            killed++;
            if (killed % WHILE_STARTING == 0 && killed < kills) {
                application.start();
                Thread.sleep(chance.nextLong(starts.getFirst().toMillis()));
                application.kill();
                killed++;
            }
            var ready = start();
            reconciled.add(house.reconciled(ready));
            progress.at(
                    killed,
                    String.format(
                            Locale.ROOT,
                            "%d calls, reconciled after %.1f s",
                            house.placed(),
                            reconciled.getLast().toMillis() / 1e3));
        }
        while (house.placed() < calls) {
            Thread.sleep(200);
        }
    }

    /** Until a random number of calls were ordered, and a moment more. */
    private void live() throws InterruptedException {
        int until = house.placed() + chance.nextInt(1 + 2 * Math.max(1, calls / kills));
        var latest = Instant.now().plus(LONGEST_LIFE);
        while (house.placed() < until && Instant.now().isBefore(latest)) {
            Thread.sleep(20);
        }
        Thread.sleep(chance.nextInt(700));
    }

    private CallHouse.Verdict end() throws Exception {
        house.close();
        return house.rest(reconciled, starts, killed);
    }
}
