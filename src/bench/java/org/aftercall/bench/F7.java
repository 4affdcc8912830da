package org.aftercall.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.aftercall.TestDatabases;
import org.awaitility.Awaitility;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.util.FileSystemUtils;

/**
 * F7: two dialers on one database, in processes of their own, their clocks ten minutes apart. Again
 * and again the one that holds the lease is stopped (SIGSTOP) at any point of its work, past its
 * lease, while the other takes over, and goes on (SIGCONT). No telephone may ever ring twice at
 * once, and nothing that is written under a lease that has passed on may be kept.
 */
public final class F7 {
    private static final Duration LEASE = Duration.ofMillis(600);
    private static final Duration SKEW = Duration.ofMinutes(5);

    private F7() {}

    /**
     * What came of it.
     *
     * @param zombies dialers that were stopped and woke to find that the other had taken over
     * @param attempts calls whose row was committed
     * @param dialed telephones rung
     * @param duplicates telephones rung while they rang
     * @param refused transactions that the fence refused
     * @param stale writes of a stale holder that were kept nevertheless
     * @param open calls without an outcome at the end
     */
    public record Verdict(
            int zombies,
            long attempts,
            long dialed,
            long duplicates,
            long refused,
            long stale,
            long open) {
        public boolean passed() {
            return duplicates == 0 && stale == 0 && open == 0;
        }

        @Override
        public String toString() {
            return "F7 %d zombies, %d attempts, %d telephones rung, %d duplicate, %d stale transactions refused, %d kept, %d calls without an outcome, goal 0 duplicate, 0 kept, 0 without: goal %s"
                    .formatted(
                            zombies,
                            attempts,
                            dialed,
                            duplicates,
                            refused,
                            stale,
                            open,
                            passed() ? "met" : "missed");
        }
    }

    public static void run(Options options) throws Exception {
        int zombies = options.number("zombies", 500);
        int attempts = options.number("attempts", 100_000);
        var atMost = Duration.ofMinutes(options.number("minutes", 60));
        options.done();
        System.out.println(run(zombies, attempts, atMost));
    }

    /** Goes on until there were as many of both, or the time is over. */
    public static Verdict run(int zombies, int attempts, Duration atMost) throws Exception {
        long seed = 7;
        System.out.printf(
                Locale.ROOT,
                "F7: two dialers, clocks ± %d min, %d zombies past a lease of %d ms, %d attempts at %d numbers, at most %s, seed %d%n",
                SKEW.toMinutes(),
                zombies,
                LEASE.toMillis(),
                attempts,
                F7Dialer.NUMBERS,
                atMost,
                seed);
        var url = TestDatabases.fresh();
        var db = JdbcClient.create(source(url));
        witness(db);
        var home = Files.createTempDirectory("aftercall-f7");
        var dialers = new ArrayList<Process>();
        try (var exchange = new F7Exchange()) {
            dialers.add(dialer(url, exchange.port(), SKEW, home.resolve("one")));
            dialers.add(dialer(url, exchange.port(), SKEW.negated(), home.resolve("other")));
            Awaitility.await()
                    .atMost(Duration.ofMinutes(4))
                    .until(() -> exchange.ready() == dialers.size());
            var end = Instant.now().plus(atMost);
            var dice = new Random(seed);
            int done = 0;
            int next = 0;
            while (Instant.now().isBefore(end) && (done < zombies || attempts(db) < attempts)) {
                if (done < zombies) {
                    done += zombie(db, dialers.get(next), dice) ? 1 : 0;
                    // Whoever took over is the next one.
                    next = 1 - next;
                } else {
                    TimeUnit.MILLISECONDS.sleep(500);
                }
            }
            return verdict(db, exchange, done, dialers);
        } finally {
            for (var dialer : dialers) {
                dialer.destroyForcibly().waitFor();
            }
            FileSystemUtils.deleteRecursively(home);
        }
    }

