package org.aftercall.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.aftercall.TestClock;
import org.aftercall.TestDatabases;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Whatever the clock does, no job waits for a time that had been. */
class StrandedJobsTests {
    private final JdbcClient db =
            JdbcClient.create(new DriverManagerDataSource(TestDatabases.fresh(), "postgres", ""));
    private final TestClock clock = new TestClock();
    private final StrandedJobs stranded = new StrandedJobs(db, clock);

    @Test
    void aJobIsDueAgainWhenTheClockWasSetBackAndNoneIsHurried() {
        var soon = clock.instant().plus(Duration.ofMinutes(10));
        job("sweep", soon, false);
        stranded.bringBack();
        assertThat(due("sweep")).isEqualTo(soon);

        job("runs", soon, true);
        clock.advance(Duration.ofHours(-2));
        stranded.bringBack();
        assertThat(due("sweep")).isEqualTo(clock.instant());
        assertThat(due("runs")).isEqualTo(soon);
    }

    private void job(String name, Instant at, boolean picked) {
        db.sql(
                        """
                        INSERT INTO jobs.scheduled_tasks (task_name, task_instance, execution_time, picked, version)
                        VALUES (:name, 'recurring', :at, :picked, 1)
                        """)
                .param("name", name)
                .param("at", Sql.utc(at))
                .param("picked", picked)
                .update();
    }

    private Instant due(String name) {
        return db.sql("SELECT execution_time FROM jobs.scheduled_tasks WHERE task_name = :name")
                .param("name", name)
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }
}
