package org.aftercall.dialer.pacing;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The abandonment rule of the Telemarketing Sales Rule. A call is abandoned when a person answers
 * it and no representative is connected within two seconds of the completed greeting. The safe
 * harbour allows three percent of all calls answered by a person, over the campaign if it is
 * shorter than thirty days, else separately over each successive period of thirty days or what is
 * left of it. Calls that a machine answers, that nobody answers or that reach a dead number do not
 * count.
 *
 * @see <a
 *     href="https://www.ecfr.gov/current/title-16/chapter-I/subchapter-C/part-310/section-310.4">16
 *     CFR 310.4(b)(1)(iv) and (b)(4)(i)</a>
 * @see <a
 *     href="https://www.ftc.gov/business-guidance/resources/complying-telemarketing-sales-rule">FTC,
 *     Complying with the Telemarketing Sales Rule: "a live representative takes at least 97 percent
 *     of the calls answered by consumers"</a>
 */
public final class TsrRate {
    static final Duration GRACE = Duration.ofSeconds(2);
    public static final int PERIOD_DAYS = 30;

    /** Of the calls that a person answers. */
    public static final int ALLOWED_PERCENT = 3;

    private TsrRate() {}

    /**
     * Thirty days of a campaign, the last one perhaps fewer.
     *
     * @param until the day after
     */
    public record Period(LocalDate from, LocalDate until, Tally calls) {
        /** Whether the safe harbour holds: in whole calls, no rounding. */
        public boolean kept() {
            return calls.abandoned() * 100L <= (long) calls.answered() * ALLOWED_PERCENT;
        }
    }

    /**
     * @param sinceGreeting from the end of the person's greeting until a representative was there
     */
    public static boolean abandoned(Duration sinceGreeting) {
        return sinceGreeting.compareTo(GRACE) > 0;
    }

    /**
     * @param first day of the campaign
     * @param last day of the campaign
     * @param days calls of each day, answered by a person; days without calls may be missing
     */
    public static List<Period> periods(
            LocalDate first, LocalDate last, Map<LocalDate, Tally> days) {
        var periods = new ArrayList<Period>();
        for (var from = first; !from.isAfter(last); from = from.plusDays(PERIOD_DAYS)) {
            var until = from.plusDays(PERIOD_DAYS);
            until = until.isAfter(last) ? last.plusDays(1) : until;
            int answered = 0;
            int abandoned = 0;
            for (var day = from; day.isBefore(until); day = day.plusDays(1)) {
                var calls = days.getOrDefault(day, Tally.NONE);
                answered += calls.answered();
                abandoned += calls.abandoned();
            }
            periods.add(new Period(from, until, new Tally(answered, abandoned)));
        }
        return List.copyOf(periods);
    }
}
