package org.aftercall.transcript;

import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.aftercall.call.CallId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Which application captions which talk: one at a time, and another soon after it is gone. By the
 * database's clock.
 */
@Repository
class CaptionClaims {
    /** Longer than three times {@link Captions}' look. */
    static final Duration LASTS = Duration.ofSeconds(15);

    private final JdbcClient db;
    private final UUID me = UUID.randomUUID();

    CaptionClaims(JdbcClient db) {
        this.db = db;
    }

    /**
     * @return whether it is ours, by now or already
     */
    boolean take(CallId call) {
        return db.sql(
                                """
                                INSERT INTO transcript.captioning AS c (call_id, application, until)
                                VALUES (:call, :me, clock_timestamp() + make_interval(secs => :lasts))
                                ON CONFLICT (call_id) DO UPDATE SET application = :me, until = excluded.until
                                WHERE c.application = :me OR c.until < clock_timestamp()
                                """)
                        .param("call", call.value())
                        .param("me", me)
                        .param("lasts", LASTS.toSeconds())
                        .update()
                > 0;
    }

    /**
     * Says that we are still there.
     *
     * @return those that are still ours; who stood still for long may have lost some
     */
    Set<CallId> keep(Collection<CallId> mine) {
        return db
                .sql(
                        """
                        UPDATE transcript.captioning SET until = clock_timestamp() + make_interval(secs => :lasts)
                        WHERE application = :me AND call_id = ANY(:calls) RETURNING call_id
                        """)
                .param("me", me)
                .param("lasts", LASTS.toSeconds())
                .param("calls", mine.stream().map(CallId::value).toArray(UUID[]::new))
                .query(UUID.class)
                .list()
                .stream()
                .map(CallId::new)
                .collect(Collectors.toSet());
    }

    /** Those that somebody captions, we or others. */
    Set<CallId> taken() {
        return db
                .sql("SELECT call_id FROM transcript.captioning WHERE until > clock_timestamp()")
                .query(UUID.class)
                .list()
                .stream()
                .map(CallId::new)
                .collect(Collectors.toSet());
    }

    /** Whether anybody captions it. */
    boolean isTaken(CallId call) {
        return db.sql(
                                """
                                SELECT count(*) FROM transcript.captioning WHERE call_id = :call AND until > clock_timestamp()
                                """)
                        .param("call", call.value())
                        .query(Integer.class)
                        .single()
                > 0;
    }

    void leave(CallId call) {
        db.sql("DELETE FROM transcript.captioning WHERE call_id = :call AND application = :me")
                .param("call", call.value())
                .param("me", me)
                .update();
    }
}
