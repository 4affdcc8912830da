package org.aftercall.recording;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.aftercall.call.CallId;
import org.aftercall.kernel.Sql;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Calls that are facts in the database, without anybody having rung. */
public final class CallIds {
    private static final AtomicInteger NUMBER = new AtomicInteger(100_000);

    private CallIds() {}

    public static CallId over(JdbcClient db, Instant at, boolean recorded) {
        var call = CallId.next();
        insert(db, call, at.minus(Duration.ofMinutes(1)), recorded);
        db.sql(
                        "UPDATE call.call SET ended_at = :at, result = 'ANSWERED', rang = true WHERE id = :id")
                .param("at", Sql.utc(at))
                .param("id", call.value())
                .update();
        return call;
    }

    public static CallId talking(JdbcClient db) {
        var call = CallId.next();
        insert(db, call, Instant.now(), true);
        return call;
    }

    private static void insert(JdbcClient db, CallId call, Instant answered, boolean recorded) {
        db.sql(
                        """
                        INSERT INTO call.call (id, number, desk, desk_kind, desk_line, ring_seconds, recorded,
                                               placed_at, answered_at)
                        VALUES (:id, '+861000' || :n, :n, 'BROWSER', :id, 30, :recorded, :at, :at)
                        """)
                .param("id", call.value())
                .param("n", Integer.toString(NUMBER.incrementAndGet()))
                .param("recorded", recorded)
                .param("at", Sql.utc(answered))
                .update();
    }
}
