package org.aftercall.script;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a questionnaire may know of a patient before anybody asks: the closed list of merge fields.
 * Each has words that stand for it where it is not known, so that a sentence stays one.
 */
enum Fact {
    PATIENT_TITLE("patient.title", false, "朋友", "there", Titles::title),
    PATIENT_NAME("patient.name", false, "患者本人", "the patient", (b, _) -> b.whom().name()),
    NURSE_NAME("nurse.name", false, "", "one of the nurses", (b, _) -> b.nurse()),
    DEPARTMENT("encounter.department", true, "医院", "the hospital", (b, _) -> b.stay().department()),
    WARD("encounter.ward", true, "医院", "the hospital", (b, _) -> b.stay().ward()),
    DOCTOR(
            "encounter.doctor",
            true,
            "主管医生",
            "your doctor",
            (b, l) -> Titles.doctor(b.stay().doctor(), l)),
    DIAGNOSIS("encounter.diagnosis", true, "这次的病", "your illness", (b, _) -> b.stay().diagnosis()),
    OPERATION(
            "encounter.operation", true, "这次手术", "your operation", (b, _) -> b.stay().operation()),
    DISCHARGED_ON(
            "encounter.dischargedOn",
            true,
            "前些天",
            "the other day",
            (b, l) -> Titles.day(b.stay().dischargedOn(), l)),
    LENGTH_OF_STAY(
            "encounter.lengthOfStay",
            true,
            "几",
            "a few",
            (b, _) -> b.stay().length() == null ? null : String.valueOf(b.stay().length())),
    DAYS_SINCE_DISCHARGE(
            "daysSinceDischarge", true, "几", "a few", (b, _) -> count(b.stay().dischargedOn(), b)),
    SINCE_DISCHARGE(
            "sinceDischarge",
            true,
            "有几天",
            "some days ago",
            (b, l) -> Titles.since(b.stay().dischargedOn(), b.today(), l)),
    LAST_PROBLEM(
            "last.problem",
            true,
            "上次的不适",
            "the trouble you had",
            (b, l) -> b.last().problem().get(l)),
    DAYS_SINCE_LAST_CALL(
            "daysSinceLastCall", true, "几", "a few", (b, _) -> count(b.last().on(), b)),
    SINCE_LAST_CALL(
            "sinceLastCall",
            true,
            "上次",
            "last time",
            (b, l) -> Titles.since(b.last().on(), b.today(), l));

    private final String code;
    private final boolean health;
    private final String zh;
    private final String en;
    private final BiFunction<Background, String, @Nullable String> value;

    Fact(
            String code,
            boolean health,
            String zh,
            String en,
            BiFunction<Background, String, @Nullable String> value) {
        this.code = code;
        this.health = health;
        this.zh = zh;
        this.en = en;
        this.value = value;
    }

    String code() {
        return code;
    }

    /** Whether it tells of a stay or an illness: nobody hears it before his identity is sure. */
    boolean health() {
        return health;
    }

    /** What is said where it is not known. */
    String otherwise(String language) {
        return language.equals("zh") ? zh : en;
    }

    /** As it is said; null where it is not known. */
    @Nullable String said(Background background, String language) {
        var said = value.apply(background, language);
        return said == null || said.isBlank() ? null : said.strip();
    }

    static Optional<Fact> of(String code) {
        return Arrays.stream(values()).filter(f -> f.code.equals(code)).findFirst();
    }

    static List<String> codes() {
        return Arrays.stream(values()).map(Fact::code).toList();
    }

    private static @Nullable String count(@Nullable LocalDate from, Background b) {
        return from == null || from.isAfter(b.today())
                ? null
                : String.valueOf(ChronoUnit.DAYS.between(from, b.today()));
    }
}
