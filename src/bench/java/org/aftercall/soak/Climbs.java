package org.aftercall.soak;

import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.aftercall.TestDatabases;
import org.aftercall.bench.Options;
import org.aftercall.kernel.Sql;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;

/**
 * Alarms that nobody closes, while the shipped jar is killed again and again: each climbs once, for
 * the moment it was due, not before it, and within a second of it or, where nobody was there, of
 * the first who was.
 */
final class Climbs {
    private static final Duration ON_TIME = Duration.ofSeconds(1);

    /** So long after its last word the lease of one who was killed runs on. */
    private static final Duration LEASE = Duration.ofSeconds(10);

    private static final Duration LIFE = Duration.ofSeconds(12);

    private final JdbcClient db;
    private final Application application;
    private final Random chance;

    /** While somebody was there to climb. */
    private final List<Span> lives = new ArrayList<>();

    private record Span(Instant from, Instant until) {}

    private Climbs(JdbcClient db, Application application, Random chance) {
        this.db = db;
        this.application = application;
        this.chance = chance;
    }

    static void run(Options options) throws Exception {
        int escalations = options.number("escalations", 10_000);
        int restarts = options.number("restarts", 20);
        long seed = options.seed();
        options.done();
        System.out.printf(
                Locale.ROOT,
                "Climbs: %,d escalations due evenly while the jar is killed (kill -9) and started again %d times, seed %d%n",
                escalations,
                restarts,
                seed);
        var folder = Files.createTempDirectory("aftercall-soak");
        var url = TestDatabases.fresh();
        var source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setUser("postgres");
        boolean good;
        try (var application =
                Application.shipped(
                        folder,
                        Kills.freePort(),
                        Map.of(
                                "spring.datasource.url",
                                url,
                                "spring.datasource.username",
                                "postgres",
                                "aftercall.var",
                                folder.toString(),
                                "aftercall.telephony.ami-port",
                                "9",
                                "aftercall.telephony.spool",
                                folder.resolve("tapes").toString(),
                                "aftercall.speech.models",
                                Files.createDirectory(folder.resolve("no-models")).toString(),
                                "logging.level.root",
                                "ERROR"))) {
            good =
                    new Climbs(JdbcClient.create(source), application, new Random(seed))
                            .work(escalations, restarts);
            if (!good) {
                System.out.println("  what the application said: " + application.log());
            }
        }
        if (good) {
            FileSystemUtils.deleteRecursively(folder);
        }
        System.out.println("Climbs: goal " + (good ? "met" : "missed"));
    }

    private boolean work(int escalations, int restarts) throws Exception {
        var asked = Instant.now();
        application.start();
        var ready = application.ready();
        var start = Duration.between(asked, ready);
        // A life, a start and the rest of the lease for each, and no kill after the last is due.
        var whole = LIFE.plus(start).plus(LEASE).multipliedBy(restarts).plusSeconds(20);
        System.out.printf(
                Locale.ROOT,
                "  a start takes %.1f s here; they are due within %d s%n",
                start.toMillis() / 1e3,
                whole.toSeconds());
        due(db, escalations, Instant.now().plusSeconds(5), whole);
        for (int kill = 1; kill <= restarts; kill++) {
            Thread.sleep(chance.nextLong(LIFE.toMillis()));
            var killed = Instant.now();
            application.kill();
            lives.add(new Span(ready, killed));
            application.start();
            var there = application.ready();
            var freed = killed.plus(LEASE);
            ready = there.isAfter(freed) ? there : freed;
        }
        var until = Instant.now().plus(whole).plusSeconds(60);
        while (climbed() < escalations && Instant.now().isBefore(until)) {
            Thread.sleep(200);
        }
        lives.add(new Span(ready, Instant.MAX));
        return judged(escalations);
    }

    private int climbed() {
        return db.sql("SELECT count(*) FROM followup.escalation_step WHERE kind = 'CLIMBED'")
                .query(Integer.class)
                .single();
    }

    private record Climb(Instant planned, Instant at, Instant due) {}

