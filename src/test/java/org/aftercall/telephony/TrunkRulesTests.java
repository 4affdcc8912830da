package org.aftercall.telephony;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.aftercall.kernel.PhoneNumber;
import org.aftercall.kernel.Refusal;
import org.aftercall.telephony.TrunkRules.Use;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Toll fraud has no door. */
class TrunkRulesTests {
    private static final PhoneNumber PATIENT = new PhoneNumber("+8613800000000");
    private static final Instant NOON = Instant.parse("2026-11-23T04:00:00Z");
    private static final Use NONE = new Use(0, 0);

    @ParameterizedTest
    @CsvSource({"+8613800000000,", "+8617951234567, trunk.number", "+12025550100, trunk.number"})
    void onlyAllowedBeginningsAreRung(String number, String refusal) {
        assertThat(refusalOf(number, NOON, NONE)).isEqualTo(refusal);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T13:29:59Z,",
        "2026-11-23T13:30:00Z, trunk.night",
        "2026-11-23T18:00:00Z, trunk.night",
        "2026-11-23T23:29:59Z, trunk.night",
        "2026-11-23T23:30:00Z,"
    })
    void atNightNobodyIsRung(Instant at, String refusal) {
        assertThat(refusalOf(PATIENT.digits(), at, NONE)).isEqualTo(refusal);
    }

    @Test
    void aNightThatEndsWhenItBeginsNeverIs() {
        var rules = rules("22:00", "22:00", List.of());
        assertThatCode(() -> rules.check(PATIENT, Instant.parse("2026-11-23T14:00:00Z"), NONE))
                .doesNotThrowAnyException();
    }

    @Test
    void aNightWithinOneDayIsOneToo() {
        var rules = rules("12:00", "14:00", List.of());
        assertThat(catchThrowableOfType(Refusal.class, () -> rules.check(PATIENT, NOON, NONE)))
                .extracting(Refusal::code)
                .isEqualTo("trunk.night");
    }

    @Test
    void everyReasonWhyNobodyCanBeRungIsNamed() {
        var rules = rules("12:00", "14:00", List.of());
        assertThat(rules.closed(NOON.minusSeconds(1), 0)).isEmpty();
        assertThat(rules.closed(NOON, 1_000_000))
                .extracting(Refusal::code)
                .containsExactly("trunk.night", "trunk.minutes");
    }

    @Test
    void theDaysMinutesAndTheSecondsCallsHaveAnEnd() {
        assertThat(refusalOf(PATIENT.digits(), NOON, new Use(2, 99))).isNull();
        assertThat(refusalOf(PATIENT.digits(), NOON, new Use(3, 0))).isEqualTo("trunk.rate");
        assertThat(refusalOf(PATIENT.digits(), NOON, new Use(0, 100))).isEqualTo("trunk.minutes");
    }

    @Test
    void whoIsOnNoWorklistIsRungOnlyWhenTheSettingsNameHim() {
        var nobody = rules("22:00", "06:00", List.of());
        var some = rules("22:00", "06:00", List.of("+861012345678", "+86108888*", "*"));
        assertThat(catchThrowableOfType(Refusal.class, () -> nobody.checkGuest(PATIENT)).code())
                .isEqualTo("trunk.guest");
        some.checkGuest(new PhoneNumber("+861012345678"));
        some.checkGuest(new PhoneNumber("+861088881111"));
        assertThat(catchThrowableOfType(Refusal.class, () -> some.checkGuest(PATIENT)).code())
                .isEqualTo("trunk.guest");
        assertThat(
                        catchThrowableOfType(
                                        Refusal.class,
                                        () -> some.checkGuest(new PhoneNumber("+8610123456789")))
                                .code())
                .isEqualTo("trunk.guest");
    }

    @Test
    void theDayIsThatOfTheHospital() {
        assertThat(rules("22:00", "06:00", List.of()).dayOf(NOON))
                .isEqualTo(Instant.parse("2026-11-22T16:00:00Z"));
    }

    private static @Nullable String refusalOf(String number, Instant at, Use use) {
        try {
            rules("21:30", "07:30", List.of()).check(new PhoneNumber(number), at, use);
            return null;
        } catch (Refusal no) {
            return no.code();
        }
    }

    private static TrunkRules rules(String from, String until, List<String> guests) {
        return new TrunkRules(
                new TrunkSettings(
                        List.of("+86"),
                        List.of("+861795"),
                        guests,
                        3,
                        100,
                        LocalTime.parse(from),
                        LocalTime.parse(until),
                        ZoneId.of("Asia/Shanghai")));
    }
}
