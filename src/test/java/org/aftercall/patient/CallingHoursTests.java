package org.aftercall.patient;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
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
        var cases = new WindowCases(Long.getLong("aftercall.seed", 20261123L));
        for (int i = 0; i < CASES; i++) {
            cases.one();
        }
        assertThat(cases.wrong()).isEmpty();
        assertThat(cases.badZones()).isPositive();
        assertThat(cases.leaps()).isPositive();
    }

    private static Instant at(String local) {
        return java.time.LocalDateTime.parse(local).atZone(SHANGHAI).toInstant();
    }
}
