package org.aftercall.followup;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.aftercall.FakeWorld;
import org.aftercall.TestClock;
import org.aftercall.Ward;
import org.aftercall.kernel.Sql;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

@SpringBootTest
@TestPropertySource(
        properties = {
            "aftercall.telephony.spool=target/var/ClimbingTests/tapes",
            "aftercall.call.sweep-every=1h",
            "aftercall.escalation-look-every=1h"
        })
@Import({FakeWorld.class, Ward.class})
class ClimbingTests {
    /** The bar is ten thousand: {@code -Daftercall.escalations=10000}. */
    private static final int MANY = Integer.getInteger("aftercall.escalations", 1000);

    private static final int RESTARTS = 20;

    @Autowired Ward ward;
    @Autowired FollowUps followUps;
    @Autowired Climbing climbing;
    @Autowired TestClock clock;
    @Autowired JdbcClient db;
    @Autowired HikariDataSource pool;

    /**
     * The clock goes on by up to three minutes, somebody looks, and is killed in the middle of it
     * or not; in every other round another application has had the lease meanwhile.
     */
    @Test
    void manyClimbAtTheirExactTimeThroughKillsAndTakeoversEachLevelOnce() {
        ward.opens();
        var nurse = ward.nurse();
        for (var level : DutyLevel.values()) {
            db.sql("INSERT INTO followup.duty VALUES ('*', :level, 0, :who)")
                    .param("level", level.number())
                    .param("who", ward.nurse().id().value())
                    .update();
        }
        var record = followUps.of(ward.dial(nurse, ward.owed()).call()).orElseThrow();
        var begin = clock.instant();
        // Due every second of the first ten minutes; each further level ten minutes later.
        db.sql(
                        """
                        INSERT INTO followup.escalation (id, record_id, patient_id, encounter_id, call_id, department,
                            questionnaire, questionnaire_version, rule, link_id, answer, severity, level, raised_at,
                            due_at, climb_at, climb_every)
                        SELECT gen_random_uuid(), r.id, r.patient_id, r.encounter_id, r.call_id, r.department,
                               r.questionnaire, r.questionnaire_version, 'rule#' || n, 'rule', 'true', 'EMERGENCY', 1, :begin,
                               t.due, t.due, interval '10 minutes'
                        FROM followup.record r, generate_series(1, :many) n,
                             LATERAL (SELECT :begin + (n % 600) * interval '1 second' AS due) t
                        WHERE r.id = :record
                        """)
                .param("begin", Sql.utc(begin))
                .param("many", MANY)
                .param("record", record.id().value())
                .update();
        var random = new Random(20);
        var end = begin.plus(Duration.ofMinutes(31));
        int killed = 0;
        for (int round = 0; clock.instant().isBefore(end); round++) {
            clock.advance(Duration.ofSeconds(random.nextInt(180)));
            if (round < RESTARTS) {
                killed += lookAndBeKilled(random) ? 1 : 0;
                if (round % 2 == 0) {
                    anotherHadTheLease();
                }
            }
            climbing.look();
            assertThat(late()).as("late at " + clock.instant()).isZero();
        }
        assertThat(killed).isPositive();
        // Three climbs of each, each at the second that was meant, none before it.
        assertThat(ward.rows("followup.escalation_step")).isEqualTo(3 * MANY);
        assertThat(
                        count(
                                """
                                SELECT count(*) FROM followup.escalation_step s JOIN followup.escalation e ON e.id = s.escalation_id
                                WHERE s.planned_at <> e.due_at + (s.level - 2) * interval '10 minutes'
                                   OR s.at < s.planned_at OR s.at >= s.planned_at + interval '180 seconds'
                                """))
                .isZero();
        assertThat(count("SELECT count(*) FROM followup.escalation WHERE level = 4"))
                .isEqualTo(MANY);
    }

    /** The server ends the connection while it works: nothing of that batch is there. */
    private boolean lookAndBeKilled(Random random) {
        var look = CompletableFuture.runAsync(climbing::look);
        int hit = 0;
        var until = System.nanoTime() + random.nextInt(40) * 1_000_000L;
        while (!look.isDone() && hit == 0) {
            if (System.nanoTime() > until) {
                hit =
                        count(
                                """
                                SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
                                WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'
                                  AND query LIKE '%escalation%'
                                """);
            }
            Thread.onSpinWait();
        }
        boolean failed = look.handle((_, failure) -> failure != null).join();
        // The blow may land after the commit: then a dead connection lies in the pool for whoever
        // asks next.
        pool.getHikariPoolMXBean().softEvictConnections();
        return failed;
    }

    private void anotherHadTheLease() {
        db.sql(
                        """
                        UPDATE jobs.lease SET holder = gen_random_uuid(), token = token + 1, until = clock_timestamp()
                        WHERE name = 'escalation-climbing'
                        """)
                .update();
    }

    private int late() {
        return db.sql("SELECT count(*) FROM followup.escalation WHERE climb_at <= :now")
                .param("now", Sql.utc(clock.instant()))
                .query(Integer.class)
                .single();
    }

    private int count(String sql) {
        return db.sql(sql).query(Integer.class).single();
    }
}
