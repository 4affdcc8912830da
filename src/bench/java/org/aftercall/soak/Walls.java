package org.aftercall.soak;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** The clocks on the patients' walls, and by which of their hours one may ring them. */
final class Walls {
    static final ZoneId HOUSE = ZoneId.of("Asia/Shanghai");

    /** No clock is known for it: whoever lives there is never rung. */
    static final String NOWHERE = "Mars/Olympus_Mons";

    static final List<String> ZONES =
            List.of("Asia/Shanghai", "Asia/Urumqi", "Asia/Kolkata", "Australia/Lord_Howe");

    /** Every day; from minute to minute of it. */
    static final List<Span> SPANS =
            List.of(new Span(9 * 60, 12 * 60), new Span(14 * 60, 18 * 60), new Span(20 * 60, 1440));

    private static final Duration MOST = Duration.ofHours(2);
    private static final Duration EARLIEST = Duration.ofMinutes(270);
    private static final Duration LATEST = Duration.ofMinutes(320);

    private final Random chance;
    private final Instant middle;

    record Span(int from, int until) {}

    /**
     * @param middle the clock stays within some hours of it, in which always somebody's begin or
     *     end
     */
    Walls(Random chance, Instant middle) {
        this.chance = chance;
        this.middle = middle;
    }

    /** An evening: four zones have ends of their hours around it, and midnight is near. */
    static Instant evening(Instant today) {
        return today.atZone(HOUSE)
                .toLocalDate()
                .atTime(LocalTime.of(21, 0))
                .atZone(HOUSE)
                .toInstant();
    }

    static boolean open(Instant at, String zone) {
        if (zone.equals(NOWHERE)) {
            return false;
        }
        var wall = at.atZone(ZoneId.of(zone)).toLocalTime();
        int minute = wall.getHour() * 60 + wall.getMinute();
        return SPANS.stream().anyMatch(s -> s.from() <= minute && minute < s.until());
    }

    static boolean openSomewhere(Instant at) {
        return ZONES.stream().anyMatch(zone -> open(at, zone));
    }

    /** Over an end of somebody's hours, to some seconds before one, over midnight, or anywhere. */
    Instant next(Instant now) {
        var over = List.<Instant>of();
        switch (chance.nextInt(4)) {
            case 0 -> over = ends(now).filter(now::isBefore).map(this::after).toList();
            case 1 -> over = ends(now).map(end -> end.minusSeconds(3 + chance.nextInt(6))).toList();
            case 2 -> over = List.of(overMidnight(now));
            default -> {}
        }
        var good = over.stream().filter(to -> near(now, to)).toList();
        return good.isEmpty() ? anywhere(now) : good.get(chance.nextInt(good.size()));
    }

    private Instant after(Instant end) {
        return end.plusSeconds(1 + chance.nextInt(900));
    }

    /** Or as far towards it as it may. */
    private Instant overMidnight(Instant now) {
        var day = middle.atZone(HOUSE).toLocalDate().plusDays(1);
        var midnight = day.atStartOfDay(HOUSE).toInstant();
        var beyond = Duration.ofSeconds(1 + chance.nextInt(1_800));
        var to = now.isBefore(midnight) ? midnight.plus(beyond) : midnight.minus(beyond);
        if (near(now, to)) {
            return to;
        }
        return now.isBefore(midnight) ? now.plus(MOST) : now.minus(MOST);
    }

    private Instant anywhere(Instant now) {
        int most = (int) MOST.toSeconds();
        while (true) {
            var to = now.plusSeconds(chance.nextInt(2 * most + 1) - most);
            if (near(now, to)) {
                return to;
            }
        }
    }

    /** As far back as it may: what waits for its time then waits longest. */
    Instant back(Instant now) {
        return now.minus(MOST);
    }

    private boolean near(Instant now, Instant to) {
        return Duration.between(now, to).abs().compareTo(MOST) <= 0
                && to.isAfter(middle.minus(EARLIEST))
                && to.isBefore(middle.plus(LATEST));
    }

    private static Stream<Instant> ends(Instant now) {
        return ZONES.stream()
                .map(ZoneId::of)
                .flatMap(zone -> {
                    var today = now.atZone(zone).toLocalDate();
                    return Stream.of(today.minusDays(1), today)
                            .flatMap(day ->
                                    SPANS.stream()
                                            .map(span ->
                                                    day.atStartOfDay()
                                                            .plusMinutes(span.until())
                                                            .atZone(zone)
                                                            .toInstant()));
                });
    }
}
