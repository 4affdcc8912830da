package org.aftercall.kernel;

import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Jobs that wait for a time from which the clock was set back: they are due now, not when it is
 * that time again.
 */
@Component
class StrandedJobs {
    private static final Logger log = LoggerFactory.getLogger(StrandedJobs.class);

    /** More than any pause between two runs or two tries, on a machine whose clock is wrong. */
    private static final Duration LONGEST = Duration.ofMinutes(30);

    private final JdbcClient db;
    private final Clock clock;

    StrandedJobs(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "${aftercall.stranded-every:30s}")
    void bringBack() {
        var now = clock.instant();
        int many =
                db.sql(
                                """
                                UPDATE jobs.scheduled_tasks SET execution_time = :now
                                WHERE NOT picked AND execution_time > :latest
                                """)
                        .param("now", Sql.utc(now))
                        .param("latest", Sql.utc(now.plus(LONGEST)))
                        .update();
        if (many > 0) {
            log.warn("The clock was set back, and {} jobs waited for a time that had been", many);
        }
    }
}
