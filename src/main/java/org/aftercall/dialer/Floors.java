package org.aftercall.dialer;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.DoubleStream;
import org.aftercall.dialer.pacing.AnswerOdds;
import org.aftercall.dialer.pacing.Spans;
import org.aftercall.dialer.pacing.Tally;
import org.aftercall.kernel.Sql;
import org.aftercall.worklist.TaskId;
import org.aftercall.worklist.Worklist;
import org.aftercall.worklist.WorklistId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * What the calls themselves tell of a list: no restart forgets it, and every node reads the same.
 */
@Repository
class Floors {
    static final Duration WINDOW = Duration.ofMinutes(30);

    /** Habits change in the course of a day, not of a minute. */
    private static final Duration FRESH = Duration.ofMinutes(1);

    /** Before a list has calls of its own, as in the simulator. */
    private static final double[] USUAL_ANSWER = {5, 8, 10, 12, 15, 20, 28};

    private static final double[] USUAL_WRAP_UP = {15, 25, 35, 45, 60, 90, 150};

    /**
     * Who picked up: not a machine, heard by the house or by the nurse. Since when he waits: where
     * machines are listened for, since his greeting was heard out.
     */
    private static final String ANSWERED =
            """
            FROM dialer.attempt a JOIN call.call c ON c.id = a.call_id JOIN worklist.task t ON t.id = a.task_id
            CROSS JOIN LATERAL (SELECT coalesce(c.judged_at, c.answered_at) AS since) waits
            WHERE c.answered_at IS NOT NULL AND c.ear IS DISTINCT FROM 'MACHINE' AND (c.ear IS NOT NULL OR NOT c.detect)
                  AND c.direction = 'OUTBOUND'
            """;

    private final JdbcClient db;
    private final Map<WorklistId, Habits> lately = new ConcurrentHashMap<>();

    Floors(JdbcClient db) {
        this.db = db;
    }

    /**
     * What earlier calls of a list teach.
     *
     * @param answerChance at this hour
     */
    record Habits(Instant learned, double answerChance, Spans untilAnswer, Spans wrapUp) {}

    /** For each telephone that rings with no nurse there yet, how many seconds it has been so. */
    List<Double> ringing(Collection<WorklistId> lists, Instant now) {
        return db.sql(
                        """
                        SELECT greatest(0, extract(epoch FROM :now - c.dialed_at)) FROM dialer.attempt a
                        JOIN call.call c ON c.id = a.call_id JOIN worklist.task t ON t.id = a.task_id
                        WHERE a.staff_id IS NULL AND a.settled_at IS NULL AND t.worklist_id = ANY(:lists)
                          AND c.ended_at IS NULL AND c.hang_up_at IS NULL AND c.abandoned_at IS NULL
                          AND (c.answered_at IS NULL OR c.detect AND c.ear IS NULL)
                        """)
                .param("lists", ids(lists))
                .param("now", Sql.utc(now))
                .query((row, _) -> row.getDouble(1))
                .list();
    }

    /**
     * A patient who has picked up and has no nurse.
     *
     * @param atDesk whether somebody took him by hand, from the list of those who wait
     */
    record Waiting(AttemptId attempt, TaskId task, boolean atDesk) {}

    /** Who waits, the longest first. */
    List<Waiting> waiting(Collection<WorklistId> lists) {
        return waiting(false, ids(lists));
    }

    List<Waiting> waiting() {
        return waiting(true, new UUID[0]);
    }

    private List<Waiting> waiting(boolean all, UUID[] lists) {
        return db.sql(
                        """
                        SELECT a.id, a.task_id, c.desk IS NOT NULL AS at_desk %s AND a.staff_id IS NULL AND a.settled_at IS NULL AND c.ended_at IS NULL
                          AND c.abandoned_at IS NULL AND c.hang_up_at IS NULL AND (:all OR t.worklist_id = ANY(:lists))
                        ORDER BY waits.since, a.id
                        """
                                .formatted(ANSWERED))
                .param("all", all)
                .param("lists", lists)
                .query((row, _) ->
                        new Waiting(
                                new AttemptId(row.getObject("id", UUID.class)),
                                new TaskId(row.getObject("task_id", UUID.class)),
                                row.getBoolean("at_desk")))
                .list();
    }

