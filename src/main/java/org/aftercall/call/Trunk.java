package org.aftercall.call;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.aftercall.kernel.PhoneNumber;
import org.aftercall.kernel.Sql;
import org.aftercall.telephony.TrunkRules;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * What the trunk may be used for, and how much of it was: counted from the calls themselves: no
 * restart forgets it.
 */
@Repository
class Trunk {
    private final JdbcClient db;
    private final TrunkRules rules;
    private final Clock clock;

    Trunk(JdbcClient db, TrunkRules rules, Clock clock) {
        this.db = db;
        this.rules = rules;
        this.clock = clock;
    }

    /** Patients come from worklists; still the trunk has its rules. */
    void checkPatient(PhoneNumber to) {
        var now = clock.instant();
        rules.check(to, now, use(now, rules.dayOf(now)));
    }

    void checkGuest(PhoneNumber to) {
        rules.checkGuest(to);
        checkPatient(to);
    }

    private TrunkRules.Use use(Instant now, Instant day) {
        return db.sql(
                        """
                        SELECT count(*) FILTER (WHERE placed_at > :second) AS calls,
                               coalesce(sum(extract(epoch FROM coalesce(ended_at, :now) - answered_at)), 0) / 60 AS minutes
                        FROM (SELECT placed_at, answered_at, ended_at FROM call.call WHERE placed_at >= :day
                              UNION ALL
                              SELECT ordered_at, answered_at, ended_at FROM call.leg
                              WHERE number IS NOT NULL AND ordered_at >= :day) AS used
                        """)
                .param("second", Sql.utc(now.minus(Duration.ofSeconds(1))))
                .param("now", Sql.utc(now))
                .param("day", Sql.utc(day))
                .query((row, _) -> new TrunkRules.Use(row.getInt("calls"), row.getLong("minutes")))
                .single();
    }
}
