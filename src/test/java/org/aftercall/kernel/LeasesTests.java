package org.aftercall.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.aftercall.TestClock;
import org.aftercall.TestDatabases;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Two applications, one database: what one does alone, the other does not, however late it is. */
class LeasesTests {
    private static final String NAME = "dialing";
    private static final DriverManagerDataSource DATABASE =
            new DriverManagerDataSource(TestDatabases.fresh(), "postgres", "");

    private final JdbcClient db = JdbcClient.create(DATABASE);
    private final Application one = new Application();
    private final Application other = new Application();

    private static final class Application {
        final Leases leases = new Leases(DATABASE, Duration.ofMinutes(1));
        final TransactionTemplate transaction;

        Application() {
            var manager = new JdbcTransactionManager(DATABASE);
            manager.setTransactionExecutionListeners(List.of(leases));
            transaction = new TransactionTemplate(manager);
        }

        void write(String what) {
            transaction.executeWithoutResult(_ ->
                    JdbcClient.create(DATABASE)
                            .sql("INSERT INTO written VALUES (:what)")
                            .param("what", what)
                            .update());
        }
    }

    @BeforeEach
    void nothingYet() {
        db.sql("DROP TABLE IF EXISTS written").update();
        db.sql("CREATE TABLE written (what text)").update();
        db.sql("DELETE FROM jobs.lease").update();
    }

    @Test
    void oneAtATimeAndTheTokenGrowsWithEachHolder() {
        var tokens = new ArrayList<Long>();
        assertThat(one.leases.alone(NAME, () -> tokens.add(token()))).isTrue();
        assertThat(other.leases.alone(NAME, () -> tokens.add(token()))).isFalse();
        assertThat(one.leases.alone(NAME, () -> tokens.add(token()))).isTrue();
        timeIsOver();
        assertThat(other.leases.alone(NAME, () -> tokens.add(token()))).isTrue();
        timeIsOver();
        // Also for whoever had it last: what it began before is not to go on.
        assertThat(other.leases.alone(NAME, () -> tokens.add(token()))).isTrue();
        assertThat(tokens).containsExactly(1L, 1L, 2L, 3L);
        assertThat(one.leases.alone("something-else", () -> {})).isTrue();
    }

    @Test
    void whoeverStoodStillPastItsLeaseWritesNothingMore() {
        one.leases.alone(
                NAME,
                () -> {
                    one.write("in time");
                    timeIsOver();
                    // Late, but nobody took over: no harm done.
                    one.write("late");
                    other.leases.alone(NAME, () -> other.write("taken over"));
                    assertThatThrownBy(() -> one.write("too late")).isNotNull();
                    assertThatThrownBy(() -> one.write("too late again")).isNotNull();
                });
        assertThat(written()).containsExactly("in time", "late", "taken over");
        assertThat(one.leases.refused()).isEqualTo(2);
        // Out of the lease it writes like anybody.
        one.write("by hand");
        assertThat(written()).contains("by hand");
    }

    @Test
    void aLeaseDoesNotPassOnInTheMiddleOfATransaction() {
        var takenOver = new AtomicBoolean();
        one.leases.alone(
                NAME,
                () -> {
                    timeIsOver();
                    var waits =
                            one.transaction.execute(_ -> {
                                var taking =
                                        CompletableFuture.runAsync(() ->
                                                other.leases.alone(
                                                        NAME, () -> takenOver.set(true)));
                                await().until(this::somebodyWaitsForALock);
                                assertThat(takenOver).isFalse();
                                db.sql("INSERT INTO written VALUES ('whole')").update();
                                return taking;
                            });
                    waits.join();
                });
        assertThat(takenOver).isTrue();
        assertThat(written()).containsExactly("whole");
    }

    @Test
    void whoGoesLeavesItsLeasesToTheOthers() {
        one.leases.alone(NAME, () -> {});
        one.leases.destroy();
        assertThat(other.leases.alone(NAME, () -> {})).isTrue();
    }

    @Test
    void aLeaseFromBeforeTheClockWasSetBackKeepsNobodyOut() {
        one.leases.alone(NAME, () -> {});
        db.sql("UPDATE jobs.lease SET until = until + interval '2 hours'").update();
        assertThat(other.leases.alone(NAME, () -> {})).isTrue();
        assertThat(one.leases.alone(NAME, () -> {})).isFalse();
    }

    @Test
    void aClockThatIsSetBackWhileTheDatabaseIsAskedIsNotHalfBelieved() {
        var at = Instant.parse("2026-11-23T12:00:00Z");
        var back = at.minus(Duration.ofHours(2));
        var machine = new TestClock();
        for (var inTheDatabase : List.of(at, back)) {
            machine.set(at);
            var clock = new HouseClock(machine, machine::instant);
            var leaping =
                    new HouseClock(
                            machine,
                            () -> {
                                machine.set(back);
                                return inTheDatabase;
                            });
            assertThat(leaping.instant()).isEqualTo(clock.instant()).isEqualTo(back);
        }
    }

    @Test
    void theHouseGoesByTheDatabasesClockHoweverWrongTheMachinesIs() {
        for (var skew : List.of(Duration.ofMinutes(5), Duration.ofMinutes(-5), Duration.ZERO)) {
            var clock = HouseClock.of(Clock.offset(Clock.systemUTC(), skew), db);
            assertThat(Duration.between(clock.instant(), Clock.systemUTC().instant()).abs())
                    .isLessThan(Duration.ofSeconds(2));
        }
    }

    /** As the database sees it; nobody else's clock is asked. */
    private void timeIsOver() {
        db.sql("UPDATE jobs.lease SET until = clock_timestamp()").update();
    }

    private boolean somebodyWaitsForALock() {
        return db.sql(
                        """
                        SELECT EXISTS (SELECT FROM pg_stat_activity
                                       WHERE datname = current_database() AND wait_event_type = 'Lock')
                        """)
                .query(Boolean.class)
                .single();
    }

    private long token() {
        return db.sql("SELECT token FROM jobs.lease WHERE name = 'dialing'")
                .query(Long.class)
                .single();
    }

    private List<String> written() {
        return db.sql("SELECT what FROM written").query((row, _) -> row.getString(1)).list();
    }
}
