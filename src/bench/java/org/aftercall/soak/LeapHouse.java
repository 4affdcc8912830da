package org.aftercall.soak;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the live half of F8 calls with, and by what it is judged. */
final class LeapHouse {
    /** From the last look at a clock to a ringing telephone, on a machine that does much else. */
    static final Duration A_MOMENT = Duration.ofSeconds(2);

    private static final Duration FOUND_WITHIN = Duration.ofMinutes(2);

    /** No job of the house waits longer by itself. */
    private static final String STALLED =
            """
            SELECT task_name FROM jobs.scheduled_tasks
            WHERE NOT picked AND execution_time > clock_timestamp() + interval '30 minutes'
            """;

    private final JdbcClient db;
    private final LeapingClock clock;
    private final CallHouse calls;
    private final Book book;
    private final List<Waiting> caught = new ArrayList<>();

    LeapHouse(JdbcClient db, LeapingClock clock, Book book) {
        this.db = db;
        this.clock = clock;
        this.book = book;
        this.calls = new CallHouse(db, book);
    }

    private record Waiting(UUID task, String zone, Instant leap) {}

    private record Rung(UUID task, String zone, UUID line) {}

    /**
     * How the telephones that rang stand to their patients' hours.
     *
     * @param inside within them
     * @param near outside, but within them a moment before: as long as the way to the telephone is
     * @param waiting taken by a nurse, and not rung yet, when a leap ended their hours
     * @param late those of them that were rung all the same
     */
    record Judged(int inside, int near, List<String> outside, int waiting, int late) {}

    /**
     * Many who are due, in several zones, on a list that dials by itself and one that does not.
     *
     * @return the list that nurses dial from by hand
     */
    UUID open(int due) {
        db.sql("UPDATE worklist.worklist SET paused = true, paused_why = 'Not yet'").update();
        calls.open(due);
        db.sql(
                        """
                        INSERT INTO staff.member (id, login, name, role, all_departments, extension, desk_kind,
                                                  password_hash, stamp, presence)
                        SELECT uuidv7(), 'soak' || :desk, name, role, all_departments, :desk, desk_kind,
                               password_hash, uuidv7(), presence
                        FROM staff.member WHERE login LIKE 'soak%' LIMIT 1
                        """)
                .param("desk", ByHand.DESK)
                .update();
        var hand =
                db.sql(
                                """
                                INSERT INTO worklist.worklist (id, name, questionnaire, zone, mode)
                                SELECT uuidv7(), 'By hand', questionnaire, zone, 'PREVIEW' FROM worklist.worklist LIMIT 1
                                RETURNING id
                                """)
                        .query(UUID.class)
                        .single();
        db.sql(
                        """
                        INSERT INTO worklist.crew (worklist_id, staff_id)
                        SELECT w.id, m.id FROM worklist.worklist w, staff.member m
                        WHERE m.login LIKE 'soak%' AND (w.id = :hand) = (m.extension = :desk)
                        """)
                .param("hand", hand)
                .param("desk", ByHand.DESK)
                .update();
        people(hand);
        hours();
        db.sql("UPDATE worklist.worklist SET paused = false, paused_why = NULL").update();
        return hand;
    }

    /** One in twenty lives where no clock is known; one in four is called by hand. */
    private void people(UUID hand) {
        db.sql(
                        """
                        UPDATE patient.patient SET zone = CASE WHEN n % 20 = 7 THEN :nowhere
                                                          ELSE (:zones::text[])[n / 5 % cardinality(:zones::text[]) + 1] END
                        FROM (SELECT id AS soak, substring(name FROM 6)::int AS n FROM patient.patient WHERE name LIKE 'Soak %')
                        WHERE id = soak
                        """)
                .param("zones", Walls.ZONES.toArray(String[]::new))
                .param("nowhere", Walls.NOWHERE)
                .update();
        db.sql(
                        """
                        UPDATE worklist.task SET worklist_id = :hand
                        FROM (SELECT id AS soak, substring(name FROM 6)::int AS n FROM patient.patient WHERE name LIKE 'Soak %')
                        WHERE patient_id = soak AND n % 4 = 1
                        """)
                .param("hand", hand)
                .update();
    }

