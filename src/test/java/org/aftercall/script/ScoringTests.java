package org.aftercall.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** What answers come to, by the shipped instruments and by ones of a hospital's own. */
class ScoringTests {
    private static final Questionnaire MOOD =
            Questionnaires.shipped().stream()
                    .map(Questionnaire::parse)
                    .filter(q -> q.code().equals("mood"))
                    .findFirst()
                    .orElseThrow();
    private static final String[] HOW = {"NOT_AT_ALL", "DAYS", "HALF", "DAILY"};

    /** Boundaries of PHQ-9 as published: 5, 10, 15, 20. */
    @ParameterizedTest
    @CsvSource({
        "330000000, 6, Mild",
        "300000000, 3, None or minimal",
        "310000000, 4, None or minimal",
        "320000000, 5, Mild",
        "333000000, 9, Mild",
        "333100000, 10, Moderate",
        "333320000, 14, Moderate",
        "333330000, 15, Moderately severe",
        "333333100, 19, Moderately severe",
        "333333200, 20, Severe",
        "333333333, 27, Severe"
    })
    void phqNineHasItsBands(String points, double total, String band) {
        var score = score(answers(points), "phq9");
        assertThat(score.value()).isEqualTo(total);
        assertThat(score.band(Locale.ENGLISH)).isEqualTo(band);
    }

    @ParameterizedTest
    @CsvSource({"00, false", "11, false", "20, false", "12, true", "30, true", "33, true"})
    void theOtherSevenQuestionsAreAskedFromThreePointsOn(String points, boolean more) {
        assertThat(MOOD.enabled(answers(points)).contains("phq.3")).isEqualTo(more);
    }

    @Test
    void whatIsNotAnsweredMakesItUnknownAndIsNamed() {
        var some = answers("33333333");
        assertThat(score(some, "phq9").value()).isNull();
        assertThat(score(some, "phq9").missing()).containsExactly("phq.9");
        assertThat(score(answers("10"), "phq9").value()).isNull();
        // It is not asked, so nothing is missing.
        assertThat(score(answers("10"), "phq9").missing()).isEmpty();
    }

