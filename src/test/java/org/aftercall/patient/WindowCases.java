package org.aftercall.patient;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import org.aftercall.patient.CallingHours.DayKind;

/** Calling hours by chance, each asked twice: by the product, and by the digits on a wall clock. */
public final class WindowCases {
    private static final List<ZoneId> ZONES =
            ZoneId.getAvailableZoneIds().stream().sorted().map(ZoneId::of).toList();
    private static final List<String> NONSENSE =
            List.of("", " ", "Mars/Base", "Asia/Shanghai ", "UTC+25:00", "Asia", "null", "+99:00");

    private final long seed;
    private final Random chance;
    private final List<String> wrong = new ArrayList<>();
    private int crashes;
    private int badZones;
    private int leaps;
    private int leapDays;

    public WindowCases(long seed) {
        this.seed = seed;
        this.chance = new Random(seed);
    }

    /** What came out differently, in words to repeat it by. */
    public List<String> wrong() {
        return wrong;
    }

    public int crashes() {
        return crashes;
    }

    public int badZones() {
        return badZones;
    }

    public int leaps() {
        return leaps;
    }

    public int leapDays() {
        return leapDays;
    }

    public void one() {
        var zone = ZONES.get(chance.nextInt(ZONES.size()));
        var hours = hours();
        var now = moment(zone);
        try {
            if (chance.nextInt(10) == 0) {
                badZone(hours, now);
            } else {
                goodZone(hours, now, zone);
            }
        } catch (RuntimeException crash) {
            crashes++;
            wrong("crashed with " + crash, hours, now, zone);
        }
    }

    private void badZone(CallingHours hours, Instant now) {
        badZones++;
        var name = NONSENSE.get(chance.nextInt(NONSENSE.size()));
        var zone = CallingRule.zone(name);
        if (zone.isPresent()) {
            wrong("took '" + name + "' for a zone", hours, now, zone.get());
        }
    }

    private void goodZone(CallingHours hours, Instant now, ZoneId zone) {
        var there = now.atZone(zone);
        leapDays += there.getMonthValue() == 2 && there.getDayOfMonth() == 29 ? 1 : 0;
        var open = covered(hours, there);
        if (hours.isOpen(now, zone) != open) {
            wrong("open should be " + open, hours, now, zone);
        }
        var next = hours.nextOpening(now, zone).orElse(null);
        if (next == null) {
            return;
        }
        if (next.isBefore(now) || !covered(hours, next.atZone(zone))) {
            wrong("opens at " + next + ", which is closed", hours, now, zone);
        }
        // Nothing open was passed over: the half hours before it are all closed.
        for (var t = now;
                t.isBefore(next) && t.isBefore(now.plus(2, ChronoUnit.DAYS));
                t = t.plus(30, ChronoUnit.MINUTES)) {
            if (covered(hours, t.atZone(zone))) {
                wrong("passed over " + t, hours, now, zone);
                return;
            }
        }
    }

    private void wrong(String what, CallingHours hours, Instant now, ZoneId zone) {
        wrong.add("%s: %s in %s, %s, seed %d".formatted(what, now, zone, hours, seed));
    }

    /** The same question asked in another way: by the digits on the wall clock and the calendar. */
    private static boolean covered(CallingHours hours, ZonedDateTime there) {
        var kind = hours.days().get(there.toLocalDate());
        if (kind == DayKind.HOLIDAY) {
            return false;
        }
        var weekend =
                there.getDayOfWeek() == DayOfWeek.SATURDAY
                        || there.getDayOfWeek() == DayOfWeek.SUNDAY;
        var day = kind == DayKind.WORKING && weekend ? DayOfWeek.MONDAY : there.getDayOfWeek();
        int minute = there.getHour() * 60 + there.getMinute();
        for (var span : hours.week().getOrDefault(day, List.of())) {
            if (span.from() <= minute && minute < span.until()) {
                return true;
            }
        }
        return false;
    }

    private CallingHours hours() {
        var week = new EnumMap<DayOfWeek, List<Span>>(DayOfWeek.class);
        for (var day : DayOfWeek.values()) {
            var spans = new ArrayList<Span>();
            for (int from = chance.nextInt(1440), n = chance.nextInt(3);
                    n > 0 && from < 1440;
                    n--) {
                int until =
                        chance.nextInt(8) == 0
                                ? 1440
                                : Math.min(1440, from + 1 + chance.nextInt(400));
                spans.add(new Span(from, until));
                from = until + 1 + chance.nextInt(200);
            }
            week.put(day, spans);
        }
        var days = new HashMap<LocalDate, DayKind>();
        for (int n = chance.nextInt(6); n > 0; n--) {
            days.put(
                    LocalDate.ofEpochDay(20_454 + chance.nextInt(800)),
                    chance.nextBoolean() ? DayKind.HOLIDAY : DayKind.WORKING);
        }
        return new CallingHours(week, days);
    }

    /** Every third one within a day of a leap of that zone's clock, one in 50 in a leap day. */
    private Instant moment(ZoneId zone) {
        var any = Instant.ofEpochSecond(1_767_225_600L + chance.nextInt(800 * 86_400));
        if (chance.nextInt(50) == 0) {
            return LocalDate.of(2028, 2, 29)
                    .atStartOfDay(zone)
                    .toInstant()
                    .plusSeconds(chance.nextInt(86_400));
        }
        var leap = zone.getRules().nextTransition(any);
        if (leap == null || chance.nextInt(3) > 0) {
            return any;
        }
        leaps++;
        return leap.getInstant().plusSeconds(chance.nextInt(172_800) - 86_400);
    }
}
