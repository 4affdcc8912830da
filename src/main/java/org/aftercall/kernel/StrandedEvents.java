package org.aftercall.kernel;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.events.EventPublication;
import org.springframework.modulith.events.FailedEventPublications;
import org.springframework.modulith.events.ResubmissionOptions;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Events whose listener failed, or whose application died over them: told again until they are
 * heard, with growing pauses, without waiting for a restart.
 *
 * <p>The library's own watch over stale events reckons by their first publication only, and waits
 * out a clock that was set back; so what is stale is found here.
 */
@Component
public class StrandedEvents {
    private static final Logger log = LoggerFactory.getLogger(StrandedEvents.class);

    /** Longer than any listener works. */
    private static final Duration STALE = Duration.ofMinutes(2);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

    /** From so many tries on somebody has to look. */
    private static final int TROUBLE = 5;

    private final JdbcClient db;
    private final Clock clock;
    private final FailedEventPublications failed;

    StrandedEvents(JdbcClient db, Clock clock, FailedEventPublications failed) {
        this.db = db;
        this.clock = clock;
        this.failed = failed;
    }

    @Scheduled(fixedDelayString = "${aftercall.stranded-every:10s}")
    void tellAgain() {
        var now = clock.instant();
        int stale =
                db.sql(
                                """
                                UPDATE events.event_publication SET status = 'FAILED'
                                WHERE completion_date IS NULL AND status <> 'FAILED'
                                  AND coalesce(last_resubmission_date, publication_date) NOT BETWEEN :since AND :until
                                """)
                        .param("since", Sql.utc(now.minus(STALE)))
                        .param("until", Sql.utc(now.plus(STALE)))
                        .update();
        if (stale > 0) {
            log.warn("{} events were never heard to their end, and are told again", stale);
        }
        failed.resubmit(
                ResubmissionOptions.defaults()
                        .withBatchSize(Math.max(1, failed()))
                        .withFilter(event -> due(event, now)));
    }

    /** At once after the first try; then ten seconds, and twice as long each time. */
    private static boolean due(EventPublication event, Instant now) {
        int tries = event.getCompletionAttempts();
        @Nullable Instant again = event.getLastResubmissionDate();
        if (tries <= 1 || again == null) {
            return true;
        }
        var pause = FIRST_PAUSE.multipliedBy(1L << Math.min(tries - 2, 10));
        var waited = Duration.between(again, now).abs();
        return waited.compareTo(pause) >= 0 || waited.compareTo(LONGEST_PAUSE) >= 0;
    }

    /**
     * All are looked at: a batch that stops short could be filled by those whose pause is not over.
     */
    private int failed() {
        return db.sql("SELECT count(*) FROM events.event_publication WHERE status = 'FAILED'")
                .query(Integer.class)
                .single();
    }

    /** How many events no listener took although they were told again and again. */
    public int unheard() {
        return db.sql(
                        """
                        SELECT count(*) FROM events.event_publication
                        WHERE completion_date IS NULL AND completion_attempts >= :trouble
                        """)
                .param("trouble", TROUBLE)
                .query(Integer.class)
                .single();
    }
}
