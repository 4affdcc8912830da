package org.aftercall.upkeep;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import org.aftercall.kernel.Check;
import org.aftercall.kernel.Finding;
import org.aftercall.kernel.HouseClock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The database: its version, encoding, clock, and whether it is the one brought along for a trial.
 */
@Component
class DatabaseCheck implements Check {
    private static final Duration DRIFT = Duration.ofSeconds(2);

    private final JdbcClient jdbc;
    private final Clock clock;
    private final boolean embedded;

    DatabaseCheck(JdbcClient jdbc, Clock clock, @Value("${aftercall.db.url:}") String url) {
        this.jdbc = jdbc;
        // The house's own goes by the database: it is the machine's that may be wrong.
        this.clock = clock instanceof HouseClock house ? house.machine() : clock;
        this.embedded = url.isBlank();
    }

    @Override
    public String topic() {
        return "database";
    }

    @Override
    public List<Finding> look() {
        try {
            var seen =
                    jdbc.sql(
                                    """
                                    SELECT current_setting('server_version') AS version,
                                           current_setting('server_version_num')::int / 10000 AS major,
                                           current_setting('server_encoding') AS encoding,
                                           clock_timestamp() AS now
                                    """)
                            .query(Seen.class)
                            .single();
            return List.of(version(seen), encoding(seen), drift(seen.now()), ownership(embedded));
        } catch (DataAccessException e) {
            return List.of(
                    Finding.fail(
                            "connection",
                            "" + e.getMostSpecificCause().getMessage(),
                            "Check AFTERCALL_DB_URL, AFTERCALL_DB_USER and AFTERCALL_DB_PASSWORD,"
                                    + " and that the server runs"));
        }
    }

    record Seen(String version, int major, String encoding, OffsetDateTime now) {}

    static Finding version(Seen seen) {
        return seen.major() >= 15
                ? Finding.pass("version", "PostgreSQL " + seen.version())
                : Finding.fail(
                        "version",
                        "PostgreSQL " + seen.version() + ", 15 is needed",
                        "Move the database to PostgreSQL 15 or newer");
    }

    static Finding encoding(Seen seen) {
        return seen.encoding().equals("UTF8")
                ? Finding.pass("encoding", "UTF8")
                : Finding.fail(
                        "encoding",
                        seen.encoding() + " cannot hold every Chinese name",
                        "Make the database anew with ENCODING 'UTF8'");
    }

    private Finding drift(OffsetDateTime databaseNow) {
        var apart = Duration.between(databaseNow.toInstant(), clock.instant()).abs();
        return apart.compareTo(DRIFT) <= 0
                ? Finding.pass("clock", "agrees with ours")
                : Finding.warn(
                        "clock",
                        apart.toSeconds() + " s apart from ours",
                        "Set both clocks by the same time server");
    }

    private static Finding ownership(boolean embedded) {
        return embedded
                ? Finding.warn(
                        "server",
                        "the one brought along, made for demo and trial",
                        "For daily work name a PostgreSQL of your own with AFTERCALL_DB_URL")
                : Finding.pass("server", "your own");
    }
}
