package org.aftercall.recording;

import java.time.Duration;
import org.aftercall.FakeWorld;
import org.aftercall.TestClock;
import org.aftercall.call.CallEnded;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.test.ApplicationModuleTest;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/** What a killed application had in hand is another's half a minute later, not half an hour. */
@ApplicationModuleTest(mode = ApplicationModuleTest.BootstrapMode.ALL_DEPENDENCIES)
@TestPropertySource(
        properties = {
            "aftercall.telephony.spool=target/var/KilledKeepTests/tapes",
            "aftercall.call.sweep-every=1h",
            "aftercall.recording.retry-at-most=500ms"
        })
@Import(FakeWorld.class)
class KilledKeepTests {
    @Autowired TestClock clock;
    @Autowired ApplicationEventPublisher events;
    @Autowired TransactionTemplate transaction;
    @Autowired JdbcClient db;

    @Test
    void aTapeThatAKilledApplicationWasKeepingIsTakenUpSoon() {
        // There is no tape, so it is tried again and again.
        var call = CallIds.over(db, clock.instant(), true);
        transaction.executeWithoutResult(
                _ -> events.publishEvent(new CallEnded(call, clock.instant(), true)));
        Awaitility.await().until(() -> inHandsOfTheDead() == 1);
        Awaitility.await().atMost(Duration.ofSeconds(25)).until(() -> stillTheirs() == 0);
    }

    private int inHandsOfTheDead() {
        return db.sql(
                        """
                        UPDATE jobs.scheduled_tasks SET picked = true, picked_by = 'killed',
                               last_heartbeat = now() - interval '31 s'
                        WHERE task_name = 'recording-keep' AND NOT picked AND consecutive_failures > 0
                        """)
                .update();
    }

    private int stillTheirs() {
        return db.sql("SELECT count(*) FROM jobs.scheduled_tasks WHERE picked_by = 'killed'")
                .query(Integer.class)
                .single();
    }
}