    private boolean judged(int escalations) {
        var climbs =
                db.sql(
                                """
                                SELECT s.planned_at, s.at, e.due_at
                                FROM followup.escalation_step s JOIN followup.escalation e ON e.id = s.escalation_id
                                WHERE s.kind = 'CLIMBED'
                                """)
                        .query((row, _) ->
                                new Climb(
                                        Sql.instant(row, "planned_at"),
                                        Sql.instant(row, "at"),
                                        Sql.instant(row, "due_at")))
                        .list();
        int wrong = 0;
        int early = 0;
        int late = 0;
        int waited = 0;
        int lateAtStart = 0;
        var longest = Duration.ZERO;
        for (var climb : climbs) {
            wrong += climb.planned().equals(climb.due()) ? 0 : 1;
            early += climb.at().isBefore(climb.planned()) ? 1 : 0;
            var possible = possible(climb.planned());
            waited += possible.equals(climb.planned()) ? 0 : 1;
            var behind = Duration.between(possible, climb.at());
            longest = behind.compareTo(longest) > 0 ? behind : longest;
            if (behind.compareTo(ON_TIME) > 0) {
                late++;
                lateAtStart += possible.equals(climb.planned()) ? 0 : 1;
            }
        }
        System.out.printf(
                Locale.ROOT,
                "  %,d climbed of %,d, each once; for another moment than it was due %d, early %d; %,d fell due while nobody was there;%n"
                        + "  later than a second %d (of them %d that had waited for a start), the longest %d ms%n",
                climbs.size(),
                escalations,
                wrong,
                early,
                waited,
                late,
                lateAtStart,
                longest.toMillis());
        return climbs.size() == escalations && wrong + early + late == 0;
    }

    /**
     * When it could climb at the earliest: at its time, or when somebody was there again. Who is
     * killed within the second that a climb may take has owed nothing yet, be it to what just fell
     * due or to what had waited for his start.
     */
    private Instant possible(Instant planned) {
        for (var life : lives) {
            var owed = planned.isBefore(life.from()) ? life.from() : planned;
            if (owed.isBefore(life.until().minus(ON_TIME))) {
                return owed;
            }
        }
        return planned;
    }

    /** One talk that is over, and all its alarms; each goes up once while it is looked at. */
    static void due(JdbcClient db, int escalations, Instant from, Duration within) {
        db.sql(
                        """
                        WITH person AS (INSERT INTO patient.patient (id, name, sex) VALUES (uuidv7(), 'Soak', 'FEMALE') RETURNING id),
                        reach AS (INSERT INTO patient.contact (id, patient_id, relation, number, rank)
                                  SELECT uuidv7(), id, 'SELF', '+8610000000001', 1 FROM person RETURNING id, patient_id),
                        stay AS (INSERT INTO patient.encounter (id, patient_id, admission_no, department, discharged_on)
                                 SELECT uuidv7(), id, 'S1', 'Soak', current_date - 2 FROM person RETURNING id, patient_id),
                        task AS (INSERT INTO worklist.task (id, worklist_id, patient_id, encounter_id, department, due_at, next_at)
                                 SELECT uuidv7(), (SELECT id FROM worklist.worklist ORDER BY created_at LIMIT 1), patient_id, id,
                                        'Soak', now() + interval '9 days', now() + interval '9 days'
                                 FROM stay RETURNING id, patient_id, encounter_id),
                        talk AS (INSERT INTO call.call (id, number, desk, desk_kind, desk_line, ring_seconds, recorded, placed_at,
                                                        answered_at, ended_at, result, rang)
                                 VALUES (uuidv7(), '+8610000000001', '8001', 'BROWSER', uuidv7(), 30, false, now(), now(), now(),
                                         'ANSWERED', true) RETURNING id),
                        attempt AS (INSERT INTO dialer.attempt (id, task_id, patient_id, contact_id, call_id, number_of, ordered_at,
                                                                ended_at, reached, settled_at, disposition)
                                    SELECT uuidv7(), t.id, t.patient_id, r.id, c.id, 1, now(), now(), true, now(), 'INTERRUPTED'
                                    FROM task t, reach r, talk c RETURNING id, call_id, task_id, patient_id),
                        record AS (INSERT INTO followup.record (id, attempt_id, task_id, patient_id, encounter_id, call_id, department,
                                                                attempt_no, questionnaire, questionnaire_version, ordered_at, saved_at)
                                   SELECT uuidv7(), a.id, a.task_id, a.patient_id, t.encounter_id, a.call_id, 'Soak', 1,
                                          'post-discharge', 1, now(), now()
                                   FROM attempt a, task t RETURNING *)
                        INSERT INTO followup.escalation (id, record_id, patient_id, encounter_id, call_id, department, questionnaire,
                            questionnaire_version, rule, link_id, answer, severity, level, raised_at, due_at, climb_at, climb_every)
                        SELECT uuidv7(), r.id, r.patient_id, r.encounter_id, r.call_id, r.department, r.questionnaire,
                               r.questionnaire_version, 'rule#' || n, 'rule', 'true', 'EMERGENCY', 1, now(), due, due, interval '1 day'
                        FROM record r, generate_series(1, :many) n,
                             LATERAL (SELECT CAST(:from AS timestamptz) + n * (CAST(:within AS interval) / :many) AS due) d
                        """)
                .param("many", escalations)
                .param("from", Sql.utc(from))
                .param("within", within.toMillis() + " milliseconds")
                .update();
    }
}
