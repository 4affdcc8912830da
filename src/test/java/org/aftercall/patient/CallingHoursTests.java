package org.aftercall.patient;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.aftercall.patient.CallingHours.DayKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallingHoursTests {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final CallingHours QUIET_LUNCH =
            new CallingHours(
                    Map.of(
                            DayOfWeek.MONDAY,
                            List.of(new Span(540, 720), new Span(840, 1200)),
                            DayOfWeek.FRIDAY,
                            List.of(new Span(540, 1440))),
                    Map.of());

    /** Cases per run; the soak sets a million. */
    private static final int CASES = Integer.getInteger("aftercall.windows", 60_000);

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T08:59, 2026-11-23T09:00",
        "2026-11-23T09:00, 2026-11-23T09:00",
        "2026-11-23T12:00, 2026-11-23T14:00",
        "2026-11-23T20:00, 2026-11-27T09:00",
        "2026-11-27T23:59, 2026-11-27T23:59",
        "2026-11-28T00:00, 2026-11-30T09:00"
    })
    void theNextOpeningKnowsLunchAndTheWeek(String now, String opens) {
        assertThat(QUIET_LUNCH.nextOpening(at(now), SHANGHAI)).contains(at(opens));
    }

    @Test
    void onAHolidayNobodyIsCalledAndASwappedSundayIsAMonday() {
        var sunday = LocalDate.of(2026, 11, 29);
        var hours =
                new CallingHours(
                        QUIET_LUNCH.week(),
                        Map.of(
                                LocalDate.of(2026, 11, 27),
                                DayKind.HOLIDAY,
                                sunday,
                                DayKind.WORKING));
        assertThat(hours.isOpen(at("2026-11-27T10:00"), SHANGHAI)).isFalse();
        assertThat(hours.on(sunday)).isEqualTo(hours.on(LocalDate.of(2026, 11, 30)));
        assertThat(hours.nextOpening(at("2026-11-27T10:00"), SHANGHAI))
                .contains(at("2026-11-29T09:00"));
    }

    @Test
    void hoursThatNeverOpenSaySo() {
        var never = new CallingHours(Map.of(), Map.of());
        assertThat(never.nextOpening(at("2026-11-23T10:00"), SHANGHAI)).isEmpty();
    }

    @Test
    void aLeapDayIsADayLikeAnyOther() {
        var all = CallingHours.daily(LocalTime.of(9, 0), LocalTime.MIDNIGHT);
        assertThat(all.nextOpening(at("2028-02-29T03:00"), SHANGHAI))
                .contains(at("2028-02-29T09:00"));
        assertThat(all.isOpen(at("2028-02-29T23:59"), SHANGHAI)).isTrue();
    }

    /** F8: zones, leaps of the clock, leap days, holidays, spans up to midnight, all by chance. */
    @Test
    void inEveryZoneOfTheWorldNobodyIsCalledOutsideTheHours() {
        var zones = ZoneId.getAvailableZoneIds().stream().sorted().map(ZoneId::of).toList();
        var seed = Long.getLong("aftercall.seed", 20261123L);
        var chance = new Random(seed);
        for (int i = 0; i < CASES; i++) {
            var zone = zones.get(chance.nextInt(zones.size()));
            var hours = hours(chance);
            var now = moment(chance, zone);
            var there = now.atZone(zone);
            assertThat(hours.isOpen(now, zone))
                    .as("%s in %s, %s, seed %d", now, zone, hours, seed)
                    .isEqualTo(covered(hours, there));
            var next = hours.nextOpening(now, zone);
            if (next.isPresent()) {
                assertThat(covered(hours, next.get().atZone(zone)))
                        .as("opens %s, %s in %s, %s, seed %d", next, now, zone, hours, seed)
                        .isTrue();
                assertThat(next.get()).isAfterOrEqualTo(now);
                // Nothing open was passed over: the half hours before it are all closed.
                for (var t = now;
                        t.isBefore(next.get()) && t.isBefore(now.plus(2, ChronoUnit.DAYS));
                        t = t.plus(30, ChronoUnit.MINUTES)) {
                    assertThat(covered(hours, t.atZone(zone)))
                            .as("%s passed over, %s in %s, %s, seed %d", t, now, zone, hours, seed)
                            .isFalse();
                }
            }
        }
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

    private static CallingHours hours(Random chance) {
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

    /** Every third one within a day of a leap of that zone's clock. */
    private static Instant moment(Random chance, ZoneId zone) {
        var any = Instant.ofEpochSecond(1_767_225_600L + chance.nextInt(800 * 86_400));
        var leap = zone.getRules().nextTransition(any);
        return leap == null || chance.nextInt(3) > 0
                ? any
                : leap.getInstant().plusSeconds(chance.nextInt(172_800) - 86_400);
    }

    private static Instant at(String local) {
        return java.time.LocalDateTime.parse(local).atZone(SHANGHAI).toInstant();
    }
}
