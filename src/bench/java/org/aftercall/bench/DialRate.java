package org.aftercall.bench;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.aftercall.call.CallId;
import org.aftercall.call.Calls;
import org.aftercall.dialer.Dialer;
import org.aftercall.kernel.DataScope;
import org.aftercall.patient.Patients;
import org.aftercall.staff.StaffId;
import org.aftercall.telephony.LineEvent;
import org.aftercall.telephony.LineId;
import org.aftercall.telephony.LineListener;
import org.aftercall.telephony.Switchboard;
import org.aftercall.telephony.WireState;
import org.aftercall.telephony.asterisk.BareLoop;
import org.aftercall.telephony.asterisk.LocalWire;
import org.aftercall.worklist.Disposition;
import org.aftercall.worklist.Worklists;
import org.awaitility.Awaitility;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * B1: from the due row to the committed outcome: claimed, order committed, Originate, answer
 * committed, hang-up, end committed, attempt settled; by as many nurses at a time as the bare loop
 * keeps calls. The limit makes the same Local channels on the same Asterisk and keeps nothing.
 * PostgreSQL flushes each commit to the disk.
 */
final class DialRate {
    private static final int NURSES = 20;
    private static final int SECONDS = 5;
    private static final int ROUNDS = 7;

    /** Calls of ours before the first round: until the JVM has compiled their way. */
    private static final int WARM_UP = 1_500;

    private static final Duration WARM_UP_AT_MOST = Duration.ofSeconds(90);

    /** So many rows are due at the beginning of each round. */
    private static final int DUE = 3_000;

    private DialRate() {}

    /** The wire of this bench; no component, tests scan here. */
    static class Wire {
        private final Map<LineId, CompletableFuture<LineEvent>> answers = new ConcurrentHashMap<>();
        private final Map<LineId, CompletableFuture<LineEvent>> ends = new ConcurrentHashMap<>();

        @Bean(destroyMethod = "close")
        LocalWire localWire(ObjectProvider<LineListener> ears) {
            // The house first: what the workers hear has been committed.
            return new LocalWire(
                    () ->
                            Stream.concat(ears.stream(), Stream.of(new Echo(answers, ends)))
                                    .toList()
                                    .iterator(),
                    Clock.systemUTC());
        }

        @Bean
        @Primary
        Switchboard localSwitchboard(LocalWire wire) {
            return wire.switchboard();
        }
    }

    private record Echo(
            Map<LineId, CompletableFuture<LineEvent>> answers,
            Map<LineId, CompletableFuture<LineEvent>> ends)
            implements LineListener {
        @Override
        public void on(LineEvent event) {
            switch (event) {
                case LineEvent.Answered a -> future(answers, a.line()).complete(a);
                case LineEvent.Ended e -> {
                    future(answers, e.line()).complete(e);
                    future(ends, e.line()).complete(e);
                }
                case LineEvent.Arrived _,
                        LineEvent.Judged _,
                        LineEvent.Ringing _,
                        LineEvent.Joined _,
                        LineEvent.Parted _ -> {}
            }
        }

        @Override
        public void on(WireState state) {}
    }

    private static CompletableFuture<LineEvent> future(
            Map<LineId, CompletableFuture<LineEvent>> of, LineId line) {
        return of.computeIfAbsent(line, _ -> new CompletableFuture<>());
    }