    private void hours() {
        db.sql("DELETE FROM worklist.hours").update();
        for (var span : Walls.SPANS) {
            db.sql(
                            """
                            INSERT INTO worklist.hours (worklist_id, weekday, from_minute, until_minute)
                            SELECT id, weekday, :from, :until FROM worklist.worklist, generate_series(1, 7) AS weekday
                            """)
                    .param("from", span.from())
                    .param("until", span.until())
                    .update();
        }
    }

    int dialed() {
        return count("SELECT count(*) FROM call.call WHERE dialed_at IS NOT NULL");
    }

    private int count(String sql) {
        return db.sql(sql).query(Integer.class).single();
    }

    /** Whom the house took for gone says that she is not. */
    int nursesComeBack() {
        return db.sql(
                        """
                        UPDATE staff.member SET presence = 'READY', presence_since = now(), paused_why = NULL
                        WHERE login LIKE 'soak%' AND presence IN ('OFFLINE', 'PAUSED')
                        """)
                .update();
    }

    /** Whether a nurse has somebody whom she has not rung yet. */
    boolean somebodyWaits() {
        return !waiting(Instant.EPOCH).isEmpty();
    }

    /** Remembers whose hours it ends while he waits for his call. */
    void leap(Duration ahead) throws IOException {
        var waiting = waiting(Instant.now());
        var leap = clock.leap(ahead);
        for (var one : waiting) {
            if (Walls.open(clock.at(leap.at().minusMillis(1)), one.zone())
                    && !Walls.open(clock.at(leap.at()), one.zone())) {
                caught.add(new Waiting(one.task(), one.zone(), leap.at()));
            }
        }
    }

    private List<Waiting> waiting(Instant leap) {
        return db.sql(
                        """
                        SELECT t.id, p.zone FROM worklist.task t JOIN patient.patient p ON p.id = t.patient_id
                        WHERE t.state IN ('CLAIMED', 'HELD') AND NOT EXISTS (
                            SELECT FROM dialer.attempt a JOIN call.call c ON c.id = a.call_id
                            WHERE a.task_id = t.id AND a.settled_at IS NULL AND c.dialed_at IS NOT NULL)
                        """)
                .query((row, _) ->
                        new Waiting(row.getObject("id", UUID.class), row.getString("zone"), leap))
                .list();
    }

    /** After the time within which the house itself finds them. */
    List<String> stalled() throws InterruptedException {
        var until = Instant.now().plus(FOUND_WITHIN);
        while (true) {
            var stalled = db.sql(STALLED).query((row, _) -> row.getString(1)).list();
            if (stalled.isEmpty() || Instant.now().isAfter(until)) {
                return stalled;
            }
            Thread.sleep(500);
        }
    }

    void close() throws InterruptedException {
        calls.close();
    }

    /** Calls without exactly one outcome and signed record. */
    int lost() {
        return calls.lost();
    }

    /** By Asterisk's book, and by the clock that the house had when the line began. */
    Judged judge() throws IOException {
        var lines = book.lines();
        int inside = 0;
        int near = 0;
        var outside = new ArrayList<String>();
        var late = new HashSet<Waiting>();
        for (var rung : rung()) {
            var line = lines.get(rung.line());
            if (line == null || line.start == null) {
                continue;
            }
            var start = line.start;
            var zone = rung.zone();
            if (Walls.open(clock.at(start), zone)) {
                inside++;
            } else if (clock.before(start, A_MOMENT).anyMatch(at -> Walls.open(at, zone))) {
                near++;
            } else {
                outside.add(
                        String.format(
                                Locale.ROOT,
                                "%s rung at %s in %s, %s of the machine",
                                rung.line(),
                                clock.at(start),
                                zone,
                                start));
                caught.stream()
                        .filter(c -> c.task().equals(rung.task()) && c.leap().isBefore(start))
                        .forEach(late::add);
            }
        }
        return new Judged(inside, near, outside, caught.size(), late.size());
    }

    private List<Rung> rung() {
        return db.sql(
                        """
                        SELECT a.task_id, p.zone, c.id FROM call.call c
                        JOIN dialer.attempt a ON a.call_id = c.id JOIN patient.patient p ON p.id = a.patient_id
                        """)
                .query((row, _) ->
                        new Rung(
                                row.getObject("task_id", UUID.class),
                                row.getString("zone"),
                                row.getObject("id", UUID.class)))
                .list();
    }
}
