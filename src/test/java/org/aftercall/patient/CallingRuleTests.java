package org.aftercall.patient;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import org.aftercall.kernel.PhoneNumber;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallingRuleTests {
    private static final LocalTime NINE = LocalTime.of(9, 0);
    private static final LocalTime EIGHT_PM = LocalTime.of(20, 0);
    private static final CallingRule RULE = new CallingRule(CallingHours.daily(NINE, EIGHT_PM));
    private static final Consent ALL = new Consent(true, true);
    private static final Contact GOOD = contact(false);
    private static final Instant NOON_IN_SHANGHAI = Instant.parse("2026-11-23T04:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T00:59:59.999Z, false",
        "2026-11-23T01:00:00Z, true",
        "2026-11-23T11:59:59.999Z, true",
        "2026-11-23T12:00:00Z, false",
        "2026-11-22T16:00:00Z, false"
    })
    void theWindowOpensSharpAndClosesSharp(Instant now, boolean open) {
        assertThat(RULE.decide(patient("Asia/Shanghai"), ALL, GOOD, now))
                .isInstanceOf(open ? Callable.Yes.class : Callable.No.class);
    }

    @Test
    void theHourIsThePatientsNotOurs() {
        assertThat(code(patient("America/New_York"), NOON_IN_SHANGHAI))
                .isEqualTo(Callable.WINDOW_CLOSED);
        assertThat(code(patient("Asia/Shanghai"), NOON_IN_SHANGHAI)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        // The Sunday on which New York springs forward: 09:00 is 13:00Z, the day before 14:00Z.
        "America/New_York, 2026-03-07T13:30:00Z, false",
        "America/New_York, 2026-03-08T13:30:00Z, true",
        // and falls back.
        "America/New_York, 2026-10-31T13:30:00Z, true",
        "America/New_York, 2026-11-01T13:30:00Z, false",
        "Europe/Berlin, 2026-03-28T07:30:00Z, false",
        "Europe/Berlin, 2026-03-29T07:30:00Z, true",
        "Australia/Lord_Howe, 2026-10-03T22:15:00Z, true",
        "Asia/Kathmandu, 2026-11-23T03:14:59Z, false",
        "Asia/Kathmandu, 2026-11-23T03:15:00Z, true"
    })
    void summerTimeMovesTheWindowWithTheClockOnTheWall(String zone, Instant now, boolean open) {
        assertThat(code(patient(zone), now) == null).isEqualTo(open);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                " ",
                "Asia/Peking",
                "Beijing",
                "CST",
                "null",
                "Asia/Shanghai ",
                "+25:00",
                "北京"
            })
    void aBadOrMissingZoneMeansDoNotCall(String zone) {
        for (int hour = 0; hour < 24; hour++) {
            var now = Instant.parse("2026-11-23T00:00:00Z").plusSeconds(3600L * hour);
            assertThat(code(patient(zone), now)).isEqualTo(Callable.ZONE_UNKNOWN);
        }
    }

    @Test
    void doNotCallMeansAtNoHour() {
        var patient = patient("Asia/Shanghai", new Standing(true, "asked so", null));
        assertThat(code(patient, NOON_IN_SHANGHAI)).isEqualTo(Callable.DO_NOT_CALL);
    }

    @ParameterizedTest
    @EnumSource(Suspension.class)
    void theSuspendedAreLeftInPeace(Suspension why) {
        var patient = patient("Asia/Shanghai", new Standing(false, null, why));
        assertThat(RULE.decide(patient, ALL, GOOD, NOON_IN_SHANGHAI))
                .isEqualTo(new Callable.No(Callable.SUSPENDED, List.of(why.name())));
    }

    @Test
    void withoutConsentToCallsNobodyCallsAndWithoutConsentToRecordingOneMay() {
        var patient = patient("Asia/Shanghai");
        assertThat(RULE.decide(patient, new Consent(false, true), GOOD, NOON_IN_SHANGHAI))
                .isEqualTo(new Callable.No(Callable.NO_CONSENT, List.of()));
        assertThat(RULE.decide(patient, new Consent(true, false), GOOD, NOON_IN_SHANGHAI))
                .isEqualTo(new Callable.Yes());
    }

    @Test
    void aDeadNumberIsNotRung() {
        assertThat(RULE.decide(patient("Asia/Shanghai"), ALL, contact(true), NOON_IN_SHANGHAI))
                .isEqualTo(new Callable.No(Callable.CONTACT_INVALID, List.of()));
    }

    @Test
    void theReasonThatWaitingCannotMendIsShownFirst() {
        var night = Instant.parse("2026-11-23T18:00:00Z");
        var patient = patient("nowhere", new Standing(true, null, Suspension.DECEASED));
        assertThat(RULE.decide(patient, new Consent(false, false), contact(true), night))
                .isEqualTo(new Callable.No(Callable.SUSPENDED, List.of("DECEASED")));
    }

    @Test
    void aClosedWindowSaysTheHourOverThere() {
        assertThat(RULE.decide(patient("Europe/Berlin"), ALL, GOOD, NOON_IN_SHANGHAI))
                .isEqualTo(
                        new Callable.No(
                                Callable.WINDOW_CLOSED,
                                List.of(
                                        "05:00",
                                        "09:00–20:00",
                                        "2026-11-23 09:00",
                                        "Europe/Berlin")));
    }

    @Test
    void nothingPrintsANameOrANumber() {
        var patient = patient("Asia/Shanghai");
        assertThat(patient.toString() + GOOD + patient.person() + patient.home())
                .doesNotContain("测试")
                .doesNotContain("0007")
                .doesNotContain("虚构路");
    }

    private static @Nullable String code(Patient patient, Instant now) {
        return switch (RULE.decide(patient, ALL, GOOD, now)) {
            case Callable.Yes yes -> null;
            case Callable.No no -> no.code();
        };
    }

    private static Patient patient(@Nullable String zone) {
        return patient(zone, Standing.FREE);
    }

    private static Patient patient(@Nullable String zone, Standing standing) {
        return new Patient(
                PatientId.next(),
                new Person("测试一", Sex.FEMALE, LocalDate.of(1950, 1, 2), null, null),
                new Home(zone, Language.ZH, "虚构路 1 号", null),
                standing);
    }

    private static Contact contact(boolean invalid) {
        return new Contact(
                ContactId.next(),
                Relation.SELF,
                "测试一",
                new PhoneNumber("+8610000000007"),
                invalid,
                1);
    }
}
