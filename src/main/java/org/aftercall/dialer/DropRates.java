package org.aftercall.dialer;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.aftercall.dialer.pacing.OfcomRate;
import org.aftercall.dialer.pacing.Tally;
import org.aftercall.dialer.pacing.TsrRate;
import org.aftercall.kernel.SharedLook;
import org.aftercall.kernel.Sql;
import org.aftercall.worklist.Worklist;
import org.aftercall.worklist.WorklistId;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * A list's abandoned calls as the regulators count them, from the calls themselves. Only what was
 * rung with no nurse there yet counts: calls by hand would make the rates look better. A call is of
 * the day, by the list's clock, on which it was ordered.
 */
@Repository
public class DropRates {
    /** Of a day and of thirty: a minute changes little, and all who look may have the same. */
    private static final Duration FRESH = Duration.ofMinutes(1);

    private final JdbcClient db;
    private final Clock clock;
    private final double falsePositives;
    private final SharedLook<WorklistId, Rates> shared;

    /**
     * @param falsePositives of the calls that were hung up on as machines, the share that reached a
     *     person, 0 to 1: Ofcom wants a reasoned estimate, found by testing on one's own lines.
     *     Until there is one, rather too many.
     */
    DropRates(
            JdbcClient db,
            Clock clock,
            @Value("${aftercall.dialer.false-positives:0.05}") double falsePositives) {
        this.db = db;
        this.clock = clock;
        this.falsePositives = falsePositives;
        this.shared = new SharedLook<>(clock, FRESH);
    }

    /**
     * By Ofcom's formula, one day so far.
     *
     * @param calls rung ahead of the nurses, answered or not
     * @param abandoned persons, by its estimates
     * @param live persons whom a nurse met in time
     * @param takenForMachines hung up on because a machine was heard
     * @param falsePositives the share of these that is among the abandoned
     * @param percent null when no person answered
     */
    public record Day(
            LocalDate day,
            int calls,
            double abandoned,
            int live,
            int takenForMachines,
            double falsePositives,
            @Nullable Double percent,
            int limit) {}

    /**
     * By the Telemarketing Sales Rule, the thirty days of the campaign that run.
     *
     * @param until the last day so far
     * @param calls rung ahead of the nurses, answered or not
     * @param answered by a person
     * @param percent null when no person answered
     * @param kept whether the safe harbour holds, in whole calls
     */
    public record Month(
            LocalDate from,
            LocalDate until,
            int calls,
            int answered,
            int abandoned,
            @Nullable Double percent,
            int limit,
            boolean kept) {}

    /**
     * @param month null while the list has never rung ahead of the nurses
     */
    public record Rates(Day today, @Nullable Month month, Instant at) {}

    public Rates of(Worklist list) {
        return shared.at(list.id(), () -> count(list));
    }

    private Rates count(Worklist list) {
        var now = clock.instant();
        var today = LocalDate.ofInstant(now, ZoneId.of(list.zone()));
        var days = days(list, today, now);
        return new Rates(
                day(today, days.getOrDefault(today, Counts.NONE)),
                first(list).map(first -> month(first, today, days)).orElse(null),
                now);
    }

    private Day day(LocalDate today, Counts of) {
        var persons =
                OfcomRate.withDetection(
                                of.heardAbandoned, of.machines, falsePositives, of.heardLive)
                        .and(
                                OfcomRate.withoutDetection(
                                        of.otherAbandoned, of.otherPassed, of.otherMachines));
        return new Day(
                today,
                of.calls,
                persons.abandoned(),
                persons.live(),
                of.machines,
                falsePositives,
                persons.abandoned() + persons.live() == 0 ? null : 100 * persons.rate(),
                OfcomRate.TOLERATED_PERCENT);
    }

