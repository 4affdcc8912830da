package org.aftercall.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the house ships with, as a nurse and a patient meet it. */
class ShippedContentTests {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Pattern HAN = Pattern.compile("\\p{IsHan}");
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);

    static final Background KNOWN =
            new Background(
                    new Background.Whom("欧阳建国", "MALE", 71),
                    new Background.Stay(
                            "心内科",
                            "三病区",
                            "李明",
                            "高血压",
                            "支架植入",
                            LocalDate.of(2026, 11, 12),
                            LocalDate.of(2026, 11, 20)),
                    new Background.Last(
                            LocalDate.of(2026, 11, 16),
                            Map.of("zh", "头晕", "en", "dizziness"),
                            Map.of()),
                    Set.of("hypertension"),
                    Map.of("systolic", new BigDecimal(150)),
                    "王芳",
                    TODAY);

    static List<Questionnaire> shipped() {
        return Questionnaires.shipped().stream().map(Questionnaire::parse).toList();
    }

    @Test
    void allThatAHospitalNeedsOnTheFirstDayIsThere() {
        assertThat(shipped())
                .extracting(Questionnaire::code)
                .contains(
                        "post-discharge",
                        "post-discharge-full",
                        "day-surgery",
                        "hypertension",
                        "diabetes",
                        "copd",
                        "heart-failure",
                        "joint-replacement",
                        "stroke",
                        "chemotherapy",
                        "maternity",
                        "mood",
                        "satisfaction",
                        "complaint",
                        "call-back",
                        "lace");
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void bothLanguagesAreWhole(Questionnaire questionnaire) {
        var texts = new ArrayList<JsonNode>();
        texts(questionnaire.document(), texts);
        assertThat(texts).hasSizeGreaterThan(20);
        for (var text : texts) {
            assertThat(text.propertyNames()).containsExactlyInAnyOrder("zh", "en");
            assertThat(HAN.matcher(text.path("en").stringValue()).find()).as("%s", text).isFalse();
            assertThat(text.path("zh").stringValue()).as("%s", text).isNotBlank();
            var same = text.path("zh").stringValue().equals(text.path("en").stringValue());
            assertThat(!same || text.path("zh").stringValue().matches("[A-Z]+-\\d"))
                    .as("%s is not translated", text)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void whoIsWellIsDoneWithoutAnAlarm(Questionnaire questionnaire) throws IOException {
        var well = well(questionnaire);
        assertThat(questionnaire.check(well)).isEmpty();
        assertThat(questionnaire.completion(well).state()).isEqualTo(Completion.State.COMPLETE);
        assertThat(questionnaire.redFlags(well)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void everyAlarmCanGoOff(Questionnaire questionnaire) throws IOException {
        var reaching = new Reaching(questionnaire, well(questionnaire));
        for (var rule : questionnaire.rules()) {
            assertThat(reaching.answers(rule)).as("%s %s", questionnaire, rule.id()).isPresent();
        }
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void noBraceIsEverSaid(Questionnaire questionnaire) {
        for (var locale : List.of(Locale.CHINA, Locale.ENGLISH)) {
            for (var background : List.of(KNOWN, Background.unknown(TODAY))) {
                var screen = questionnaire.in(locale, background).toString();
                assertThat(screen).doesNotContain("{{").doesNotContain("}}\"");
                said(questionnaire.in(locale, background))
                        .forEach(s -> assertThat(s).isNotBlank().doesNotContain("{", "}"));
            }
        }
    }

    /**
     * What tells whoever picks up of a stay, an operation or an illness; a number of a stay is
     * none.
     */
    private static final Map<Locale, Pattern> TELLING =
            Map.of(
                    Locale.CHINA,
                    Pattern.compile(
                            "手术|术后|出院|住院(?!号)|病房|病区|病情|诊断|化疗|肿瘤|癌|产后|分娩|宝宝|卒中|中风|心衰|血压|血糖|糖尿|慢阻肺|关节|置换|伤口|药|疼|心情|情绪|睡眠"),
                    Locale.ENGLISH,
                    Pattern.compile(
                            "surger|operation|your stay|in hospital|discharge|went home|left hospital|ward\\b|diagnos|illness|disease|chemo|tumou?r|cancer|baby|newborn|stroke|heart failure|pressure|glucose|sugar|diabet|copd|lungs?\\b|joint|wound|medicine|\\bpain|mood|feeling|sleep",
                            Pattern.CASE_INSENSITIVE));

    static Stream<Questionnaire> newest() {
        return shipped().stream().map(Questionnaire::code).distinct().map(ShippedContentTests::of);
    }

    /** In every wording there is, also where one is shown what is better said. */
    @ParameterizedTest
    @MethodSource("newest")
    void beforeTheGateNobodyHearsOfAStay(Questionnaire questionnaire) {
        TELLING.forEach((locale, telling) ->
                assertThat(said(List.of(questionnaire.in(locale, KNOWN).getFirst())))
                        .isNotEmpty()
                        .noneMatch(words -> telling.matcher(words).find()));
    }

    /** The lines for worry, anger and the rest are shown from the first moment on. */
    @ParameterizedTest
    @MethodSource("newest")
    void noLineForAMomentTellsOfAStay(Questionnaire questionnaire) {
        var telling =
                Map.of(
                        Locale.CHINA,
                        Pattern.compile("手术|术后|出院|住院|病房|病区|诊断|化疗|肿瘤|癌|产后|卒中"),
                        Locale.ENGLISH,
                        Pattern.compile(
                                "surger|operation|\\bstay(ed)? (with us|in)|in hospital|discharge|went home|go home|ward\\b|diagnos|illness|disease|chemo|cancer",
                                Pattern.CASE_INSENSITIVE));
        telling.forEach((locale, words) ->
                assertThat(said(Situations.of(Situations.came(), questionnaire, locale, KNOWN)))
                        .isNotEmpty()
                        .noneMatch(line -> words.matcher(line).find()));
    }

    @ParameterizedTest
    @MethodSource("newest")
    void whoAnswersForThePatientNeedsHisConsent(Questionnaire questionnaire) throws IOException {
        var answers = well(questionnaire);
        answers.put("who", JSON.readTree("\"FAMILY\""));
        answers.put("relation", JSON.readTree("\"CHILD\""));
        var opening =
                Set.of("opening", "opening.line", "who", "relation", "proxy.consent", "recording");
        assertThat(questionnaire.enabled(answers)).containsExactlyInAnyOrderElementsOf(opening);
        answers.put("proxy.consent", JSON.readTree("\"NO\""));
        assertThat(questionnaire.enabled(answers)).containsExactlyInAnyOrderElementsOf(opening);
        assertThat(questionnaire.check(answers)).isEmpty();
        assertThat(questionnaire.completion(answers).state())
                .isEqualTo(Completion.State.NOT_STARTED);
        for (var consent : List.of("SAID", "ON_FILE", "GUARDIAN")) {
            answers.put("proxy.consent", JSON.readTree("\"" + consent + "\""));
            assertThat(questionnaire.completion(answers).state())
                    .isEqualTo(Completion.State.COMPLETE);
        }
    }

    @ParameterizedTest
    @MethodSource("newest")
    void whichTwoIdentifiersAgreedIsKept(Questionnaire questionnaire) throws IOException {
        var answers = well(questionnaire);
        answers.remove("identity.used");
        assertThat(questionnaire.check(answers))
                .extracting(Problem::linkId)
                .containsExactly("identity.used");
        assertThat(questionnaire.askedAnew()).contains("proxy.consent", "identity.used");
    }

    /** The words for whoever picks up: nothing in them tells why he was in hospital. */
    @ParameterizedTest
    @MethodSource("shipped")
    void theFirstWordsNameNoIllness(Questionnaire questionnaire) {
        var opening = questionnaire.in(Locale.CHINA, KNOWN).getFirst();
        for (var word :
                List.of("高血压", "糖尿病", "化疗", "肿瘤", "产", "卒中", "心衰", "慢阻肺", "宝宝", "支架", "三病区")) {
            assertThat(opening.toString()).doesNotContain(word);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hypertension | systolic | 180 | EMERGENCY",
                "hypertension | systolic | 179 | URGENT",
                "hypertension | systolic | 159 |",
                "hypertension | systolic | 89 | URGENT",
                "hypertension | diastolic | 110 | EMERGENCY",
                "hypertension | diastolic | 99 |",
                "diabetes | glucose | {\"value\": 3.8, \"unit\": \"mmol/L\"} | URGENT",
                "diabetes | glucose | {\"value\": 3.9, \"unit\": \"mmol/L\"} |",
                "diabetes | glucose | {\"value\": 2.9, \"unit\": \"mmol/L\"} | EMERGENCY",
                "diabetes | glucose | {\"value\": 50, \"unit\": \"mg/dL\"} | EMERGENCY",
                "diabetes | glucose | {\"value\": 16.7, \"unit\": \"mmol/L\"} |",
                "diabetes | glucose | {\"value\": 16.8, \"unit\": \"mmol/L\"} | URGENT",
                "diabetes | glucose | {\"value\": 310, \"unit\": \"mg/dL\"} | URGENT",
                "heart-failure | weight.before | 59.5 | URGENT",
                "heart-failure | weight.before | 59.6 |",
                "heart-failure | breath | \"LYING\" | URGENT",
                "copd | spo2 | 89 | URGENT",
                "copd | spo2 | 90 |",
                "copd | spo2 | 84 | EMERGENCY",
                "stroke | fast | [\"FACE\"] | EMERGENCY",
                "joint-replacement | calf | [\"SWOLLEN\"] | URGENT",
                "joint-replacement | wound | \"DISCHARGE\" | URGENT",
                "joint-replacement | chest | true | EMERGENCY",
                "chemotherapy | chills | true | EMERGENCY",
                "chemotherapy | diarrhoea | 4 | URGENT",
                "maternity | jaundice | \"LIMBS\" | EMERGENCY",
                "maternity | jaundice | \"FACE\" |",
                "maternity | feeds | 5 | URGENT",
                "maternity | baby.temperature | 38 | EMERGENCY",
                "maternity | harm | true | EMERGENCY",
                "satisfaction | recommend | 3 | ROUTINE",
                "complaint | solved | \"NOT\" | URGENT"
            })
    void aBadSignIsAsGraveAsItIs(String code, String linkId, String answer, String level)
            throws IOException {
        var questionnaire = of(code);
        var answers = well(questionnaire);
        answers.put(linkId, JSON.readTree(answer));
        var gravest =
                questionnaire.redFlags(answers).stream()
                        .map(RedFlag::level)
                        .max(RedFlag.Level::compareTo)
                        .map(RedFlag.Level::name)
                        .orElse(null);
        assertThat(gravest).isEqualTo(level);
    }

    @ParameterizedTest
    @CsvSource({"37.9,", "38.0, URGENT", "38.9, URGENT", "39.0, EMERGENCY"})
    void aFeverAfterChemotherapyIsUrgentFrom38(String temperature, String level)
            throws IOException {
        var questionnaire = of("chemotherapy");
        var answers = well(questionnaire);
        answers.put("fever", JSON.readTree("true"));
        answers.put("temperature", JSON.readTree(temperature));
        assertThat(
                        questionnaire.redFlags(answers).stream()
                                .map(f -> f.level().name())
                                .max(String::compareTo)
                                .orElse(null))
                .satisfies(worst -> assertThat(worst == null).isEqualTo(level == null));
        assertThat(questionnaire.redFlags(answers))
                .extracting(f -> f.level().name())
                .containsExactlyElementsOf(
                        level == null
                                ? List.of()
                                : level.equals("EMERGENCY")
                                        ? List.of("EMERGENCY", "URGENT")
                                        : List.of("URGENT"));
    }

    static Stream<JsonNode> cases() throws IOException {
        try (var in = ShippedContentTests.class.getResourceAsStream("/flag-cases.json")) {
            return JSON.readTree(Objects.requireNonNull(in)).valueStream();
        }
    }

    /** The same cases are the front end's: what a nurse sees is what is raised. */
    @ParameterizedTest
    @MethodSource("cases")
    void theseAnswersRaiseTheseAlarms(JsonNode one) throws IOException {
        var questionnaire = of(one.path("code").stringValue());
        var answers = well(questionnaire);
        one.path("answers").properties().forEach(p -> answers.put(p.getKey(), p.getValue()));
        assertThat(questionnaire.redFlags(answers))
                .extracting(RedFlag::rule)
                .containsExactlyInAnyOrderElementsOf(
                        one.path("flags").valueStream().map(JsonNode::stringValue).toList());
    }

    @Test
    void aPatientsOwnThresholdStandsForTheUsualOne() throws IOException {
        var questionnaire = of("hypertension");
        var answers = well(questionnaire);
        answers.put("systolic", JSON.readTree("155"));
        assertThat(questionnaire.redFlags(answers)).isEmpty();
        answers.putAll(questionnaire.initial(KNOWN));
        assertThat(answers).containsKey("limit.systolic");
        assertThat(questionnaire.redFlags(answers))
                .extracting(RedFlag::rule)
                .containsExactly("systolic#2");
        answers.put("limit.systolic", JSON.readTree("175"));
        answers.put("systolic", JSON.readTree("170"));
        assertThat(questionnaire.redFlags(answers)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"post-discharge-full", "stroke", "chemotherapy", "maternity"})
    void distressLeadsToTheCrisisPathInTheSameCall(String code) throws IOException {
        var questionnaire = of(code);
        var answers = well(questionnaire);
        answers.put("distress", JSON.readTree("true"));
        answers.put("phq.1", JSON.readTree("\"DAILY\""));
        answers.put("phq.2", JSON.readTree("\"DAILY\""));
        assertThat(questionnaire.enabled(answers)).contains("phq.9").doesNotContain("crisis.done");
        answers.put("phq.9", JSON.readTree("\"DAYS\""));
        assertThat(questionnaire.enabled(answers)).contains("crisis.alone", "crisis.done");
        assertThat(questionnaire.leftInEmergency(answers)).isTrue();
        // Whoever speaks of it without being asked is not asked for a score first.
        var spoken = well(questionnaire);
        spoken.put("distress", JSON.readTree("true"));
        spoken.put("harm", JSON.readTree("true"));
        assertThat(questionnaire.enabled(spoken)).contains("crisis.alone", "crisis.done");
        assertThat(questionnaire.leftInEmergency(spoken)).isTrue();
    }

    @Test
    void aDiabeticIsAskedForGlucoseAndNobodyElse() throws IOException {
        var questionnaire = of("hypertension");
        var answers = well(questionnaire);
        assertThat(questionnaire.enabled(answers)).doesNotContain("glucose");
        var diabetic =
                new Background(
                        KNOWN.whom(),
                        KNOWN.stay(),
                        KNOWN.last(),
                        Set.of("diabetes"),
                        Map.of(),
                        null,
                        TODAY);
        answers.putAll(questionnaire.initial(diabetic));
        assertThat(questionnaire.enabled(answers)).contains("glucose");
    }

    @Test
    void theLengthOfTheStayIsKnownFromItsDates() throws IOException {
        assertThat(Objects.requireNonNull(of("lace").initial(KNOWN).get("lace.stay")).intValue())
                .isEqualTo(8);
        assertThat(of("lace").initial(Background.unknown(TODAY))).doesNotContainKey("lace.stay");
        var crossed =
                new Background.Stay(
                        null, null, null, null, null, TODAY, LocalDate.of(2026, 11, 20));
        assertThat(crossed.length()).isNull();
    }

    @Test
    void lastTimesProblemIsAskedFirst() throws IOException {
        for (var questionnaire : shipped()) {
            if (!questionnaire.questions().contains("last.now")) {
                continue;
            }
            var answers = well(questionnaire);
            assertThat(questionnaire.enabled(answers)).doesNotContain("last.now");
            answers.putAll(questionnaire.initial(KNOWN));
            var enabled = questionnaire.enabled(answers);
            var asked =
                    questionnaire.items().stream()
                            .flatMap(Item::all)
                            .filter(i ->
                                    i.asks() && !i.rules().hidden() && enabled.contains(i.linkId()))
                            .map(Item::linkId)
                            .dropWhile(id -> !id.equals("identity"))
                            .filter(id -> !id.startsWith("identity"))
                            .toList();
            assertThat(asked.getFirst()).as("%s", questionnaire).isEqualTo("last.now");
            assertThat(questionnaire.in(Locale.ENGLISH, KNOWN).toString())
                    .contains("you told us of dizziness");
        }
    }

    @Test
    void aWeightThatRoseSinceLastTimeIsSeenAndOnlyWithinAWeek() throws IOException {
        var questionnaire = of("heart-failure");
        var answers = well(questionnaire);
        answers.remove("weight.before");
        answers.put("weight.last", JSON.readTree("59.4"));
        answers.put("days.last", JSON.readTree("7"));
        assertThat(questionnaire.redFlags(answers))
                .extracting(RedFlag::rule)
                .containsExactly("weight.change#1");
        answers.put("days.last", JSON.readTree("8"));
        assertThat(questionnaire.redFlags(answers)).isEmpty();
    }

    @Test
    void anAlarmInOneOfSeveralMedicinesGoesOffOnce() throws IOException {
        var questionnaire = of("hypertension");
        var answers = well(questionnaire);
        var row =
                "{\"medicine.name\": \"%s\", \"medicine.has\": true, \"medicine.taking\": \"%s\", \"medicine.cause\": \"SYSTEM\"}";
        answers.put("medicine", JSON.readTree("[" + row.formatted("氨氯地平", "AS_PLANNED") + "]"));
        assertThat(questionnaire.check(answers)).isEmpty();
        assertThat(questionnaire.redFlags(answers)).isEmpty();
        assertThat(String.valueOf(questionnaire.counting(answers).get("medicine")))
                .contains("AS_PLANNED")
                .doesNotContain("cause");
        answers.put(
                "medicine",
                JSON.readTree(
                        "["
                                + String.join(
                                        ",",
                                        row.formatted("氨氯地平", "STOPPED"),
                                        row.formatted("缬沙坦", "STOPPED"))
                                + "]"));
        assertThat(questionnaire.redFlags(answers))
                .extracting(RedFlag::rule)
                .containsExactly("medicine.taking#1");
    }

    private static Questionnaire of(String code) {
        return shipped().stream()
                .filter(q -> q.code().equals(code))
                .max(Comparator.comparingInt(Questionnaire::version))
                .orElseThrow();
    }

    static Map<String, JsonNode> well(Questionnaire questionnaire) throws IOException {
        try (var in = ShippedContentTests.class.getResourceAsStream("/well-answers.json")) {
            var all = JSON.readTree(Objects.requireNonNull(in));
            var answers = new LinkedHashMap<String, JsonNode>();
            all.path(questionnaire.code() + " v" + questionnaire.version())
                    .properties()
                    .forEach(p -> answers.put(p.getKey(), p.getValue()));
            assertThat(answers).as("%s", questionnaire).isNotEmpty();
            return new HashMap<>(answers);
        }
    }

    private static Stream<String> said(List<JsonNode> nodes) {
        return nodes.stream()
                .flatMap(n ->
                        n.isObject() || n.isArray()
                                ? Stream.concat(
                                        n.path("say").isString()
                                                ? Stream.of(n.path("say").stringValue())
                                                : Stream.of(),
                                        said(n.valueStream().toList()))
                                : Stream.of());
    }

    private static void texts(JsonNode node, List<JsonNode> into) {
        if (node.isObject() && node.has("zh")) {
            into.add(node);
            return;
        }
        node.valueStream().forEach(n -> texts(n, into));
    }
}
