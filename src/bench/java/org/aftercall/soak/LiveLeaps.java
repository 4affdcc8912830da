package org.aftercall.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Pattern;
import org.aftercall.bench.BenchHouse;
import org.aftercall.telephony.AsteriskPair;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;

/**
 * The live half of F8: the shipped jar and its PostgreSQL under a clock that leaps while they dial;
 * Asterisk and the patients keep the true time. Each telephone that rings is judged by Asterisk's
 * book.
 */
final class LiveLeaps {
    /** From the jar as it is, with a database to be made. */
    private static final Duration LONGEST_START = Duration.ofMinutes(15);

    private static final Duration SHORTEST_STAY = Duration.ofSeconds(6);
    private static final Duration STAY = Duration.ofSeconds(25);
    private static final Duration LONGEST_STAY = Duration.ofSeconds(90);
    private static final int CALLS_A_STAY = 5;

    /** The library for AMI says so of every answer that comes after two seconds. */
    private static final String LATE_ANSWER = "ManagerConnectionImpl";

    /**
     * A leap forwards lets a job that runs look dead, and it is begun again beside itself; who is
     * done last finds nothing to tick off.
     */
    private static final String BEGUN_TWICE = "Expected one execution to be removed";

    private static final Pattern CRASH = Pattern.compile("^\\S+\\s+ERROR .*|.*OutOfMemoryError.*");

    private final int leaps;
    private final Random chance;
    private final LeapingClock clock;
    private final Walls walls;
    private final Application application;
    private final LeapHouse house;
    private int midnights;
    private int idle;
    private int away;
    private int comebacks;
    private int before;

    private LiveLeaps(
            int leaps,
            Random chance,
            LeapingClock clock,
            Application application,
            LeapHouse house) {
        this.leaps = leaps;
        this.chance = chance;
        this.clock = clock;
        this.walls = new Walls(chance, clock.now());
        this.application = application;
        this.house = house;
    }

    /**
     * @param named where libfaketime is; empty to look for it
     */
    static void run(int leaps, long seed, String named) throws Exception {
        var library = named.isEmpty() ? LeapingClock.library() : Optional.of(Path.of(named));
        if (library.filter(Files::isReadable).isEmpty()) {
            System.out.println(
                    "F8 live skipped: "
                            + (named.isEmpty()
                                    ? "libfaketime is not on this machine"
                                    : named + " cannot be read")
                            + "; as root: apt-get install -y libfaketime, or say --faketime=…/libfaketime.so.1");
            return;
        }
        System.out.printf(
                Locale.ROOT,
                "F8 live: %d leaps of up to two hours to and fro of the clock of the jar and of its PostgreSQL, seed %d;%n"
                        + "    a real Asterisk pair on the true time; %d nurses on a progressive list, one dials by hand and is%n"
                        + "    slow to pick up; patients in four zones, one in twenty in none; what rings within %d s of a%n"
                        + "    leap or of an end of his hours counts apart%n",
                leaps,
                seed,
                CallHouse.DESKS.size(),
                LeapHouse.A_MOMENT.toSeconds());
        var pair = AsteriskPair.running();
        var folder = Files.createTempDirectory("aftercall-soak");
        var evening = Duration.between(Instant.now(), Walls.evening(Instant.now()));
        var clock = new LeapingClock(library.get(), folder, evening);
        boolean good;
        try (var application =
                Application.shippedInto(
                        clock.environment(), folder, Kills.freePort(), settings(pair, folder))) {
            try {
                application.start();
                application.ready(LONGEST_START);
                var db = database(folder);
                var house = new LeapHouse(db, clock, new Book(Path.of(pair.property("books"))));
                good =
                        new LiveLeaps(leaps, new Random(seed), clock, application, house)
                                .all(db, seed);
            } finally {
                // Its PostgreSQL ends with it.
                application.stop();
            }
        }
        if (good) {
            FileSystemUtils.deleteRecursively(folder);
        } else {
            System.out.println("  what the application said: " + folder.resolve("application.log"));
        }
    }

    private static Map<String, String> settings(AsteriskPair pair, Path folder) throws IOException {
        var settings = new HashMap<>(pair.properties());
        settings.putAll(BenchHouse.AT_ALL_HOURS);
        settings.put("aftercall.var", folder.toString());
        settings.put(
                "aftercall.speech.models",
                Files.createDirectory(folder.resolve("no-models")).toString());
        settings.put("aftercall.telephony.trunk.minutes-per-day", "1000000");
        settings.put("logging.level.root", "WARN");
        // Its own database, whatever ours is.
        settings.put("aftercall.db.url", "");
        return settings;
    }

