package org.aftercall.soak;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/** What F1 calls with, and what it looks at: the database and Asterisk's book. */
final class CallHouse {
    /** Telephones that live on the simulated network. */
    static final List<String> DESKS = List.of("8055", "8056", "8057", "8058", "8060");

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration TAPES = Duration.ofMinutes(3);

    private final JdbcClient db;
    private final Book book;

    CallHouse(JdbcClient db, Book book) {
        this.db = db;
        this.book = book;
    }

    /**
     * What came of it.
     *
     * @param lost calls without exactly one outcome and signed record
     * @param doubled patients with two lines at a time, and lines begun twice or by nobody
     * @param tapeless talks with neither a tape nor the reason why
     * @param details for the reader
     */
    record Verdict(
            int calls,
            int kills,
            int lost,
            int doubled,
            int tapeless,
            Duration slowest,
            String details) {
        boolean good() {
            return lost == 0 && doubled == 0 && tapeless == 0 && slowest.toMillis() <= 5_000;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "F1 lost %d, doubled %d, reconciled max %.1f s of %d calls, %d kills: goal %s",
                    lost,
                    doubled,
                    slowest.toMillis() / 1e3,
                    calls,
                    kills,
                    good() ? "met" : "missed");
        }
    }

    JdbcClient db() {
        return db;
    }

    /** Nurses, a progressive list, and so many patients who are due. */
    void open(int due) {
        var hash = Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8().encode(Nurse.PASSWORD);
        for (var desk : DESKS) {
            db.sql(
                            """
                            INSERT INTO staff.member (id, login, name, role, all_departments, extension, desk_kind,
                                                      password_hash, stamp, presence)
                            VALUES (uuidv7(), :login, 'Nurse', 'NURSE', true, :desk, 'PHONE', :hash, uuidv7(), 'READY')
                            """)
                    .param("login", "soak" + desk)
                    .param("desk", desk)
                    .param("hash", hash)
                    .update();
        }
        // The same number comes again after 500 others: 100 persons of each kind live on the
        // network.
        db.sql(
                        """
                        WITH new AS MATERIALIZED (
                            SELECT uuidv7() AS id, uuidv7() AS stay, n,
                                   '+861000000' || lpad((n / 5 % 100)::text, 2, '0')
                                   || (ARRAY['20', '22', '23', '25', '26'])[n % 5 + 1] AS number
                            FROM generate_series(1, :due) n),
                        person AS (
                            INSERT INTO patient.patient (id, name, sex) SELECT id, 'Soak ' || n, 'FEMALE' FROM new RETURNING id),
                        reach AS (
                            INSERT INTO patient.contact (id, patient_id, relation, number, rank)
                            SELECT uuidv7(), id, 'SELF', number, 1 FROM new RETURNING id),
                        stay AS (
                            INSERT INTO patient.encounter (id, patient_id, admission_no, department, discharged_on)
                            SELECT stay, id, 'S' || n, 'Soak', current_date - 2 FROM new RETURNING id)
                        INSERT INTO worklist.task (id, worklist_id, patient_id, encounter_id, department, due_at, next_at)
                        SELECT uuidv7(), (SELECT id FROM worklist.worklist ORDER BY created_at LIMIT 1), id, stay, 'Soak',
                               now() - interval '1 day' + n * interval '1 second', now() - interval '1 day' + n * interval '1 second'
                        FROM new
                        """)
                .param("due", due)
                .update();
        db.sql("UPDATE worklist.worklist SET mode = 'PROGRESSIVE'").update();
    }

    /** Calls that are without exactly one outcome and signed record. */
    int lost() {
        return count(LOST);
    }

    int placed() {
        return count("SELECT count(*) FROM call.call");
    }

    private int count(String sql) {
        return db.sql(sql).query(Integer.class).single();
    }

    private record Row(
            UUID id, UUID desk, boolean answered, boolean ended, boolean settled, boolean heard) {}

    private List<Row> placedBefore(Instant ready) {
        return db.sql(
                        """
                        SELECT c.id, coalesce(c.desk_line, c.id) AS desk, c.answered_at IS NOT NULL AS answered,
                               c.ended_at IS NOT NULL AS ended, a.settled_at IS NOT NULL AS settled,
                               a.ended_at IS NOT NULL AS heard
                        FROM call.call c LEFT JOIN dialer.attempt a ON a.call_id = c.id
                        WHERE c.placed_at < :ready AND (c.ended_at IS NULL OR a.ended_at IS NULL
                              OR c.answered_at IS NULL AND a.settled_at IS NULL)
                        """)
                .param("ready", OffsetDateTime.ofInstant(ready, ZoneOffset.UTC))
                .query((row, _) ->
                        new Row(
                                row.getObject("id", UUID.class),
                                row.getObject("desk", UUID.class),
                                row.getBoolean("answered"),
                                row.getBoolean("ended"),
                                row.getBoolean("settled"),
                                row.getBoolean("heard")))
                .list();
    }

    /**
     * How long after readiness everything was known that had happened by then: ends with their
     * outcomes, and answers.
     */
    Duration reconciled(Instant ready) throws IOException, InterruptedException {
        var until = ready.plus(PATIENCE);
        while (Instant.now().isBefore(until)) {
            var lines = new HashMap<>(book.lines());
            if (placedBefore(ready).stream().noneMatch(row -> unknown(row, lines, ready))) {
                return Duration.between(ready, Instant.now());
            }
            Thread.sleep(20);
        }
        return PATIENCE;
    }

    private static boolean unknown(Row row, HashMap<UUID, Book.Line> lines, Instant ready) {
        var line = lines.get(row.id());
        var desk = lines.get(row.desk());
        var lived =
                line != null
                        ? line.livedAt(ready)
                        : desk != null && desk.livedAt(ready) && !row.ended();
        if (lived) {
            return line != null && line.answeredBy(ready) && !row.answered();
        }
        return !row.ended() || !row.heard() || !row.answered() && !row.settled();
    }

    /** No new call begins; those that are on come to their end, and their tapes are fetched. */
    void close() throws InterruptedException {
        db.sql("UPDATE worklist.worklist SET paused = true, paused_why = 'The soak is over'")
                .update();
        var until = Instant.now().plus(TAPES);
        while (Instant.now().isBefore(until)
                && count(LOST)
                                + count(TAPELESS)
                                + count(
                                        "SELECT count(*) FROM dialer.attempt WHERE settled_at IS NULL")
                        > 0) {
            Thread.sleep(200);
        }
    }

    private static final String LOST =
            """
            SELECT count(*) FROM call.call c LEFT JOIN followup.record r ON r.call_id = c.id
            LEFT JOIN dialer.attempt a ON a.call_id = c.id
            WHERE c.ended_at IS NULL OR r.state IS DISTINCT FROM 'SIGNED' OR a.settled_at IS NULL
            """;

    private static final String TAPELESS =
            """
            SELECT count(*) FROM call.call c WHERE c.recorded AND c.answered_at IS NOT NULL AND NOT EXISTS (
                SELECT FROM recording.recording r WHERE r.call_id = c.id AND r.state <> 'WAITING')
            """;

    Verdict rest(List<Duration> reconciled, List<Duration> starts, int kills) throws IOException {
        int tapeless = count(TAPELESS);
        return new Verdict(
                placed(),
                kills,
                lost(),
                doubled(),
                tapeless,
                reconciled.stream().max(Comparator.naturalOrder()).orElse(Duration.ZERO),
                String.format(
                        Locale.ROOT,
                        "answered %d, without tape or reason %d; reconciled median %.1f s; start median %.1f s",
                        count("SELECT count(*) FROM call.call WHERE answered_at IS NOT NULL"),
                        tapeless,
                        median(reconciled),
                        median(starts)));
    }

    private static double median(List<Duration> of) {
        return of.stream().sorted().skip(of.size() / 2).findFirst().orElse(Duration.ZERO).toMillis()
                / 1e3;
    }

    /** Lines begun twice, lines nobody knows of, and patients with two lines at a time. */
    private int doubled() throws IOException {
        var known = new HashSet<UUID>();
        for (var column :
                List.of(
                        "id FROM call.call",
                        "desk_line FROM call.call",
                        "line FROM call.seat",
                        "line FROM call.leg")) {
            known.addAll(db.sql("SELECT " + column).query(UUID.class).list());
        }
        var lines = book.lines();
        int doubled = 0;
        for (var line : lines.entrySet()) {
            if (line.getValue().starts > 1 || !known.contains(line.getKey())) {
                System.out.println("  begun twice, or nobody's: " + line.getKey());
                doubled++;
            }
        }
        var last = new HashMap<String, Instant>();
        record Talk(String number, Instant from, Instant until) {}
        var talks =
                db
                        .sql("SELECT id, number FROM call.call")
                        .query((row, _) -> {
                            var line = lines.get(row.getObject("id", UUID.class));
                            return line == null || line.start == null
                                    ? new Talk("", Instant.MIN, Instant.MIN)
                                    : new Talk(
                                            row.getString("number"),
                                            line.start,
                                            line.end == null ? Instant.MAX : line.end);
                        })
                        .list()
                        .stream()
                        .filter(t -> !t.number().isEmpty())
                        .sorted(Comparator.comparing(Talk::from))
                        .toList();
        for (var talk : talks) {
            var before = last.put(talk.number(), talk.until());
            if (before != null && before.isAfter(talk.from())) {
                doubled++;
            }
        }
        return doubled;
    }
}
