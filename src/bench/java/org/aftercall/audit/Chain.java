package org.aftercall.audit;

import java.time.Clock;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Walks the trail of an application that is another process. */
public final class Chain {
    private Chain() {}

    /**
     * @return the first row that does not fit, or empty when the trail is whole
     */
    public static Optional<Long> firstBrokenRow(JdbcClient db) {
        return new AuditTrail(db, Clock.systemUTC()).firstBrokenRow();
    }
}
