package org.aftercall.call;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.aftercall.kernel.PhoneNumber;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Sql;
import org.aftercall.telephony.TrunkRules;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * What the trunk may be used for, and how much of it was: counted from the calls themselves, so
 * that no restart forgets it.
 */
@Repository
class Trunk {
    private static final Duration FRESH = Duration.ofSeconds(5);

    private static final String USED =
            """
            (SELECT placed_at, answered_at, ended_at FROM call.call WHERE placed_at >= :since AND direction = 'OUTBOUND'
             UNION ALL
             SELECT ordered_at, answered_at, ended_at FROM call.leg
             WHERE number IS NOT NULL AND ordered_at >= :since) AS used
            """;

    private final JdbcClient db;
    private final TrunkRules rules;
    private final Guests guests;
    private final Clock clock;

    /** A day's minutes are many rows, and a few seconds more or less of them no matter. */
    private volatile Minutes lately = new Minutes(Instant.MIN, Instant.MIN, 0);

    private record Minutes(Instant day, Instant counted, long minutes) {}

    Trunk(JdbcClient db, TrunkRules rules, Guests guests, Clock clock) {
        this.db = db;
        this.rules = rules;
        this.guests = guests;
        this.clock = clock;
    }

    /** Patients come from worklists; still the trunk has its rules. */
    void checkPatient(PhoneNumber to) {
        var now = clock.instant();
        rules.check(to, now, new TrunkRules.Use(lastSecond(now), minutes(now)));
    }

    /** Why nobody at all may be rung now. */
    List<Refusal> closed() {
        var now = clock.instant();
        return rules.closed(now, minutes(now));
    }

    /** Whom a supervisor wrote down by name may be asked like a patient. */
    void checkGuest(PhoneNumber to) {
        if (guests.at(to).isEmpty()) {
            rules.checkGuest(to);
        }
        checkPatient(to);
    }

    /** Not what was placed before the clock was set back: that would keep it shut until then. */
    private int lastSecond(Instant now) {
        return db.sql("SELECT count(*) FROM " + USED + " WHERE used.placed_at <= :latest")
                .param("since", Sql.utc(now.minus(Duration.ofSeconds(1))))
                .param("latest", Sql.utc(now.plus(Duration.ofSeconds(1))))
                .query(Integer.class)
                .single();
    }

    private long minutes(Instant now) {
        var day = rules.dayOf(now);
        var known = lately;
        if (!known.day().equals(day)
                || now.isBefore(known.counted())
                || !now.isBefore(known.counted().plus(FRESH))) {
            known = new Minutes(day, now, count(day, now));
            lately = known;
        }
        return known.minutes();
    }

    private long count(Instant day, Instant now) {
        return db.sql(
                        "SELECT coalesce(sum(extract(epoch FROM coalesce(ended_at, :now) - answered_at)), 0)::bigint / 60 FROM "
                                + USED)
                .param("since", Sql.utc(day))
                .param("now", Sql.utc(now))
                .query(Long.class)
                .single();
    }
}