    @Test
    void theNinthQuestionAlarmsWhateverTheTotalIs() {
        assertThat(MOOD.redFlags(answers("300000001")))
                .extracting(RedFlag::rule, RedFlag::level)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("phq.9#1", RedFlag.Level.EMERGENCY));
        assertThat(MOOD.enabled(answers("300000001"))).contains("crisis.alone");
        assertThat(MOOD.enabled(answers("333333330"))).doesNotContain("crisis.alone");
    }

    @Test
    void anEmergencyIsLeftUntilAllThatItOpenedIsAnswered() {
        assertThat(MOOD.leftInEmergency(answers("333333330"))).isFalse();
        var answers = new HashMap<>(answers("300000001"));
        assertThat(MOOD.leftInEmergency(answers)).isTrue();
        answers.put("crisis.alone", JsonNodeFactory.instance.booleanNode(false));
        answers.put("crisis.plan", JsonNodeFactory.instance.booleanNode(false));
        answers.put("crisis.done", JsonNodeFactory.instance.stringNode("NONE"));
        assertThat(MOOD.leftInEmergency(answers)).isTrue();
        answers.put("crisis.why", JsonNodeFactory.instance.stringNode("hung up"));
        assertThat(MOOD.leftInEmergency(answers)).isFalse();
        // what else is open is no part of the emergency
        answers.remove("phq.5");
        assertThat(MOOD.leftInEmergency(answers)).isFalse();
    }

    @Test
    void aScoreAlarmsAndSaysItsName() {
        var flags = MOOD.redFlags(answers("333330000"));
        assertThat(flags).extracting(RedFlag::rule).containsExactly("phq9#1");
        assertThat(flags.getFirst().answer().doubleValue()).isEqualTo(15);
        assertThat(MOOD.redFlags(answers("333320000"))).isEmpty();
        assertThat(MOOD.question("phq9", Locale.ENGLISH)).isEqualTo("PHQ-9");
        assertThat(MOOD.rules()).extracting(Questionnaire.Rule::id).contains("phq9#1");
    }

    /**
     * Every bound of the published index, by the form that is shipped.
     *
     * @see <a href="https://doi.org/10.1503/cmaj.091117">van Walraven et al., CMAJ 2010;182:551</a>
     */
    @ParameterizedTest
    @CsvSource({
        "0, false, NONE, 0, 0, Low",
        "1, false, NONE, 0, 1, Low",
        "2, false, NONE, 0, 2, Low",
        "3, false, NONE, 0, 3, Low",
        "4, false, NONE, 0, 4, Low",
        "6, false, NONE, 0, 4, Low",
        "7, false, NONE, 0, 5, Moderate",
        "13, false, NONE, 0, 5, Moderate",
        "14, false, NONE, 0, 7, Moderate",
        "365, false, NONE, 0, 7, Moderate",
        "0, true, NONE, 0, 3, Low",
        "0, false, INFARCTION, 0, 1, Low",
        "0, false, CEREBRAL, 0, 1, Low",
        "0, false, PERIPHERAL, 0, 1, Low",
        "0, false, DIABETES, 0, 1, Low",
        "0, false, HEART_FAILURE, 0, 2, Low",
        "0, false, DIABETES_ORGANS, 0, 2, Low",
        "0, false, LUNG, 0, 2, Low",
        "0, false, LIVER_KIDNEY_MILD, 0, 2, Low",
        "0, false, TUMOUR, 0, 2, Low",
        "0, false, DEMENTIA, 0, 3, Low",
        "0, false, CONNECTIVE, 0, 3, Low",
        "0, false, AIDS, 0, 5, Moderate",
        "0, false, LIVER_KIDNEY, 0, 5, Moderate",
        "0, false, METASTASES, 0, 5, Moderate",
        "0, false, INFARCTION+LUNG, 0, 3, Low",
        "0, false, LUNG+TUMOUR, 0, 5, Moderate",
        "0, false, METASTASES+AIDS+DEMENTIA, 0, 5, Moderate",
        "0, false, NONE, 1, 1, Low",
        "0, false, NONE, 3, 3, Low",
        "0, false, NONE, 4, 4, Low",
        "0, false, NONE, 9, 4, Low",
        "4, false, NONE, 1, 5, Moderate",
        "2, true, INFARCTION, 3, 9, Moderate",
        "2, true, INFARCTION, 4, 10, High",
        "14, true, METASTASES, 4, 19, High"
    })
    void laceHasItsBounds(
            int stay, boolean acute, String comorbid, int visits, int total, String band) {
        var lace =
                Questionnaires.shipped().stream()
                        .map(Questionnaire::parse)
                        .filter(q -> q.code().equals("lace"))
                        .findFirst()
                        .orElseThrow();
        var others = JsonNodeFactory.instance.arrayNode();
        for (var one : comorbid.split("[+]")) {
            others.add(one);
        }
        var answers =
                new HashMap<>(
                        Map.<String, JsonNode>of(
                                "who", text("PATIENT"),
                                "identity", JsonNodeFactory.instance.booleanNode(true),
                                "lace.stay", number(stay),
                                "lace.acute", JsonNodeFactory.instance.booleanNode(acute),
                                "lace.comorbid", others,
                                "lace.visits", number(visits)));
        var score = lace.scores(answers).getLast();
        assertThat(score.value()).isEqualTo(total);
        assertThat(score.band(Locale.ENGLISH)).isEqualTo(band);
        assertThat(lace.redFlags(answers)).hasSize(total >= 10 ? 1 : 0);
        // Where a date is not known the days are asked for, and count the same.
        answers.remove("lace.stay");
        assertThat(lace.enabled(answers)).contains("lace.days");
        assertThat(lace.scores(answers).getLast().value()).isNull();
        answers.put("lace.days", number(stay));
        assertThat(lace.scores(answers).getLast().value()).isEqualTo(total);
        answers.remove("lace.visits");
        assertThat(lace.scores(answers).getLast().value()).isNull();
        assertThat(lace.scores(answers).getLast().missing()).contains("lace.visits");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'l' + 'nobody' | asks for 'nobody'",
                "'words' * 2 | worth no number",
                "'free' | worth no number",
                "1 + | ends too soon",
                "eval('l') | none of"
            })
    void aFormulaThatCannotBeReckonedIsRefusedByName(String formula, String why) {
        assertThatThrownBy(() -> Questionnaire.parse(form(formula)))
                .isInstanceOfSatisfying(
                        BadQuestionnaire.class,
                        bad ->
                                assertThat(bad.faults())
                                        .anySatisfy(f -> {
                                            assertThat(f.item()).isEqualTo("s");
                                            assertThat(f.text()).contains(why);
                                        }));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "1 + | 公式第 4 个字符处：公式不完整",
                "eval('l') | 公式第 1 个字符处：“eval”不是 count, if, max, mean, min, or, sum 之一；linkId 要写在两个 ' 之间",
                "1 ) | 公式第 3 个字符处：不应出现“)”",
                "or('l') | 公式第 1 个字符处：or 需要 2 个部分",
                "sum('l' | 公式第 8 个字符处：缺少“)”",
                "'l | 公式第 1 个字符处：linkId 缺少后一个 '",
                "1.x | 公式第 1 个字符处：“1.x”不是数字"
            })
    void whatIsWrongWithAFormulaIsSaidInTheReadersLanguage(String formula, String words) {
        assertThatThrownBy(() -> Questionnaire.parse(form(formula)))
                .isInstanceOfSatisfying(
                        BadQuestionnaire.class,
                        bad ->
                                assertThat(bad.faults())
                                        .anySatisfy(f ->
                                                assertThat(f.text(Locale.CHINA)).isEqualTo(words)));
    }

    @Test
    void aFileThatIsNoJsonIsRefusedWithItsPlaceInTheReadersLanguage() {
        assertThatThrownBy(() -> Questionnaire.parse("{\"item\": [\n  oops"))
                .isInstanceOfSatisfying(
                        BadQuestionnaire.class,
                        bad ->
                                assertThat(bad.faults())
                                        .singleElement()
                                        .satisfies(f -> {
                                            assertThat(f.text(Locale.CHINA))
                                                    .startsWith("不是有效的 JSON：第 2 行第 ")
                                                    .doesNotContainPattern("[a-z]{4}");
                                            assertThat(f.text())
                                                    .startsWith("is not JSON, at line 2");
                                        }));
    }

    @Test
    void whatIsAskedBecauseOfAScoreCannotBePartOfIt() {
        var circle =
                form("'l' + 'e'")
                        .replace(
                                "\"linkId\": \"e\"",
                                "\"linkId\": \"e\", \"enableWhen\": [{\"question\": \"s\", \"operator\": \">\", \"answer\": 1}]");
        assertThatThrownBy(() -> Questionnaire.parse(circle))
                .hasMessageContaining("runs in a circle through 's'");
    }

    @Test
    void anIdOfAScoreIsNoQuestions() {
        assertThatThrownBy(() ->
                        Questionnaire.parse(form("1").replace("\"id\": \"s\"", "\"id\": \"l\"")))
                .hasMessageContaining("used twice");
    }

    private static String form(String formula) {
        return """
        {"resourceType": "Questionnaire", "name": "own", "version": 1, "status": "active", "title": @T,
         "item": [{"linkId": "l", "type": "integer", "text": @T}, {"linkId": "a", "type": "boolean", "text": @T},
                  {"linkId": "c", "type": "integer", "text": @T}, {"linkId": "e", "type": "integer", "text": @T},
                  {"linkId": "words", "type": "text", "text": @T},
                  {"linkId": "free", "type": "choice", "text": @T, "answerOption": [{"code": "X", "display": @T}]}],
         "score": [{"id": "s", "text": @T, "formula": "F"}]}
        """
                .replace("@T", "{\"zh\": \"字\", \"en\": \"word\"}")
                .replace("\"F\"", JsonMapper.shared().writeValueAsString(formula));
    }

    private static Score score(Map<String, JsonNode> answers, String id) {
        return MOOD.scores(answers).stream()
                .filter(s -> s.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /**
     * @param points of the nine questions, in their order
     */
    private static Map<String, JsonNode> answers(String points) {
        var answers = new HashMap<String, JsonNode>();
        answers.put("who", text("PATIENT"));
        answers.put("identity", JsonNodeFactory.instance.booleanNode(true));
        for (int i = 0; i < points.length(); i++) {
            answers.put("phq." + (i + 1), text(HOW[points.charAt(i) - '0']));
        }
        return answers;
    }

    private static JsonNode text(String text) {
        return JsonNodeFactory.instance.stringNode(text);
    }

    private static JsonNode number(int number) {
        return JsonNodeFactory.instance.numberNode(number);
    }

    @Test
    void noScoresIsNone() {
        assertThat(Questionnaires.shipped())
                .filteredOn(json -> !json.contains("\"score\":"))
                .isNotEmpty()
                .allSatisfy(json ->
                        assertThat(Questionnaire.parse(json).scores(Map.of()))
                                .isEqualTo(List.of()));
    }
}