    static void run(Options options) throws Exception {
        int rounds = options.number("rounds", ROUNDS);
        options.done();
        System.out.printf(
                "B1: %d calls at a time, %d s a round, %d rounds after %d calls to warm up, ours and the limit in turn;%n"
                        + "    Local channels on one Asterisk (not SIP), fsync on, %d rows due at each beginning%n",
                NURSES, SECONDS, rounds, WARM_UP, DUE);
        var house = house(Map.of("aftercall.telephony.trunk.minutes-per-day", "1000000"));
        flush(house);
        var nurses = nurses(house, NURSES);
        var ratios = Ratios.atLeast("B1", 0.5);
        var ours = new ArrayList<Double>();
        warmUp(house, nurses);
        for (int round = 0; round < rounds; round++) {
            due(house);
            double mine = ours(house, nurses);
            // A connection of its own each time: unread, it would fill up while ours runs.
            try (var bare = new BareLoop()) {
                double limit = bare.run(NURSES, SECONDS);
                System.out.printf(
                        Locale.ROOT, "%4d: ours %5.0f /s, limit %5.0f /s%n", round, mine, limit);
                ours.add(mine);
                ratios.add(mine, limit);
            }
        }
        check(house);
        house.close();
        System.out.println("a call of ours waits for: " + Lap.shares());
        double median = Ratios.quantile(ours.stream().sorted().toList(), 0.5);
        System.out.printf(
                Locale.ROOT,
                "B1 ours %.0f calls/s, goal ≥ 1000 (10 × the 100 actions/s of VICIdial's sender): goal %s%n",
                median,
                median >= 1000 ? "met" : "missed");
        System.out.println(ratios.verdict());
    }

    /** A house whose wire is up: the one of this bench, and its trunk never makes a call wait. */
    static BenchHouse house(Map<String, String> more, Class<?>... others) throws Exception {
        var settings = new HashMap<>(more);
        settings.put("aftercall.telephony.trunk.calls-per-second", "100000");
        var sources = new ArrayList<Class<?>>(List.of(Wire.class));
        sources.addAll(List.of(others));
        var house = BenchHouse.offTheWire(settings, sources.toArray(Class<?>[]::new));
        house.get(LocalWire.class).start();
        Awaitility.await()
                .atMost(20, TimeUnit.SECONDS)
                .until(() -> house.get(LocalWire.class).up());
        return house;
    }

    private static void warmUp(BenchHouse house, List<StaffId> nurses) throws Exception {
        long until = System.nanoTime() + WARM_UP_AT_MOST.toNanos();
        for (double calls = 0; calls < WARM_UP && System.nanoTime() < until; ) {
            due(house);
            calls += ours(house, nurses) * SECONDS;
        }
        Lap.forget();
    }

    private static double ours(BenchHouse house, List<StaffId> nurses) throws Exception {
        long start = System.nanoTime();
        long until = start + SECONDS * 1_000_000_000L;
        int done = work(house, nurses, _ -> System.nanoTime() < until);
        return done / ((System.nanoTime() - start) / 1e9);
    }

    /**
     * @param more asked with the calls that a nurse has made: whether another one follows
     * @return calls of all nurses
     */
    static int work(BenchHouse house, List<StaffId> nurses, IntPredicate more) throws Exception {
        int done = 0;
        try (var hands = Executors.newVirtualThreadPerTaskExecutor()) {
            var work = new ArrayList<Future<Integer>>();
            for (var nurse : nurses) {
                work.add(hands.submit(() -> works(house, nurse, more)));
            }
            for (var one : work) {
                done += one.get();
            }
        }
        return done;
    }

    private static int works(BenchHouse house, StaffId nurse, IntPredicate more) throws Exception {
        var worklists = house.get(Worklists.class);
        var patients = house.get(Patients.class);
        var dialer = house.get(Dialer.class);
        var wire = house.get(Wire.class);
        int done = 0;
        while (more.test(done)) {
            var lap = new Lap(System.nanoTime());
            var task = worklists.claimNext(nurse, DataScope.EVERYTHING, null).orElseThrow();
            lap.of(0);
            var number = patients.contacts(task.patient()).getFirst().id();
            var attempt = dialer.dial(nurse, task.id(), number, null);
            lap.of(1);
            var line = line(attempt.call());
            future(wire.answers, line).get(60, TimeUnit.SECONDS);
            lap.of(2);
            house.get(Calls.class).hangUp(attempt.call());
            future(wire.ends, line).get(60, TimeUnit.SECONDS);
            lap.of(3);
            dialer.settle(attempt.id(), Disposition.COMPLETED_ROUTINE, null);
            lap.of(4);
            wire.answers.remove(line);
            wire.ends.remove(line);
            done++;
        }
        return done;
    }

    private static LineId line(CallId call) {
        return new LineId(call.value());
    }