    /** Whether a patient has waited so long for a nurse. */
    boolean waited(AttemptId id, Duration patience, Instant now) {
        return db.sql("SELECT waits.since <= :until %s AND a.id = :id".formatted(ANSWERED))
                .param("id", id.value())
                .param("until", Sql.utc(now.minus(patience)))
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    /** Whether any telephone rings, or anybody waits, with no nurse there yet. */
    boolean untaken() {
        return db.sql(
                        "SELECT EXISTS (SELECT FROM dialer.attempt WHERE staff_id IS NULL AND settled_at IS NULL)")
                .query(Boolean.class)
                .single();
    }

    /**
     * The calls of the last half hour: abandoned is who picked up and had no nurse within two
     * seconds, unless he himself had hung up by then. A machine that a nurse met is no answer.
     */
    Tally window(Collection<WorklistId> lists, Instant now) {
        return db.sql(
                        """
                        SELECT count(*) AS answered, count(*) FILTER (WHERE c.abandoned_at IS NOT NULL
                            OR coalesce(a.taken_at, c.ended_at, :now) > waits.since + interval '2 seconds') AS abandoned
                        %s AND t.worklist_id = ANY(:lists) AND a.ordered_at > :from - interval '10 minutes'
                          AND waits.since > :from AND waits.since <= :now
                          AND (a.disposition IS NULL OR a.disposition NOT IN ('MACHINE_NO_MESSAGE', 'VOICEMAIL_LEFT'))
                        """
                                .formatted(ANSWERED))
                .param("lists", ids(lists))
                .param("now", Sql.utc(now))
                .param("from", Sql.utc(now.minus(WINDOW)))
                .query((row, _) -> new Tally(row.getInt("answered"), row.getInt("abandoned")))
                .single();
    }

    Habits habits(Worklist list, Instant now) {
        var known = lately.get(list.id());
        if (known == null
                || now.isBefore(known.learned())
                || !now.isBefore(known.learned().plus(FRESH))) {
            known = learn(list, now);
            lately.put(list.id(), known);
        }
        return known;
    }

    private Habits learn(Worklist list, Instant now) {
        var dialed = new int[24];
        var answered = new int[24];
        db.sql(
                        """
                        SELECT extract(hour FROM a.ordered_at AT TIME ZONE :zone)::int AS hour, count(*) AS dialed,
                               count(*) FILTER (WHERE c.answered_at IS NOT NULL AND c.ear IS DISTINCT FROM 'MACHINE') AS answered
                        FROM dialer.attempt a JOIN call.call c ON c.id = a.call_id JOIN worklist.task t ON t.id = a.task_id
                        WHERE t.worklist_id = :list AND a.ordered_at > :now - interval '14 days' AND c.ended_at IS NOT NULL
                          AND c.direction = 'OUTBOUND'
                        GROUP BY 1
                        """)
                .param("list", list.id().value())
                .param("zone", list.zone())
                .param("now", Sql.utc(now))
                .query(row -> {
                    dialed[row.getInt("hour")] = row.getInt("dialed");
                    answered[row.getInt("hour")] = row.getInt("answered");
                });
        return new Habits(
                now,
                new AnswerOdds(dialed, answered).at(now.atZone(ZoneId.of(list.zone())).getHour()),
                spans(list, now, "c.answered_at - c.dialed_at", USUAL_ANSWER),
                spans(list, now, "a.settled_at - c.ended_at", USUAL_WRAP_UP));
    }

    /** Of the last answered calls; a few of them say little, so the usual ones count among them. */
    private Spans spans(Worklist list, Instant now, String span, double[] usual) {
        var seen =
                db.sql(
                                """
                                SELECT greatest(0, extract(epoch FROM %s)) AS seconds %s AND t.worklist_id = :list
                                  AND a.ordered_at > :now - interval '14 days' AND a.taken_at IS NOT NULL AND %s IS NOT NULL
                                ORDER BY a.ordered_at DESC LIMIT 200
                                """
                                        .formatted(span, ANSWERED, span))
                        .param("list", list.id().value())
                        .param("now", Sql.utc(now))
                        .query((row, _) -> row.getDouble("seconds"))
                        .list();
        return Spans.of(
                DoubleStream.concat(seen.stream().mapToDouble(s -> s), Arrays.stream(usual))
                        .toArray());
    }

    private static UUID[] ids(Collection<WorklistId> lists) {
        return lists.stream().map(WorklistId::value).toArray(UUID[]::new);
    }
}