    private static Verdict verdict(
            JdbcClient db, F7Exchange exchange, int zombies, List<Process> dialers)
            throws InterruptedException {
        // No new calls: the lease is held by nobody alive, and for less than what only a clock that
        // was set back explains. The sweep settles what is open.
        db.sql(
                        """
                        UPDATE jobs.lease SET holder = gen_random_uuid(), token = token + 1,
                               until = clock_timestamp() + interval '50 seconds' WHERE name = 'f7'
                        """)
                .update();
        try {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> open(db) == 0);
        } catch (org.awaitility.core.ConditionTimeoutException late) {
            System.out.println("F7: " + open(db) + " calls have no outcome after 30 s");
        }
        return new Verdict(
                zombies,
                attempts(db),
                exchange.dialed.get(),
                exchange.duplicates.get(),
                exchange.refused(),
                db.sql("SELECT count(*) FROM f7.stale").query(Long.class).single(),
                open(db));
    }

    /** Looks, at each commit, whether the writer still holds the lease that it wrote under. */
    private static void witness(JdbcClient db) {
        // Somebody works here already: making first logins takes longer than a session may idle.
        db.sql(
                        """
                        INSERT INTO staff.member (id, login, name, role, all_departments, extension, desk_kind,
                                                  password_hash, stamp, presence)
                        VALUES (gen_random_uuid(), 'f7', 'F7', 'NURSE', true, '7999', 'PHONE', '', gen_random_uuid(), 'OFFLINE')
                        """)
                .update();
        db.sql("CREATE SCHEMA f7").update();
        db.sql("CREATE TABLE f7.stale (call_id uuid)").update();
        db.sql(
                        """
                        CREATE FUNCTION f7.look() RETURNS trigger LANGUAGE plpgsql AS $$
                        BEGIN
                            IF current_setting('aftercall.token', true) IS DISTINCT FROM
                                    (SELECT token::text FROM jobs.lease WHERE name = 'f7') THEN
                                INSERT INTO f7.stale VALUES (NEW.id);
                            END IF;
                            RETURN NULL;
                        END $$
                        """)
                .update();
        db.sql(
                        """
                        CREATE CONSTRAINT TRIGGER look AFTER INSERT ON call.call DEFERRABLE INITIALLY DEFERRED
                        FOR EACH ROW EXECUTE FUNCTION f7.look()
                        """)
                .update();
    }

    /**
     * Stops a dialer at work until the other has taken over, and a bit longer.
     *
     * @return whether the other had taken over when it went on
     */
    private static boolean zombie(JdbcClient db, Process dialer, Random dice)
            throws IOException, InterruptedException {
        TimeUnit.MICROSECONDS.sleep(dice.nextInt(100_000, 400_000));
        var before = token(db);
        signal("STOP", dialer);
        try {
            TimeUnit.MILLISECONDS.sleep(LEASE.toMillis() + dice.nextInt(600, 2_000));
            return token(db) > before;
        } finally {
            signal("CONT", dialer);
        }
    }

    private static void signal(String name, Process dialer)
            throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, String.valueOf(dialer.pid())).start().waitFor();
    }

    private static long token(JdbcClient db) {
        return db.sql("SELECT coalesce(max(token), 0) FROM jobs.lease WHERE name = 'f7'")
                .query(Long.class)
                .single();
    }

    private static long attempts(JdbcClient db) {
        return db.sql("SELECT count(*) FROM call.call").query(Long.class).single();
    }

    private static long open(JdbcClient db) {
        return db.sql("SELECT count(*) FROM call.call WHERE ended_at IS NULL")
                .query(Long.class)
                .single();
    }

    private static DataSource source(String url) {
        return new DriverManagerDataSource(url, "postgres", "");
    }

    private static Process dialer(String url, int port, Duration skew, Path home)
            throws IOException {
        var command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                "-Xmx512m",
                                "-XX:TieredStopAtLevel=1",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                F7Dialer.class.getName()));
        command.addAll(F7Dialer.settings(url, port, skew, LEASE, home));
        var log = ProcessBuilder.Redirect.appendTo(Path.of("target", "f7-dialers.log").toFile());
        return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start();
    }
}
