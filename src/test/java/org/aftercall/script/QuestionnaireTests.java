package org.aftercall.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class QuestionnaireTests {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Questionnaire FORM =
            form(
                    """
                    {"linkId": "id", "type": "boolean", "text": T, "required": true, "gate": true},
                    {"linkId": "g", "type": "group", "text": T, "enableWhen":
                        [{"question": "id", "operator": "=", "answer": true}], "item": [
                      {"linkId": "feel", "type": "choice", "text": T, "required": true,
                       "answerOption": [{"code": "A", "display": T}, {"code": "B", "display": T}],
                       "redFlag": [{"when": {"operator": "=", "answer": "B"}, "text": T}]},
                      {"linkId": "pain", "type": "integer", "text": T, "min": 0, "max": 10,
                       "redFlag": [{"when": {"operator": ">=", "answer": 7}, "text": T,
                                    "level": "EMERGENCY"}]},
                      {"linkId": "where", "type": "text", "text": T, "required": true, "enableWhen":
                        [{"question": "pain", "operator": ">", "answer": 3}]},
                      {"linkId": "temp", "type": "decimal", "text": T, "min": 34, "max": 42},
                      {"linkId": "day", "type": "date", "text": T},
                      {"linkId": "why", "type": "choice", "repeats": true, "text": T,
                       "answerOption": [{"code": "X", "display": T}, {"code": "Y", "display": T}]},
                      {"linkId": "notX", "type": "open-choice", "text": T,
                       "answerOption": [{"code": "P", "display": T}], "enableBehavior": "any",
                       "enableWhen": [{"question": "why", "operator": "=", "answer": "X"},
                                      {"question": "why", "operator": "exists", "answer": false}]}
                    ]},
                    {"linkId": "bye", "type": "display", "text": T}
                    """);

    @Test
    void behindAClosedGateNothingIsAsked() {
        assertThat(FORM.enabled(Map.of())).containsExactly("id", "bye");
        assertThat(FORM.enabled(answers("{\"id\": false}"))).containsExactly("id", "bye");
        assertThat(FORM.enabled(answers("{\"id\": true}")))
                .containsExactly("id", "g", "feel", "pain", "temp", "day", "why", "notX", "bye");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"id\": true, \"pain\": 3} | where | false",
                "{\"id\": true, \"pain\": 4} | where | true",
                "{\"id\": true, \"pain\": 3.5} | where | true",
                "{\"pain\": 9} | where | false",
                "{\"id\": true, \"why\": [\"Y\"]} | notX | false",
                "{\"id\": true, \"why\": [\"Y\", \"X\"]} | notX | true",
                "{\"id\": true, \"why\": []} | notX | true",
                "{\"id\": true, \"why\": null} | notX | true"
            })
    void anAnswerOpensAndClosesQuestions(String answers, String linkId, boolean asked) {
        assertThat(FORM.enabled(answers(answers)).contains(linkId)).isEqualTo(asked);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "id | \"true\" | answer.boolean",
                "id | 1 | answer.boolean",
                "feel | \"C\" | answer.option",
                "feel | [\"A\"] | answer.option",
                "feel | true | answer.option",
                "pain | \"3\" | answer.integer",
                "pain | 3.5 | answer.integer",
                "pain | 11 | answer.tooLarge",
                "pain | -1 | answer.tooSmall",
                "pain | 1e400 | answer.integer",
                "temp | 33.9 | answer.tooSmall",
                "temp | 42.1 | answer.tooLarge",
                "temp | 1e-999 | answer.tooSmall",
                "day | \"2026-02-30\" | answer.date",
                "day | \"20.11.2026\" | answer.date",
                "day | 20261120 | answer.date",
                "why | \"X\" | answer.list",
                "why | [\"X\", \"X\"] | answer.twice",
                "why | [\"X\", \"Z\"] | answer.option",
                "where | {\"a\": 1} | answer.text",
                "notX | 5 | answer.text",
                "bye | \"bye\" | answer.notAQuestion",
                "g | \"?\" | answer.notAQuestion",
                "nobody | 1 | answer.unknownQuestion"
            })
    void aWrongAnswerIsNamed(String linkId, String answer, String code) {
        var given = new HashMap<String, JsonNode>();
        given.put(linkId, big(answer));
        assertThat(FORM.checkGiven(given))
                .singleElement()
                .satisfies(p -> {
                    assertThat(p.linkId()).isEqualTo(linkId);
                    assertThat(p.code()).isEqualTo(code);
                    assertThat(p.mend().pointer()).isEqualTo("/answers/" + linkId);
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "id | true",
                "feel | \"A\"",
                "pain | 0",
                "pain | 10.0",
                "temp | 38.5",
                "day | \"2028-02-29\"",
                "why | [\"X\", \"Y\"]",
                "where | \"左腿\"",
                "notX | \"something else\"",
                "pain | null",
                "where | \"  \"",
                "why | []"
            })
    void aRightAnswerOrNoneIsNoProblem(String linkId, String answer) {
        var given = new HashMap<String, JsonNode>();
        given.put(linkId, big(answer));
        assertThat(FORM.checkGiven(given)).isEmpty();
    }

    @Test
    void aTextThatIsABookIsRefused() {
        var given = Map.<String, JsonNode>of("where", JSON.valueToTree("x".repeat(4001)));
        assertThat(FORM.checkGiven(given))
                .extracting(Problem::code)
                .containsExactly("answer.tooLong");
    }

    @Test
    void onlyWhatIsAskedCanBeMissing() {
        assertThat(FORM.check(Map.of()))
                .extracting(Problem::linkId, Problem::code)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("id", "answer.required"));
        assertThat(FORM.check(answers("{\"id\": true, \"pain\": 5}")))
                .extracting(Problem::linkId)
                .containsExactly("feel", "where");
        assertThat(FORM.check(answers("{\"id\": true, \"pain\": 2, \"feel\": \"A\"}"))).isEmpty();
    }

    @Test
    void answersToQuestionsNoLongerAskedDoNotCount() {
        var given = answers("{\"id\": true, \"pain\": 1, \"where\": \"knee\", \"feel\": null}");
        assertThat(FORM.counting(given)).containsOnlyKeys("id", "pain");
        assertThat(FORM.check(given)).extracting(Problem::linkId).containsExactly("feel");
    }

    static Stream<Arguments> interviews() {
        return Stream.of(
                Arguments.of("{}", "NOT_STARTED", null),
                Arguments.of("{\"id\": false, \"feel\": \"A\"}", "NOT_STARTED", null),
                Arguments.of("{\"feel\": \"A\"}", "NOT_STARTED", null),
                Arguments.of("{\"id\": true}", "PARTIAL", "feel"),
                Arguments.of("{\"id\": true, \"feel\": \"A\", \"pain\": 8}", "PARTIAL", "where"),
                Arguments.of("{\"id\": true, \"feel\": \"A\"}", "COMPLETE", null));
    }

    @ParameterizedTest
    @MethodSource("interviews")
    void howFarTheInterviewCameIsTold(String answers, String state, String at) {
        assertThat(FORM.completion(answers(answers)))
                .isEqualTo(new Completion(Completion.State.valueOf(state), at));
    }

    @Test
    void aBadAnswerRaisesItsFlagAndOnlyWhileItCounts() {
        var flags = FORM.redFlags(answers("{\"id\": true, \"feel\": \"B\", \"pain\": 7}"));
        assertThat(flags).extracting(RedFlag::linkId).containsExactly("feel", "pain");
        assertThat(flags)
                .extracting(RedFlag::level)
                .containsExactly(RedFlag.Level.URGENT, RedFlag.Level.EMERGENCY);
        assertThat(flags.getFirst().text(Locale.ENGLISH)).isEqualTo("words");
        assertThat(flags.getFirst().text(Locale.CHINA)).isEqualTo("话");
        assertThat(FORM.redFlags(answers("{\"id\": false, \"feel\": \"B\", \"pain\": 7}")))
                .isEmpty();
        assertThat(FORM.redFlags(answers("{\"id\": true, \"pain\": 6}"))).isEmpty();
    }

    @Test
    void theScreenGetsOneLanguageAndChineseWhenInDoubt() {
        var english = FORM.in(Locale.UK).getFirst();
        assertThat(english.path("text").stringValue()).isEqualTo("words");
        assertThat(FORM.in(Locale.FRENCH).getFirst().path("text").stringValue()).isEqualTo("话");
        var feel = FORM.in(Locale.ENGLISH).get(1).path("item").get(0);
        assertThat(feel.path("answerOption").get(0).path("display").stringValue())
                .isEqualTo("words");
        assertThat(feel.path("redFlag").get(0).path("text").stringValue()).isEqualTo("words");
        assertThat(feel.path("redFlag").get(0).path("when").path("answer").stringValue())
                .isEqualTo("B");
    }

    @Test
    void whateverIsAnsweredNothingBreaks() {
        var chance = new Random(7);
        var values =
                Stream.of(
                                "true",
                                "false",
                                "null",
                                "0",
                                "7",
                                "-3",
                                "38.5",
                                "1e30",
                                "\"\"",
                                "\"A\"",
                                "\"X\"",
                                "[\"X\"]",
                                "[]",
                                "{}",
                                "[[1]]",
                                "\"2026-11-20\"",
                                "[null]",
                                "99999999999999999999999999999999999999999")
                        .map(QuestionnaireTests::big)
                        .toList();
        var ids = Stream.concat(FORM.questions().stream(), Stream.of("bye", "g", "?")).toList();
        for (int i = 0; i < 20_000; i++) {
            var answers = new LinkedHashMap<String, JsonNode>();
            for (var id : ids) {
                if (chance.nextBoolean()) {
                    answers.put(id, values.get(chance.nextInt(values.size())));
                }
            }
            var enabled = FORM.enabled(answers);
            assertThat(enabled).containsAll(FORM.counting(answers).keySet());
            var complete = FORM.completion(answers).state() == Completion.State.COMPLETE;
            if (complete) {
                assertThat(FORM.check(answers)).noneMatch(p -> p.code().equals("answer.required"));
            }
            assertThat(FORM.enabled(FORM.counting(answers))).isEqualTo(enabled);
            FORM.redFlags(answers);
        }
    }

    private static Map<String, JsonNode> answers(String json) {
        var map = new LinkedHashMap<String, JsonNode>();
        JSON.readTree(json).properties().forEach(p -> map.put(p.getKey(), p.getValue()));
        return map;
    }

    private static JsonNode big(String json) {
        return JSON.readTree(json);
    }

    static Questionnaire form(String items) {
        return Questionnaire.parse(document(items));
    }

    static String document(String items) {
        return """
        {"resourceType": "Questionnaire", "name": "test", "version": 1, "status": "active",
         "title": T, "item": [%s]}
        """
                .formatted(items)
                .replace(" T", " {\"zh\": \"话\", \"en\": \"words\"}");
    }

    static List<String> faults(String items) {
        try {
            form(items);
            return List.of();
        } catch (BadQuestionnaire e) {
            return e.faults().stream().map(BadQuestionnaire.Fault::toString).toList();
        }
    }
}
