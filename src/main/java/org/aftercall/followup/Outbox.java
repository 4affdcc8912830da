package org.aftercall.followup;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.aftercall.followup.outside.OutsideSettings;
import org.aftercall.kernel.Sql;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What of alerts waits to be told outside, and what came of it. */
@Repository
class Outbox {
    /** Longer than any answer takes: who has it for longer was killed. */
    static final Duration HOLD = Duration.ofMinutes(1);

    private final JdbcClient db;
    private final OutsideSettings settings;
    private final Clock clock;

    Outbox(JdbcClient db, OutsideSettings settings, Clock clock) {
        this.db = db;
        this.settings = settings;
        this.clock = clock;
    }

    /** What is told. */
    enum Event {
        RAISED,
        /** It has another owner. */
        HANDED,
        CLIMBED,
        OVERDUE
    }

    /**
     * One message on its way.
     *
     * @param tries this one among them
     * @param refusals of them, before this one
     * @param staff who is to be told; null where the roster names nobody
     */
    record Waiting(
            long id,
            int tries,
            int refusals,
            Instant written,
            Event event,
            EscalationId escalation,
            DutyLevel level,
            Instant due,
            @Nullable UUID staff,
            @Nullable String extension) {}

    /** Within the transaction in which it happened: neither is there without the other. */
    void write(List<EscalationId> escalations, Event event) {
        if (!settings.used() || escalations.isEmpty()) {
            return;
        }
        db.sql(
                        """
                        INSERT INTO followup.outside (escalation_id, event, level, staff_id, written_at, next_at)
                        SELECT id, :event, level, owner_id, :now, :now FROM followup.escalation WHERE id = ANY(:ids)
                        ORDER BY due_at, id
                        """)
                .param("event", event.name())
                .param("now", Sql.utc(clock.instant()))
                .param("ids", escalations.stream().map(EscalationId::value).toArray(UUID[]::new))
                .update();
    }

    /**
     * What is overdue by now, each once; what is about to climb is told to who has it then. What
     * was overdue a day ago, when nobody was told outside yet, is no news.
     */
    void writeOverdue() {
        var now = clock.instant();
        db.sql(
                        """
                        INSERT INTO followup.outside (escalation_id, event, level, staff_id, written_at, next_at)
                        SELECT e.id, 'OVERDUE', e.level, e.owner_id, :now, :now FROM followup.escalation e
                        WHERE e.state IN ('RAISED', 'ACKNOWLEDGED', 'HANDED_OVER') AND e.due_at <= :now AND e.due_at > :news
                          AND (e.climb_at IS NULL OR e.climb_at > :now)
                          AND NOT EXISTS (SELECT FROM followup.outside o WHERE o.escalation_id = e.id AND o.event = 'OVERDUE')
                        ORDER BY e.due_at, e.id
                        ON CONFLICT DO NOTHING
                        """)
                .param("now", Sql.utc(now))
                .param("news", Sql.utc(now.minus(settings.giveUp())))
                .update();
    }

    /**
     * Nobody need be told any more of what is over, of what its owner has in hand, or of what went
     * on since.
     */
    void dropNeedless() {
        db.sql(
                        """
                        UPDATE followup.outside o SET state = 'NEEDLESS', next_at = NULL, over_at = :now FROM followup.escalation e
                        WHERE o.next_at <= :now AND e.id = o.escalation_id
                          AND (e.state IN ('CLOSED', 'WITHDRAWN') OR e.state = 'ACKNOWLEDGED' AND o.event <> 'OVERDUE'
                               OR EXISTS (SELECT FROM followup.outside n
                                          WHERE n.escalation_id = o.escalation_id AND n.id > o.id AND n.event <> 'OVERDUE'))
                        """)
                .param("now", Sql.utc(clock.instant()))
                .update();
    }

    /** Takes what is due, emergencies first; no other application takes it meanwhile. */
    List<Waiting> claim(int limit) {
        var now = clock.instant();
        return db.sql(
                        """
                        WITH next AS MATERIALIZED (
                            SELECT o.id, e.id AS escalation_id, e.due_at, m.extension
                            FROM followup.outside o JOIN followup.escalation e ON e.id = o.escalation_id
                            LEFT JOIN staff.member m ON m.id = o.staff_id
                            -- from beyond the longest pause the clock was set back
                            WHERE o.next_at <= :now OR o.next_at > :beyond
                            ORDER BY e.severity <> 'EMERGENCY', o.next_at, o.id LIMIT :limit FOR UPDATE OF o SKIP LOCKED)
                        UPDATE followup.outside o SET next_at = :held, tries = tries + 1 FROM next n WHERE o.id = n.id
                        RETURNING o.id, o.tries, o.refusals, o.written_at, o.event, o.escalation_id, o.level, n.due_at, o.staff_id, n.extension
                        """)
                .param("now", Sql.utc(now))
                .param("beyond", Sql.utc(now.plus(settings.retryMost()).plus(HOLD).plus(HOLD)))
                .param("held", Sql.utc(now.plus(HOLD)))
                .param("limit", limit)
                .query(Outbox::waiting)
                .list();
    }