    /** As a real one does; the cluster of the tests does not. */
    static void flush(BenchHouse house) {
        house.get(JdbcClient.class).sql("ALTER SYSTEM SET fsync = on").update();
        house.get(JdbcClient.class).sql("SELECT pg_reload_conf()").query().singleValue();
    }

    static List<StaffId> nurses(BenchHouse house, int many) {
        return nurses(house, many, 5000);
    }

    /** At desks from this number on. */
    static List<StaffId> nurses(BenchHouse house, int many, int firstDesk) {
        var nurses = new ArrayList<StaffId>();
        for (int i = 0; i < many; i++) {
            var id = StaffId.next();
            house.get(JdbcClient.class)
                    .sql(
                            """
                            INSERT INTO staff.member (id, login, name, role, all_departments, extension, desk_kind,
                                                      password_hash, stamp, presence)
                            VALUES (:id, :login, 'Nurse', 'NURSE', true, :desk, 'PHONE', '', :stamp, 'READY')
                            """)
                    .param("id", id.value())
                    .param("login", "bench" + i)
                    .param("desk", String.valueOf(firstDesk + i))
                    .param("stamp", UUID.randomUUID())
                    .update();
            nurses.add(id);
        }
        return nurses;
    }

    /** Due rows of patients who may be called and are not recorded; old ones are cleared away. */
    static void due(BenchHouse house) {
        var db = house.get(JdbcClient.class);
        var known = db.sql("SELECT count(*) FROM patient.patient").query(Integer.class).single();
        db.sql(
                        """
                        WITH new AS (
                            SELECT gen_random_uuid() AS id, gen_random_uuid() AS stay, n
                            FROM generate_series(:known + 1, :known + :due) n),
                        person AS (
                            INSERT INTO patient.patient (id, name, sex)
                            SELECT id, 'Bench ' || n, 'FEMALE' FROM new RETURNING id)
                        INSERT INTO patient.contact (id, patient_id, relation, number, rank)
                        SELECT gen_random_uuid(), id, 'SELF', '+8610' || (10000000 + n), 1 FROM new
                        """)
                .param("known", known)
                .param("due", DUE)
                .update();
        db.sql(
                        """
                        INSERT INTO patient.consent (id, patient_id, what, given, said_at)
                        SELECT gen_random_uuid(), id, 'RECORDING', false, now() FROM patient.patient p
                        WHERE NOT EXISTS (SELECT FROM patient.consent c WHERE c.patient_id = p.id)
                        """)
                .update();
        db.sql(
                        """
                        INSERT INTO patient.encounter (id, patient_id, admission_no, department, discharged_on)
                        SELECT gen_random_uuid(), id, 'B' || id, 'Bench', current_date - 2 FROM patient.patient p
                        WHERE NOT EXISTS (SELECT FROM patient.encounter e WHERE e.patient_id = p.id)
                        """)
                .update();
        db.sql(
                        """
                        UPDATE worklist.task SET state = 'DONE', closed_at = now()
                        WHERE state = 'WAITING'
                        """)
                .update();
        db.sql(
                        """
                        INSERT INTO worklist.task (id, worklist_id, patient_id, encounter_id, department, due_at, next_at)
                        SELECT gen_random_uuid(), (SELECT id FROM worklist.worklist LIMIT 1), e.patient_id, e.id,
                               'Bench', now() - interval '1 hour', now() - interval '1 hour'
                        FROM patient.encounter e
                        WHERE NOT EXISTS (SELECT FROM worklist.task t WHERE t.encounter_id = e.id)
                        """)
                .update();
        for (var table :
                List.of("worklist.task", "patient.patient", "patient.contact", "patient.consent")) {
            db.sql("ANALYZE " + table).update();
        }
    }

    /** A rate counts only if every order has exactly one committed end. */
    static void check(BenchHouse house) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> unfinished(house) == 0);
    }

    private static int unfinished(BenchHouse house) {
        return house.get(JdbcClient.class)
                .sql(
                        """
                        SELECT count(*) FROM dialer.attempt a JOIN call.call c ON c.id = a.call_id
                        WHERE a.settled_at IS NULL OR c.answered_at IS NULL OR c.ended_at IS NULL
                        """)
                .query(Integer.class)
                .single();
    }
}
