package org.aftercall.telephony.asterisk;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.aftercall.kernel.Sql;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Which nodes are drained, and since when: kept in the database, so that a restart forgets it not
 * and every application that shares it knows.
 */
@Repository
class Drained {
    private static final Logger log = LoggerFactory.getLogger(Drained.class);
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final JdbcClient db;
    private final Clock clock;

    private volatile Known known = new Known(Instant.MIN, Map.of());

    private record Known(Instant at, Map<String, Instant> nodes) {}

    Drained(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    Optional<Instant> since(String node) {
        var now = clock.instant();
        var last = known;
        if (last.at().isAfter(now) || !last.at().plus(FRESH).isAfter(now)) {
            last = new Known(now, read(last.nodes()));
            known = last;
        }
        return Optional.ofNullable(last.nodes().get(node));
    }

    private Map<String, Instant> read(Map<String, Instant> before) {
        try {
            return db
                    .sql("SELECT name, drained_at FROM telephony.drained_node")
                    .query((row, _) ->
                            Map.entry(row.getString("name"), Sql.instant(row, "drained_at")))
                    .list()
                    .stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        } catch (DataAccessException away) {
            log.warn("Which nodes are drained could not be read: {}", away.getMessage());
            return before;
        }
    }

    void drain(String node, boolean on) {
        if (on) {
            db.sql(
                            """
                            INSERT INTO telephony.drained_node (name, drained_at) VALUES (:name, :now)
                            ON CONFLICT DO NOTHING
                            """)
                    .param("name", node)
                    .param("now", Sql.utc(clock.instant()))
                    .update();
        } else {
            db.sql("DELETE FROM telephony.drained_node WHERE name = :name")
                    .param("name", node)
                    .update();
        }
        known = new Known(Instant.MIN, known.nodes());
    }
}