    private static Waiting waiting(ResultSet row, int n) throws SQLException {
        return new Waiting(
                row.getLong("id"),
                row.getInt("tries"),
                row.getInt("refusals"),
                Sql.instant(row, "written_at"),
                Event.valueOf(row.getString("event")),
                new EscalationId(row.getObject("escalation_id", UUID.class)),
                DutyLevel.of(row.getInt("level")),
                Sql.instant(row, "due_at"),
                row.getObject("staff_id", UUID.class),
                row.getString("extension"));
    }

    /** In the history of its alert, too. */
    void told(Waiting message) {
        db.sql(
                        """
                        WITH told AS (
                            UPDATE followup.outside SET state = 'TOLD', next_at = NULL, over_at = :now
                            WHERE id = :id AND state = 'WAITING' RETURNING escalation_id, level, staff_id)
                        INSERT INTO followup.escalation_step (escalation_id, at, kind, level, owner_id)
                        SELECT escalation_id, :now, 'TOLD_OUTSIDE', level, staff_id FROM told
                        """)
                .param("id", message.id())
                .param("now", Sql.utc(clock.instant()))
                .update();
    }

    /**
     * The first failure and the last stand in the history of its alert.
     *
     * @param refused whether the gateway did not want it
     * @param again when it is tried again; null for never
     */
    void failed(Waiting message, String reason, boolean refused, @Nullable Instant again) {
        db.sql(
                        """
                        WITH tried AS (
                            UPDATE followup.outside o SET failed_since = coalesce(failed_since, :now), failed_at = :now, reason = :reason,
                                   refusals = refusals + :refused::boolean::int,
                                   state = CASE WHEN :again::timestamptz IS NULL THEN 'NOT_TOLD' ELSE 'WAITING' END, next_at = :again,
                                   over_at = CASE WHEN :again::timestamptz IS NULL THEN :now::timestamptz END
                            WHERE id = :id AND tries = :tries AND state = 'WAITING'
                            RETURNING escalation_id, level, staff_id, state, failed_since = failed_at AS first)
                        INSERT INTO followup.escalation_step (escalation_id, at, kind, level, owner_id, note)
                        SELECT escalation_id, :now, CASE WHEN state = 'WAITING' THEN 'NOT_TOLD_YET' ELSE 'NOT_TOLD' END, level, staff_id, :reason
                        FROM tried WHERE first OR state = 'NOT_TOLD'
                        """)
                .param("id", message.id())
                .param("tries", message.tries())
                .param("now", Sql.utc(clock.instant()))
                .param("reason", reason)
                .param("refused", refused)
                .param("again", Sql.utcOrNull(again))
                .update();
    }

    /**
     * Nobody was told of these, at the second try or for good.
     *
     * @param reason of the last failure
     */
    record Failing(Instant since, int alerts, String reason) {}

    /** What somebody still waits to be told, and that the last message of this hour failed. */
    Optional<Failing> failing() {
        var now = clock.instant();
        return db.sql(
                        """
                        SELECT min(o.failed_since) AS since, count(DISTINCT o.escalation_id) AS alerts,
                               (array_agg(o.reason ORDER BY o.failed_at DESC))[1] AS reason
                        FROM followup.outside o JOIN followup.escalation e ON e.id = o.escalation_id
                        WHERE o.failed_at > :day AND o.state <> 'TOLD' AND (o.failed_at > o.failed_since OR o.state = 'NOT_TOLD')
                          AND (e.state IN ('RAISED', 'HANDED_OVER') OR e.state = 'ACKNOWLEDGED' AND o.event = 'OVERDUE')
                          AND (o.state <> 'NEEDLESS'
                               AND NOT EXISTS (SELECT FROM followup.outside n WHERE n.escalation_id = o.escalation_id
                                               AND n.id > o.id AND n.state = 'TOLD')
                               OR o.failed_at > :hour
                               AND NOT EXISTS (SELECT FROM followup.outside n WHERE n.state = 'TOLD' AND n.over_at >= o.failed_at))
                        HAVING count(*) > 0
                        """)
                .param("day", Sql.utc(now.minus(Duration.ofDays(1))))
                .param("hour", Sql.utc(now.minus(Duration.ofHours(1))))
                .query((row, _) ->
                        new Failing(
                                Sql.instant(row, "since"),
                                row.getInt("alerts"),
                                row.getString("reason")))
                .optional();
    }
}
