package org.aftercall.kernel;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * The time of the database, which all applications share: hours, leases and ages mean the same on
 * each of them, however wrong the clock of its machine is.
 */
public final class HouseClock extends Clock {
    private static final Logger log = LoggerFactory.getLogger(HouseClock.class);

    /** What is less apart agrees; a question to the database cannot tell better. */
    private static final Duration AGREES = Duration.ofMillis(100);

    private final Clock machine;
    private final Supplier<Instant> database;

    private volatile Duration ahead = Duration.ZERO;

    /**
     * @param database its time now; throws when it is away
     */
    HouseClock(Clock machine, Supplier<Instant> database) {
        this.machine = machine;
        this.database = database;
        read();
    }

    /** By the clock of this database. */
    public static HouseClock of(Clock machine, JdbcClient database) {
        return new HouseClock(
                machine,
                () ->
                        database.sql("SELECT clock_timestamp()")
                                .query(OffsetDateTime.class)
                                .single()
                                .toInstant());
    }

    @Scheduled(fixedDelay = 10_000)
    void read() {
        try {
            var before = machine.instant();
            var there = database.get();
            var took = Duration.between(before, machine.instant());
            if (took.isNegative()) {
                // Set back in between: what was measured is half the old time and half the new.
                return;
            }
            var measured = Duration.between(before.plus(took.dividedBy(2)), there);
            if (measured.minus(ahead).abs().compareTo(AGREES.plus(took)) > 0) {
                log.warn("This machine's clock is {} behind the database's", measured);
                ahead = measured;
            }
        } catch (DataAccessException away) {
            log.debug("The database's clock cannot be read: {}", away.getMessage());
        }
    }

    /** The clock of this machine, right or wrong. */
    public Clock machine() {
        return machine;
    }

    @Override
    public Instant instant() {
        return machine.instant().plus(ahead);
    }

    @Override
    public ZoneId getZone() {
        return machine.getZone();
    }

    /** Follows the database no more; for showing a time only. */
    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.offset(machine.withZone(zone), ahead);
    }
}
