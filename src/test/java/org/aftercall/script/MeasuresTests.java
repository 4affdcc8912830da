package org.aftercall.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** By what many talks can be compared. */
class MeasuresTests {
    private static final String TEXT = "\"text\": {\"zh\": \"问\", \"en\": \"Ask\"}";
    private static final String FLAG =
            "\"redFlag\": [{\"when\": {\"operator\": \"=\", \"answer\": %s}, \"level\": \"ROUTINE\", \"callBack\": \"complaint\", "
                    + TEXT
                    + "}]";
    private static final Measures ALL =
            new Measures(
                    Questionnaire.parse(
                            """
                            {"resourceType": "Questionnaire", "name": "measures", "version": 1, "status": "active", "title": {"zh": "量", "en": "Measures"}, "item": [
                              {"linkId": "n", "type": "integer", T},
                              {"linkId": "q", "type": "quantity", "unitOption": [{"code": "mmol/L"}, {"code": "mg/dL", "factor": 0.1}], T},
                              {"linkId": "s", "type": "choice", "answerOption": [O1, O2], T},
                              {"linkId": "half", "type": "choice", "answerOption": [O1, {"code": "z", "display": {"zh": "无", "en": "None"}}], T},
                              {"linkId": "many", "type": "choice", "repeats": true, "answerOption": [O1, O2], T},
                              {"linkId": "list", "type": "decimal", "repeats": true, T},
                              {"linkId": "b", "type": "boolean", T},
                              {"linkId": "content", "type": "boolean", F1, T},
                              {"linkId": "c", "type": "choice", "answerOption": [O1, O2], F2, T},
                              {"linkId": "rows", "type": "group", "repeats": true, T, "item": [{"linkId": "dose", "type": "decimal", T}]},
                              {"linkId": "later", "type": "integer", "enableWhen": [{"question": "b", "operator": "=", "answer": true}], T}
                            ], "score": [{"id": "sum", "formula": "'n' + 's'", T}]}
                            """
                                    .replace(
                                            "O1",
                                            "{\"code\": \"x\", \"score\": 2, \"display\": {\"zh\": \"一\", \"en\": \"One\"}}")
                                    .replace(
                                            "O2",
                                            "{\"code\": \"y\", \"score\": 4.5, \"display\": {\"zh\": \"二\", \"en\": \"Two\"}}")
                                    .replace("F1", FLAG.formatted("false"))
                                    .replace("F2", FLAG.formatted("\"y\""))
                                    .replace(", T", ", " + TEXT)));

    @ParameterizedTest
    @CsvSource({
        "n, true, false", "q, true, false", "s, true, false", "half, false, false",
        "many, false, false", "list, false, false", "b, false, true", "content, false, true",
        "c, true, true", "dose, false, false", "sum, true, false", "nothing, false, false"
    })
    void whatIsANumberAndWhatTellsAComplaint(String id, boolean number, boolean complaint) {
        assertThat(ALL.isNumber(id)).isEqualTo(number);
        assertThat(ALL.isFinding(id, "complaint")).isEqualTo(complaint);
    }

    @Test
    void aChoiceCountsWhatItsOptionScoresAndAQuantityInItsFirstUnit() {
        var said =
                said(
                        "{\"n\": 3, \"q\": {\"value\": 180, \"unit\": \"mg/dL\"}, \"s\": \"y\", \"later\": 7}");
        assertThat(ALL.number("n", said)).contains(3.0);
        assertThat(ALL.number("q", said)).contains(18.0);
        assertThat(ALL.number("s", said)).contains(4.5);
        assertThat(ALL.number("sum", said)).contains(7.5);
        assertThat(ALL.number("half", said)).isEmpty();
        // Not asked, so it does not count.
        assertThat(ALL.number("later", said)).isEmpty();
        assertThat(ALL.number("s", said("{\"s\": \"gone\"}"))).isEmpty();
    }

    @Test
    void aComplaintIsAYesUnlessItsOwnAlarmSaysOtherwise() {
        var said = said("{\"b\": true, \"content\": true, \"c\": \"y\"}");
        assertThat(ALL.found("b", "complaint", said)).contains(true);
        assertThat(ALL.found("content", "complaint", said)).contains(false);
        assertThat(ALL.found("c", "complaint", said)).contains(true);
        assertThat(ALL.found("content", "complaint", said("{\"content\": false}"))).contains(true);
        assertThat(ALL.found("c", "complaint", said("{}"))).isEmpty();
    }

    static Stream<Questionnaire> shippedCallsThatAskForSatisfaction() {
        return Questionnaires.shipped().stream()
                .map(Questionnaire::parse)
                .filter(q -> q.version() > 1)
                .filter(q -> !q.question("satisfaction", Locale.ENGLISH).equals("satisfaction"));
    }

    @ParameterizedTest
    @MethodSource("shippedCallsThatAskForSatisfaction")
    void satisfactionOfAShippedCallIsANumber(Questionnaire call) {
        assertThat(new Measures(call).isNumber("satisfaction")).isTrue();
    }

    private static Map<String, JsonNode> said(String json) {
        var said = new LinkedHashMap<String, JsonNode>();
        JsonMapper.shared()
                .readTree(json)
                .properties()
                .forEach(e -> said.put(e.getKey(), e.getValue()));
        return said;
    }
}
