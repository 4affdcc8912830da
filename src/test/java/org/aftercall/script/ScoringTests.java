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

    /** Length of stay, acuity, comorbidity, visits to emergency: bounds of the published index. */
    @ParameterizedTest
    @CsvSource({
        "0, false, 0, 0, 0", "1, false, 0, 0, 1", "3, false, 0, 0, 3", "4, false, 0, 0, 4",
        "6, false, 0, 0, 4", "7, false, 0, 0, 5", "13, false, 0, 0, 5", "14, false, 0, 0, 7",
        "14, true, 3, 4, 17", "14, true, 4, 4, 19", "30, true, 9, 9, 19", "2, true, 1, 1, 7"
    })
    void laceIsAHospitalsOwnFormula(int stay, boolean acute, int charlson, int visits, int lace) {
        var form =
                Questionnaire.parse(
                        form(
                                "if('l' < 1, 0, if('l' <= 3, 'l', if('l' <= 6, 4, if('l' <= 13, 5, 7))))"
                                        + " + 3 * 'a' + if('c' >= 4, 5, 'c') + min('e', 4)"));
        var answers =
                Map.<String, JsonNode>of(
                        "l", number(stay),
                        "a", JsonNodeFactory.instance.booleanNode(acute),
                        "c", number(charlson),
                        "e", number(visits));
        assertThat(form.scores(answers).getFirst().value()).isEqualTo(lace);
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
