package org.aftercall.telephony.asterisk;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.aftercall.kernel.Sql;
import org.aftercall.telephony.LineEvent;
import org.aftercall.telephony.LineId;
import org.aftercall.telephony.TrunkRules;
import org.aftercall.telephony.TrunkState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * How much goes out over the trunk of each node that has a budget of its own, beside the house's.
 * Its lines are rows, so that a restart forgets none and all applications count together.
 */
@Repository
class TrunkBudgets {
    private static final Logger log = LoggerFactory.getLogger(TrunkBudgets.class);
    private static final Duration FRESH = Duration.ofSeconds(2);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration KEPT = Duration.ofDays(2);

    /** A line whose end nobody told, on a node that died, counts for so long. */
    private static final Duration LONGEST_TALK = Duration.ofHours(4);

    private final JdbcClient db;
    private final NodeSettings settings;
    private final TrunkRules rules;
    private final Clock clock;
    private final Map<String, Used> lately = new ConcurrentHashMap<>();

    private record Used(Instant counted, Instant day, long minutes) {}

    TrunkBudgets(JdbcClient db, NodeSettings settings, TrunkRules rules, Clock clock) {
        this.db = db;
        this.settings = settings;
        this.rules = rules;
        this.clock = clock;
    }

    /** Up, or spent until the day is over. */
    TrunkState state(String node) {
        var most = settings.minutesPerDay(node);
        return most == null || minutes(node) < most
                ? new TrunkState.Up()
                : new TrunkState.Spent(most);
    }

    /** Whether one more may go out within this second. */
    boolean hasTurn(String node) {
        var most = settings.callsPerSecond(node);
        return most == null || lastSecond(node) < most;
    }

    /**
     * Counts one more line, unless that is too many. One that is counted already is the same line
     * ordered twice, which rings once.
     */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public boolean take(String node, LineId line) {
        if (!settings.hasBudget(node)) {
            return true;
        }
        // Of two applications in one moment each would count the other's line out.
        db.sql("SELECT pg_advisory_xact_lock(hashtext('telephony.trunk_line/' || :node))")
                .param("node", node)
                .query()
                .singleRow();
        if (known(line)) {
            return true;
        }
        if (!(state(node) instanceof TrunkState.Up) || !hasTurn(node)) {
            return false;
        }
        var now = clock.instant();
        db.sql("DELETE FROM telephony.trunk_line WHERE node = :node AND placed_at < :old")
                .param("node", node)
                .param("old", Sql.utc(now.minus(KEPT)))
                .update();
        db.sql(
                        "INSERT INTO telephony.trunk_line (line, node, placed_at) VALUES (:line, :node, :now)")
                .param("line", line.value())
                .param("node", node)
                .param("now", Sql.utc(now))
                .update();
        return true;
    }

    /** Notes from when to when there was talk. */
    void on(String node, LineEvent event) {
        if (!settings.hasBudget(node)) {
            return;
        }
        try {
            switch (event) {
                case LineEvent.Answered(var line, var at) -> note("answered_at", line, at);
                case LineEvent.Ended ended -> note("ended_at", ended.line(), ended.at());
                default -> {}
            }
        } catch (DataAccessException away) {
            log.warn(
                    "What the trunk of {} has talked could not be noted: {}",
                    node,
                    away.getMessage());
        }
    }

    private void note(String column, LineId line, Instant at) {
        db.sql(
                        "UPDATE telephony.trunk_line SET %1$s = coalesce(%1$s, :at) WHERE line = :line"
                                .formatted(column))
                .param("at", Sql.utc(at))
                .param("line", line.value())
                .update();
    }

    private boolean known(LineId line) {
        return db.sql("SELECT 1 FROM telephony.trunk_line WHERE line = :line")
                .param("line", line.value())
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /** Not what was placed before the clock was set back: that would keep it shut until then. */
    private int lastSecond(String node) {
        var now = clock.instant();
        return db.sql(
                        "SELECT count(*) FROM telephony.trunk_line WHERE node = :node AND placed_at > :since AND placed_at <= :latest")
                .param("node", node)
                .param("since", Sql.utc(now.minus(SECOND)))
                .param("latest", Sql.utc(now.plus(SECOND)))
                .query(Integer.class)
                .single();
    }

    private long minutes(String node) {
        var now = clock.instant();
        var day = rules.dayOf(now);
        var known = lately.get(node);
        if (known == null
                || !known.day().equals(day)
                || now.isBefore(known.counted())
                || !now.isBefore(known.counted().plus(FRESH))) {
            known = new Used(now, day, count(node, day, now));
            lately.put(node, known);
        }
        return known.minutes();
    }

    private long count(String node, Instant day, Instant now) {
        return db.sql(
                        """
                        SELECT coalesce(sum(extract(epoch FROM
                            least(coalesce(ended_at, :now), answered_at + make_interval(secs => :longest)) - answered_at)), 0)::bigint / 60
                        FROM telephony.trunk_line WHERE node = :node AND placed_at >= :day
                        """)
                .param("node", node)
                .param("day", Sql.utc(day))
                .param("now", Sql.utc(now))
                .param("longest", LONGEST_TALK.toSeconds())
                .query(Long.class)
                .single();
    }
}
