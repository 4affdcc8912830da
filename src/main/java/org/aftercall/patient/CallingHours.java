package org.aftercall.patient;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * When a patient may be rung: spans of the week on the clock of his own wall, with public holidays
 * left out and swapped working days put in. Pure: the same moment always gets the same answer.
 *
 * @param week the spans of each day; a day without any is a day without calls
 * @param days the days that are not what their weekday says
 */
public record CallingHours(Map<DayOfWeek, List<Span>> week, Map<LocalDate, DayKind> days) {
    /** Longer than any stretch of holidays; who has no opening by then has none. */
    private static final int DAYS_AHEAD = 400;

    private static final Duration ONE_MINUTE = Duration.ofMinutes(1);

    /** What a day of the calendar is instead of what its weekday says. */
    public enum DayKind {
        HOLIDAY,
        /** A weekend day that is worked to make up for a holiday; it has Monday's hours. */
        WORKING
    }

    public CallingHours {
        var copy = new EnumMap<DayOfWeek, List<Span>>(DayOfWeek.class);
        week.forEach((day, spans) -> copy.put(day, List.copyOf(spans)));
        week = Map.copyOf(copy);
        days = Map.copyOf(days);
    }

    /**
     * The same hours on all seven days.
     *
     * @param until the end; midnight is the end of the day
     */
    public static CallingHours daily(LocalTime from, LocalTime until) {
        var end = until.equals(LocalTime.MIDNIGHT) ? Span.MIDNIGHT : minute(until);
        var spans = List.of(new Span(minute(from), end));
        var week = new EnumMap<DayOfWeek, List<Span>>(DayOfWeek.class);
        for (var day : DayOfWeek.values()) {
            week.put(day, spans);
        }
        return new CallingHours(week, Map.of());
    }

    private static int minute(LocalTime time) {
        return time.toSecondOfDay() / 60;
    }

    public boolean isOpen(Instant now, ZoneId zone) {
        var there = now.atZone(zone);
        return on(there.toLocalDate()).stream().anyMatch(s -> s.covers(there.toLocalTime()));
    }

    /** The spans of that day. */
    public List<Span> on(LocalDate day) {
        var weekday =
                switch (days.get(day)) {
                    case HOLIDAY -> null;
                    case WORKING -> isWeekend(day) ? DayOfWeek.MONDAY : day.getDayOfWeek();
                    case null -> day.getDayOfWeek();
                };
        return weekday == null ? List.of() : week.getOrDefault(weekday, List.of());
    }

    /**
     * The first moment from {@code now} on at which one may call; empty when there is none within a
     * year.
     */
    public Optional<Instant> nextOpening(Instant now, ZoneId zone) {
        if (isOpen(now, zone)) {
            return Optional.of(now);
        }
        var today = now.atZone(zone).toLocalDate();
        for (int ahead = 0; ahead < DAYS_AHEAD; ahead++) {
            var day = today.plusDays(ahead);
            var first =
                    openings(day, zone)
                            .filter(at -> !at.isBefore(now) && isOpen(at, zone))
                            .min(Instant::compareTo);
            if (first.isPresent()) {
                return first;
            }
        }
        return Optional.empty();
    }

    /**
     * When they end that are open now, as far as that is within so long; hours end on the minute.
     */
    public Instant openUntil(Instant now, ZoneId zone, Duration atMost) {
        var latest = now.plus(atMost);
        var minute = now.truncatedTo(ChronoUnit.MINUTES).plus(ONE_MINUTE);
        while (minute.isBefore(latest)) {
            if (!isOpen(minute, zone)) {
                return minute;
            }
            minute = minute.plus(ONE_MINUTE);
        }
        return latest;
    }

    /**
     * Moments of that day at which the answer may turn: starts of spans, and leaps of the clock.
     */
    private Stream<Instant> openings(LocalDate day, ZoneId zone) {
        var rules = zone.getRules();
        var starts =
                on(day).stream()
                        .map(span -> day.atTime(span.start()))
                        // None in a gap, two where the hour comes twice.
                        .flatMap(local ->
                                rules.getValidOffsets(local).stream().map(local::toInstant));
        var leap = rules.nextTransition(day.atStartOfDay(zone).toInstant().minusSeconds(1));
        return leap == null || !leap.getDateTimeAfter().toLocalDate().equals(day)
                ? starts
                : Stream.concat(starts, Stream.of(leap.getInstant()));
    }

    private static boolean isWeekend(LocalDate day) {
        return day.getDayOfWeek().getValue() >= DayOfWeek.SATURDAY.getValue();
    }
}
