package org.aftercall.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.aftercall.kernel.DataScope;
import org.aftercall.staff.StaffId;
import org.aftercall.worklist.TaskId;
import org.aftercall.worklist.Worklists;
import org.awaitility.Awaitility;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How the next task's claim grows with the stock: the product's own claim, committed, on a house
 * with very many due tasks against the same on a house with few. What was claimed goes back among
 * the others, due at another time of the last month, so that the stock stays what it is.
 */
final class ClaimRate {
    private static final int ROUNDS = 7;
    private static final int WARM_UP = 2;

    private ClaimRate() {}

    /** Who asks. */
    enum Nurse {
        EVERYWHERE("a nurse of all departments", DataScope.EVERYTHING),
        SMALL("a nurse of a department with one task in 100", scope("Small")),
        TWO("a nurse of two departments of twenty", scope("Department 3", "Department 11"));

        private final String who;
        private final DataScope scope;

        Nurse(String who, DataScope scope) {
            this.who = who;
            this.scope = scope;
        }

        private static DataScope scope(String... departments) {
            return new DataScope(false, Set.of(departments));
        }
    }

    static void run(Options options) throws Exception {
        int many = options.number("many", 1_000_000);
        int few = options.number("few", 10_000);
        int claims = options.number("claims", 300);
        int blocked = options.number("blocked", many / 10);
        options.done();
        System.out.printf(
                Locale.ROOT,
                "claim: %,d due tasks against %,d, %d claims a round, %d rounds after %d to warm up, in turn;%n"
                        + "    the first %,d of the many and one in ten of the others not to be called, all hours open, claims one%n"
                        + "    after the other%n",
                many,
                few,
                claims,
                ROUNDS,
                WARM_UP,
                blocked);
        var all = new ArrayList<Ratios>();
        try (var full = house(many, blocked);
                var bare = house(few, 0)) {
            for (var nurse : Nurse.values()) {
                all.add(compare(nurse, full, bare, claims));
            }
        }
        var worst = all.stream().max((a, b) -> Double.compare(a.median(), b.median()));
        System.out.println(worst.orElseThrow().verdict());
    }

    private static Ratios compare(Nurse nurse, BenchHouse full, BenchHouse bare, int claims) {
        var ratios = new Ratios("claim", 2);
        System.out.println(nurse.who + ":");
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            var ours = claims(full, nurse, claims);
            var limit = claims(bare, nurse, claims);
            System.out.printf(
                    Locale.ROOT,
                    "%4d: many p50 %6.2f ms, p99 %6.2f ms; few p50 %6.2f ms, p99 %6.2f ms%n",
                    round,
                    Ratios.quantile(ours, 0.5),
                    Ratios.quantile(ours, 0.99),
                    Ratios.quantile(limit, 0.5),
                    Ratios.quantile(limit, 0.99));
            if (round >= 0) {
                ratios.add(Ratios.quantile(ours, 0.99), Ratios.quantile(limit, 0.99));
            }
        }
        System.out.println("  p99 " + ratios.verdict());
        return ratios;
    }

    /**
     * @return milliseconds of each, sorted
     */
    static List<Double> claims(BenchHouse house, Nurse nurse, int claims) {
        var worklists = house.get(Worklists.class);
        var db = house.get(JdbcClient.class);
        var me =
                new StaffId(
                        db.sql("SELECT id FROM staff.member WHERE login = 'claims'")
                                .query(UUID.class)
                                .single());
        var took = new ArrayList<Double>();
        for (int i = 0; i < claims; i++) {
            long start = System.nanoTime();
            var task = worklists.claimNext(me, nurse.scope, null).orElseThrow();
            took.add((System.nanoTime() - start) / 1e6);
            back(db, task.id());
        }
        return took.stream().sorted().toList();
    }

    /** Until the house has put the pile aside by itself. */
    private static void aside(JdbcClient db, int blocked) {
        var from = Instant.now();
        Awaitility.await()
                .atMost(Duration.ofMinutes(10))
                .until(() ->
                        db.sql("SELECT count(*) FROM worklist.task WHERE aside_until IS NOT NULL")
                                        .query(Integer.class)
                                        .single()
                                >= blocked * 9 / 10);
        System.out.printf(
                Locale.ROOT,
                "  %,d at the head are blocked, put aside after %d s%n",
                blocked,
                Duration.between(from, Instant.now()).toSeconds());
    }

    private static void back(JdbcClient db, TaskId task) {
        db.sql(
                        """
                        UPDATE worklist.task SET state = 'WAITING', claimed_by = NULL, claimed_until = NULL,
                               next_at = now() - random() * interval '30 days'
                        WHERE id = :id
                        """)
                .param("id", task.value())
                .update();
    }

    static BenchHouse house(int stock, int blocked) throws Exception {
        var house = BenchHouse.offTheWire(Map.of());
        var from = Instant.now();
        var crowd = new Crowd(house.get(JdbcClient.class));
        crowd.gather(stock);
        if (blocked > 0) {
            crowd.block(blocked);
            aside(house.get(JdbcClient.class), blocked);
        }
        house.get(JdbcClient.class)
                .sql(
                        """
                        INSERT INTO staff.member (id, login, name, role, all_departments, password_hash, stamp, presence)
                        VALUES (uuidv7(), 'claims', 'Nurse', 'NURSE', true, '', uuidv7(), 'READY')
                        """)
                .update();
        System.out.printf(
                Locale.ROOT,
                "  %,d tasks gathered in %d s%n",
                stock,
                Duration.between(from, Instant.now()).toSeconds());
        return house;
    }
}