    private static Month month(LocalDate first, LocalDate today, Map<LocalDate, Counts> days) {
        var tallies =
                days.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, d -> d.getValue().tally));
        var period = TsrRate.periods(first, today, tallies).getLast();
        var calls = period.calls();
        return new Month(
                period.from(),
                period.until().minusDays(1),
                days.entrySet().stream()
                        .filter(d -> !d.getKey().isBefore(period.from()))
                        .mapToInt(d -> d.getValue().calls)
                        .sum(),
                calls.answered(),
                calls.abandoned(),
                calls.answered() == 0 ? null : 100 * calls.rate(),
                TsrRate.ALLOWED_PERCENT,
                period.kept());
    }

    /** The day on which the campaign began: when it first rang ahead of the nurses. */
    private Optional<LocalDate> first(Worklist list) {
        return db.sql(
                        """
                        SELECT (a.ordered_at AT TIME ZONE :zone)::date
                        FROM dialer.attempt a JOIN worklist.task t ON t.id = a.task_id
                        WHERE t.worklist_id = :list AND a.taken_at IS DISTINCT FROM a.ordered_at
                        ORDER BY a.ordered_at LIMIT 1
                        """)
                .param("list", list.id().value())
                .param("zone", list.zone())
                .query(LocalDate.class)
                .optional();
    }

    /**
     * One day's calls ahead of the nurses.
     *
     * @param tally who answered, by any ear, and of them those without a nurse after two seconds
     * @param heardLive listened to for machines, and with a nurse in time
     * @param machines hung up on as machines
     * @param otherPassed not listened to, with a nurse in time, {@code otherMachines} among them
     */
    private record Counts(
            int calls,
            Tally tally,
            int heardAbandoned,
            int heardLive,
            int machines,
            int otherAbandoned,
            int otherPassed,
            int otherMachines) {
        static final Counts NONE = new Counts(0, Tally.NONE, 0, 0, 0, 0, 0, 0);
    }

    /** Who himself hangs up within two seconds is not abandoned, and nobody's either. */
    private Map<LocalDate, Counts> days(Worklist list, LocalDate today, Instant now) {
        var from = today.minusDays(TsrRate.PERIOD_DAYS - 1).atStartOfDay(ZoneId.of(list.zone()));
        return db
                .sql(
                        """
                        SELECT (a.ordered_at AT TIME ZONE :zone)::date AS day, count(*) AS calls,
                               count(*) FILTER (WHERE person) AS answered,
                               count(*) FILTER (WHERE person AND late) AS abandoned,
                               count(*) FILTER (WHERE person AND late AND c.detect) AS heard_abandoned,
                               count(*) FILTER (WHERE person AND in_time AND c.detect) AS heard_live,
                               count(*) FILTER (WHERE c.ear = 'MACHINE' AND a.taken_at IS NULL) AS machines,
                               count(*) FILTER (WHERE in_time AND NOT c.detect) AS passed,
                               count(*) FILTER (WHERE in_time AND NOT c.detect AND met_machine) AS met_machines
                        FROM dialer.attempt a JOIN call.call c ON c.id = a.call_id JOIN worklist.task t ON t.id = a.task_id
                        CROSS JOIN LATERAL (
                            SELECT coalesce(a.disposition IN ('MACHINE_NO_MESSAGE', 'VOICEMAIL_LEFT'), false) AS met_machine,
                                   coalesce(c.judged_at, c.answered_at) + interval '2 seconds' AS latest) m
                        CROSS JOIN LATERAL (
                            SELECT c.answered_at IS NOT NULL AND c.ear IS DISTINCT FROM 'MACHINE'
                                     AND (c.ear IS NOT NULL OR NOT c.detect) AND NOT met_machine AS person,
                                   coalesce(a.taken_at <= latest AND c.abandoned_at IS NULL, false) AS in_time,
                                   c.abandoned_at IS NOT NULL
                                     OR coalesce(a.taken_at, c.ended_at, :now) > latest AS late) d
                        WHERE t.worklist_id = :list AND a.ordered_at >= :from AND c.direction = 'OUTBOUND'
                          AND a.taken_at IS DISTINCT FROM a.ordered_at
                        GROUP BY day
                        """)
                .param("list", list.id().value())
                .param("zone", list.zone())
                .param("now", Sql.utc(now))
                .param("from", from.toOffsetDateTime())
                .query((row, _) ->
                        Map.entry(
                                row.getObject("day", LocalDate.class),
                                new Counts(
                                        row.getInt("calls"),
                                        new Tally(row.getInt("answered"), row.getInt("abandoned")),
                                        row.getInt("heard_abandoned"),
                                        row.getInt("heard_live"),
                                        row.getInt("machines"),
                                        row.getInt("abandoned") - row.getInt("heard_abandoned"),
                                        row.getInt("passed"),
                                        row.getInt("met_machines"))))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
