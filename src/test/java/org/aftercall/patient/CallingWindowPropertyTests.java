package org.aftercall.patient;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.aftercall.kernel.PhoneNumber;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * F8, small: nobody is called outside his window, in any zone, on days when the clock leaps or
 * falls back, on leap days and around midnight. What the wall shows there is worked out a second
 * way, from the offset alone. {@code -Daftercall.f8.cases=1000000} is the full count.
 */
class CallingWindowPropertyTests {
    private static final int CASES = Integer.getInteger("aftercall.f8.cases", 100_000);
    private static final Consent YES = new Consent(true, true);
    private static final Contact NUMBER =
            new Contact(
                    ContactId.next(),
                    Relation.SELF,
                    null,
                    new PhoneNumber("+8610000000007"),
                    false,
                    1);
    private static final List<ZoneId> ZONES =
            ZoneId.getAvailableZoneIds().stream().sorted().map(ZoneId::of).toList();
    private static final Instant FIRST = Instant.parse("2024-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("2033-01-01T00:00:00Z");

    private final Random chance = new Random(20261122);

    @Test
    void anyMomentInAnyZone() {
        for (int i = 0; i < CASES / 2; i++) {
            check(zone(), moment(), minute(), minute());
        }
    }

    @Test
    void aroundEveryLeapOfTheClock() {
        var leaps = new ArrayList<Leap>();
        for (var zone : ZONES) {
            var next = zone.getRules().nextTransition(FIRST);
            while (next != null && next.getInstant().isBefore(LAST)) {
                leaps.add(new Leap(zone, next));
                next = zone.getRules().nextTransition(next.getInstant());
            }
        }
        assertThat(leaps).anyMatch(l -> l.transition().isGap());
        assertThat(leaps).anyMatch(l -> l.transition().isOverlap());
        for (int i = 0; i < CASES / 4; i++) {
            var leap = leaps.get(chance.nextInt(leaps.size()));
            var at = leap.transition().getInstant();
            var now = at.plusSeconds(chance.nextInt(-5_400, 5_401));
            // Windows that begin or end in the hour that is missing or comes twice.
            var inside = leap.transition().getDateTimeBefore().toLocalTime();
            check(
                    leap.zone(),
                    now,
                    inside.plusMinutes(chance.nextInt(-90, 91)).withSecond(0),
                    inside.plusMinutes(chance.nextInt(-90, 241)).withSecond(0));
            check(leap.zone(), at, minute(), minute());
            check(leap.zone(), at.minusNanos(1), minute(), minute());
        }
    }

    @Test
    void onLeapDaysAndAroundMidnightAndAtTheVeryEdges() {
        for (int i = 0; i < CASES / 4; i++) {
            var zone = zone();
            var day =
                    switch (chance.nextInt(3)) {
                        case 0 -> LocalDate.of(2028, 2, 29);
                        case 1 -> LocalDate.of(2024 + chance.nextInt(9), 12, 31);
                        default -> LocalDate.of(2027, 1, 1).plusDays(chance.nextInt(365));
                    };
            var from = minute();
            var until = minute();
            for (var edge : List.of(from, until, LocalTime.MIDNIGHT)) {
                var at = day.atTime(edge).atZone(zone).toInstant();
                check(zone, at, from, until);
                check(zone, at.minusNanos(1), from, until);
                check(zone, at.plusNanos(1), from, until);
            }
        }
    }

    @Test
    void aZoneThatIsNoneIsNeverCalled() {
        var letters = "ABCxyz/ _+-:0189北\u0000é";
        for (int i = 0; i < CASES / 10; i++) {
            var name = new StringBuilder();
            for (int n = chance.nextInt(12); n > 0; n--) {
                name.append(letters.charAt(chance.nextInt(letters.length())));
            }
            if (!isZone(name.toString())) {
                assertThat(code(name.toString(), moment(), LocalTime.MIN, LocalTime.of(23, 59)))
                        .as("zone <%s>", name)
                        .isEqualTo(Callable.ZONE_UNKNOWN);
            }
        }
        assertThat(code(null, moment(), LocalTime.MIN, LocalTime.of(23, 59)))
                .isEqualTo(Callable.ZONE_UNKNOWN);
    }

    private record Leap(ZoneId zone, ZoneOffsetTransition transition) {}

    private void check(ZoneId zone, Instant now, LocalTime from, LocalTime until) {
        var offset = zone.getRules().getOffset(now);
        long second = Math.floorMod(now.getEpochSecond() + offset.getTotalSeconds(), 86_400L);
        var wall = LocalTime.ofSecondOfDay(second).withNano(now.getNano());
        boolean open = !wall.isBefore(from) && wall.isBefore(until);
        assertThat(code(zone.getId(), now, from, until) == null)
                .as("%s %s (wall %s) in %s-%s", zone, now, wall, from, until)
                .isEqualTo(open);
    }

    /** The one place that knows how the rule is asked. */
    private static @Nullable String code(
            @Nullable String zone, Instant now, LocalTime from, LocalTime until) {
        var patient =
                new Patient(
                        PatientId.next(),
                        new Person("测试", Sex.FEMALE, null, 1950, null),
                        new Home(zone, Language.ZH, null, null),
                        Standing.FREE);
        return switch (new CallingRule(from, until).decide(patient, YES, NUMBER, now)) {
            case Callable.Yes _ -> null;
            case Callable.No no -> no.code();
        };
    }

    private static boolean isZone(String name) {
        try {
            ZoneId.of(name);
            return true;
        } catch (java.time.DateTimeException e) {
            return false;
        }
    }

    private ZoneId zone() {
        return chance.nextInt(20) == 0
                ? ZoneOffset.ofTotalSeconds(chance.nextInt(-18 * 3600, 18 * 3600 + 1))
                : ZONES.get(chance.nextInt(ZONES.size()));
    }

    private Instant moment() {
        return FIRST.plus(
                Duration.ofMillis(
                        (long) (chance.nextDouble() * Duration.between(FIRST, LAST).toMillis())));
    }

    private LocalTime minute() {
        return LocalTime.of(chance.nextInt(24), chance.nextInt(60));
    }
}