    /** Line 4 of PostgreSQL's own lock file is its port. */
    private static JdbcClient database(Path folder) throws IOException {
        var lock = Files.readAllLines(folder.resolve("postgres/postmaster.pid"));
        var source = new PGSimpleDataSource();
        source.setUrl("jdbc:postgresql://127.0.0.1:" + lock.get(3).strip() + "/postgres");
        source.setUser("postgres");
        return JdbcClient.create(source);
    }

    private boolean all(JdbcClient db, long seed) throws Exception {
        UUID hand = house.open(60 + leaps * 30);
        try (var wrapUp = new WrapUp(application, db);
                var byHand = new ByHand(application, db, hand, seed)) {
            wrapUp.begin();
            byHand.begin();
            stay();
            before = errors().size();
            var progress = new Progress("leaps", leaps);
            for (int i = 0; i < leaps; i++) {
                leap(i == leaps - 1);
                stay();
                progress.at(i + 1, house.dialed() + " calls");
            }
            byHand.close();
            house.close();
            return verdict(byHand.toString());
        }
    }

    /** Half of them when a nurse has somebody whom she has not rung yet. */
    private void leap(boolean last) throws IOException, InterruptedException {
        if (chance.nextBoolean()) {
            var until = Instant.now().plus(STAY);
            while (!house.somebodyWaits() && Instant.now().isBefore(until)) {
                Thread.sleep(50);
            }
            Thread.sleep(chance.nextInt(1_000));
        }
        var now = clock.now();
        var to = last ? walls.back(now) : walls.next(now);
        if (!to.atZone(Walls.HOUSE).toLocalDate().equals(now.atZone(Walls.HOUSE).toLocalDate())) {
            midnights++;
        }
        house.leap(Duration.between(Instant.now(), to));
    }

    /** Until it has rung some, where anybody may be rung. */
    private void stay() throws InterruptedException {
        var from = Instant.now();
        int before = house.dialed();
        boolean open = false;
        while (true) {
            Thread.sleep(500);
            comebacks += house.nursesComeBack();
            if (!application.isReady()) {
                away++;
            }
            open |= Walls.openSomewhere(clock.now());
            var stayed = Duration.between(from, Instant.now());
            int calls = house.dialed() - before;
            if (stayed.compareTo(SHORTEST_STAY) >= 0
                    && (!open
                            || calls >= CALLS_A_STAY
                            || calls > 0 && stayed.compareTo(STAY) >= 0)) {
                return;
            }
            if (stayed.compareTo(LONGEST_STAY) >= 0) {
                idle++;
                System.out.println("  nobody was rung for long after the leap to " + clock.now());
                return;
            }
        }
    }

    private boolean verdict(String byHand) throws IOException, InterruptedException {
        var judged = house.judge();
        var errors = errors();
        var stalled = house.stalled();
        int lost = house.lost();
        judged.outside().stream().limit(5).forEach(System.out::println);
        errors.stream().skip(before).limit(5).forEach(System.out::println);
        stalled.forEach(job -> System.out.println("  waits for a time that was: " + job));
        int crashed =
                errors.size() - before + (application.lives() && application.isReady() ? 0 : 1);
        System.out.printf(
                Locale.ROOT,
                "  %s; %d leaps over midnight; not ready at %d looks; nurses came back %d times;"
                        + " jobs begun twice %d; errors before the first leap %d%n",
                byHand,
                midnights,
                away,
                comebacks,
                twice(),
                before);
        boolean good =
                judged.outside().isEmpty()
                        && judged.inside() > 0
                        && judged.waiting() > 0
                        && crashed + lost + idle + stalled.size() == 0;
        System.out.printf(
                Locale.ROOT,
                "F8 live outside %d, crashed %d, lost %d, stalled %d of %d calls, %d leaps, %d near a leap or an end,"
                        + " %d waiting when a leap ended their hours, %d of them rung: goal %s%n",
                judged.outside().size(),
                crashed,
                lost,
                idle + stalled.size(),
                judged.inside() + judged.near() + judged.outside().size(),
                leaps,
                judged.near(),
                judged.waiting(),
                judged.late(),
                good ? "met" : "missed");
        return good;
    }

    private long twice() throws IOException {
        try (var lines = Files.lines(application.log())) {
            return lines.filter(line -> line.contains(BEGUN_TWICE) && line.contains(" ERROR "))
                    .count();
        }
    }

    private List<String> errors() throws IOException {
        try (var lines = Files.lines(application.log())) {
            return lines.filter(line -> CRASH.matcher(line).matches())
                    .filter(line -> !line.contains(LATE_ANSWER) && !line.contains(BEGUN_TWICE))
                    .toList();
        }
    }
}
