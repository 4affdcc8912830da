package org.aftercall.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.aftercall.script.BadQuestionnaire.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** To FHIR R4 and back. */
class FhirTests {
    /** One of each kind, with every property that an item can have. */
    static final String EVERYTHING =
            QuestionnaireTests.document(
                            """
                            {"linkId": "id", "type": "boolean", "text": T, "required": true, "gate": true, "repeats": false},
                            {"linkId": "g", "type": "group", "text": T, "enableWhen":
                                [{"question": "id", "operator": "=", "answer": true}], "item": [
                              {"linkId": "h", "type": "boolean", "text": T, "hidden": true, "initialFrom": "history.diabetes"},
                              {"linkId": "limit", "type": "decimal", "text": T, "hidden": true, "initialFrom": "limit.pulse", "initial": 7.5},
                              {"linkId": "c", "type": "choice", "text": T, "say": T, "repeats": true, "initial": ["A", "B"],
                               "answerOption": [{"code": "A", "display": T, "score": 1}, {"code": "B", "display": T, "score": 2.5}],
                               "variant": [{"for": "WARM", "say": T}, {"for": "DIALECT", "display": T, "say": T}],
                               "avoid": [{"text": T, "say": T}]},
                              {"linkId": "o", "type": "open-choice", "text": T, "initial": "A", "answerOption": [{"code": "A", "display": T}],
                               "enableBehavior": "any", "enableWhen": [{"question": "c", "operator": "=", "answer": "A"},
                                                                       {"question": "c", "operator": "exists", "answer": false}]},
                              {"linkId": "i", "type": "integer", "text": T, "unit": {"zh": "次", "en": "times"}, "min": 0, "max": 300,
                               "redFlag": [{"when": {"operator": ">=", "answer": 120, "own": "limit"}, "level": "EMERGENCY", "callBack": "complaint", "text": T}]},
                              {"linkId": "d", "type": "decimal", "text": T, "unit": "℃", "min": 34, "max": 42.5, "enableWhen":
                                [{"question": "i", "operator": ">", "answer": 3}, {"question": "c", "operator": "!=", "answer": "B"}]},
                              {"linkId": "q", "type": "quantity", "text": T, "min": 0.5, "max": 60,
                               "unitOption": [{"code": "mmol/L"}, {"code": "mg/dL", "factor": 0.0555}],
                               "initial": {"value": 90, "unit": "mg/dL"}},
                              {"linkId": "day", "type": "date", "text": T, "enableWhen":
                                [{"question": "q", "operator": ">=", "answer": {"value": 300, "unit": "mg/dL"}}]},
                              {"linkId": "s", "type": "string", "text": T, "enableWhen": [{"question": "day", "operator": "<", "answer": "2026-12-01"}]},
                              {"linkId": "t", "type": "text", "text": T, "repeats": true, "enableWhen": [{"question": "q", "operator": "<", "answer": 3.9}]},
                              {"linkId": "rows", "type": "group", "text": T, "repeats": true, "item": [
                                {"linkId": "name", "type": "string", "text": T, "required": true},
                                {"linkId": "why", "type": "text", "text": T, "enableWhen": [{"question": "name", "operator": "=", "answer": "x"}]}]},
                              {"linkId": "more", "type": "display", "text": T, "say": T, "enableBehavior": "any", "enableWhen":
                                [{"question": "sum", "operator": ">=", "answer": 3}, {"question": "h", "operator": "=", "answer": true}]}
                            ]}
                            """)
                    .replaceFirst(
                            "\\]}\\s*$",
                            """
                            ], "score": [{"id": "sum", "text": T, "formula": "'i' * 2", "band": [{"from": 0, "text": T}],
                                         "redFlag": [{"when": {"operator": ">=", "answer": 9}, "text": T}]}],
                             "situation": [{"code": "worry", "text": T, "line": [{"say": T}], "avoid": [{"text": T, "say": T}]}]}
                            """
                                    .replace(" T", " {\"zh\": \"话\", \"en\": \"words\"}"));

    static List<String> documents() {
        var all = new java.util.ArrayList<>(Questionnaires.shipped());
        all.add(EVERYTHING);
        return all;
    }

    @ParameterizedTest
    @MethodSource("documents")
    void whatGoesOutComesBackWhole(String json) {
        var document = Questionnaire.parse(json).document();
        var fhir = FhirWriting.of(document).toString();
        var back = Questionnaire.parse(Questionnaire.fromFhir(fhir));
        assertThat(back.document()).isEqualTo(document);
        assertThat(FhirWriting.of(back.document()).toString()).isEqualTo(fhir);
    }

    @Test
    void whatGoesOutIsFhirToOthers() {
        var fhir = FhirWriting.of(Questionnaire.parse(EVERYTHING).document());
        var group = fhir.path("item").get(1);
        assertThat(fhir.path("title").stringValue()).isEqualTo("话");
        assertThat(fhir.at("/_title/extension/0/extension/1/valueString").stringValue())
                .isEqualTo("words");
        assertThat(fhir.path("version").stringValue()).isEqualTo("1");
        assertThat(group.at("/enableWhen/0/answerBoolean").booleanValue()).isTrue();
        assertThat(item(group, "c").at("/answerOption/1/valueCoding/code").stringValue())
                .isEqualTo("B");
        assertThat(
                        item(group, "c")
                                .at("/answerOption/1/valueCoding/extension/0/valueDecimal")
                                .doubleValue())
                .isEqualTo(2.5);
        assertThat(item(group, "c").at("/initial/1/valueCoding/code").stringValue()).isEqualTo("B");
        assertThat(item(group, "d").path("enableBehavior").stringValue()).isEqualTo("all");
        assertThat(item(group, "d").at("/enableWhen/0/answerInteger").intValue()).isEqualTo(3);
        assertThat(item(group, "d").at("/enableWhen/1/answerCoding/code").stringValue())
                .isEqualTo("B");
        assertThat(item(group, "day").at("/enableWhen/0/answerQuantity/unit").stringValue())
                .isEqualTo("mg/dL");
        assertThat(item(group, "s").at("/enableWhen/0/answerDate").stringValue())
                .isEqualTo("2026-12-01");
        assertThat(item(group, "q").at("/initial/0/valueQuantity/value").intValue()).isEqualTo(90);
        // A condition on a score is none that FHIR knows: nobody may overlook it.
        assertThat(item(group, "more").has("enableWhen")).isFalse();
        assertThat(item(group, "more").path("modifierExtension")).hasSize(1);
        assertThat(fhir.toString())
                .doesNotContain("[]")
                .doesNotContain("{}")
                .doesNotContain(":null");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"prefix\": \"1\"} | c | 'prefix' is not supported",
                "{\"readOnly\": true} | c | 'readOnly' is not supported",
                "{\"maxLength\": 5} | c | 'maxLength' is not supported",
                "{\"code\": []} | c | 'code' is not supported",
                "{\"definition\": \"urn:x\"} | c | 'definition' is not supported",
                "{\"answerValueSet\": \"urn:x\"} | c | 'answerValueSet' is not supported",
                "{\"type\": \"reference\"} | c | type \"reference\" is not supported",
                "{\"answerOption\": [{\"valueString\": \"A\"}]} | c | 'valueString' is not supported",
                "{\"answerOption\": [{\"valueCoding\": {\"code\": \"A\", \"system\": \"urn:x\"}}]} | c | 'system' is not supported",
                "{\"extension\": [{\"url\": \"urn:x\", \"valueBoolean\": true}]} | c | the extension 'urn:x' cannot be kept",
                "{\"modifierExtension\": [{\"url\": \"urn:x\"}]} | c | the extension 'urn:x' cannot be kept",
                "{\"enableWhen\": [{\"question\": \"id\", \"operator\": \"=\", \"answerReference\": {}}]} | c | 'answer' needs one value",
                "{\"enableWhen\": [{\"question\": \"id\", \"operator\": \"=\", \"answerBoolean\": true, \"answerString\": \"x\"}]} | c | 'answerString' is not supported",
                "{\"enableWhen\": [{\"question\": \"id\", \"operator\": \"=\", \"answerBoolean\": true, \"id\": \"x\"}]} | c | 'id' is not supported",
                "{\"enableWhen\": [{\"question\": \"o\", \"operator\": \"=\", \"answerCoding\": {\"code\": \"A\", \"system\": \"urn:x\"}}]} | c | 'system' is not supported",
                "{\"initial\": [{\"valueCoding\": {\"code\": \"A\", \"display\": \"x\"}}, {\"valueCoding\": {\"code\": \"B\"}}]} | c | 'display' is not supported",
                "{\"initial\": [{\"valueQuantity\": {\"value\": 1, \"unit\": \"g\", \"comparator\": \"<\"}}]} | c | 'comparator' is not supported",
                "{\"initial\": [{\"valueQuantity\": {\"value\": 1, \"unit\": \"gram\", \"code\": \"g\"}}]} | c | 'code' is not supported",
                "{\"extension\": [{\"url\": \"http://hl7.org/fhir/StructureDefinition/questionnaire-unit\", \"valueCoding\": {\"code\": \"g\", \"display\": \"gram\"}}]} | c | 'code' is not supported",
                "{\"extension\": [{\"url\": \"http://hl7.org/fhir/StructureDefinition/questionnaire-unitOption\", \"valueCoding\": {\"code\": \"g\", \"system\": \"urn:x\"}}]} | c | 'system' is not supported",
                "{\"extension\": [{\"url\": \"http://hl7.org/fhir/StructureDefinition/questionnaire-hidden\", \"valueBoolean\": true, \"id\": \"x\"}]} | c | 'id' is not supported",
                "{\"_text\": {\"id\": \"x\"}} | c | 'id' is not supported",
                "{\"modifierExtension\": [{\"url\": \"urn:aftercall:questionnaire:enableWhen\", \"valueString\": \"{\\\"linkId\\\": 1}\"}]} | c | 'linkId' is not supported",
                "{\"modifierExtension\": [{\"url\": \"urn:aftercall:questionnaire:enableWhen\", \"valueString\": \"[]\"}]} | c | needs JSON as valueString",
                "{\"modifierExtension\": [{\"url\": \"urn:aftercall:questionnaire:enableWhen\", \"valueString\": \"{}\"}], \"enableWhen\": []} | c | 'enableWhen' stands there twice",
                "{\"extension\": [{\"url\": \"urn:aftercall:questionnaire:gate\", \"valueString\": \"true\"}, {\"url\": \"urn:aftercall:questionnaire:gate\", \"valueString\": \"false\"}]} | c | stands there twice",
                "{\"initial\": [{\"valueUri\": \"urn:x\"}]} | c | 'value' needs one value",
                "{\"_text\": {}} | c | 'text' has no words in 'en'",
                "{\"extension\": [{\"url\": \"urn:aftercall:questionnaire:redFlag\", \"valueString\": \"{\"}]} | c | needs JSON as valueString"
            })
    void whatCannotBeKeptIsRefusedByItsItem(String change, String item, String fault) {
        var fhir = FhirWriting.of(Questionnaire.parse(EVERYTHING).document());
        var question = (ObjectNode) item(fhir.path("item").get(1), "c");
        question.setAll((ObjectNode) Reading.object(change));
        assertThat(faults(fhir.toString()))
                .anySatisfy(f -> {
                    assertThat(f.item()).isEqualTo(item);
                    assertThat(f.text()).contains(fault);
                    assertThat(f.text(Locale.CHINA)).isNotEqualTo(f.text()).isNotBlank();
                });
    }

    @Test
    void whatSurroundsAQuestionnaireIsRefusedByName() {
        var fhir = FhirWriting.of(Questionnaire.parse(EVERYTHING).document());
        fhir.put("publisher", "x");
        ((ArrayNode) Objects.requireNonNull(fhir.path("extension")))
                .addObject()
                .put("url", "urn:x");
        assertThat(faults(fhir.toString()))
                .extracting(Fault::toString)
                .contains(
                        "questionnaire: 'publisher' is not supported",
                        "questionnaire: the extension 'urn:x' cannot be kept; take it out if it is not needed");
    }

    @Test
    void aQuantityKeepsTheUnitThatItsCodeNames() {
        var fhir = FhirWriting.of(Questionnaire.parse(EVERYTHING).document());
        var quantity =
                (ObjectNode)
                        item(fhir.path("item").get(1), "day").at("/enableWhen/0/answerQuantity");
        quantity.remove("unit");
        quantity.put("code", "mg/dL");
        var back = Questionnaire.parse(Questionnaire.fromFhir(fhir.toString())).document();
        assertThat(item(back.path("item").get(1), "day").at("/enableWhen/0/answer").toString())
                .isEqualTo("{\"value\":300,\"unit\":\"mg/dL\"}");
    }

    @Test
    void wordsAreKeptUnderTheLanguageTheyAreIn() {
        var fhir = FhirWriting.of(Questionnaire.parse(EVERYTHING).document());
        fhir.put("language", "en");
        assertThat(faults(fhir.toString()))
                .extracting(Fault::toString)
                .contains("questionnaire: 'title (en)' stands there twice; only one can be kept");
        fhir.put("language", "fr");
        assertThat(faults(fhir.toString()))
                .extracting(Fault::toString)
                .contains(
                        "questionnaire: there is no language 'fr'; the words are in one of [zh, en]");
    }

    private static tools.jackson.databind.JsonNode item(
            tools.jackson.databind.JsonNode parent, String linkId) {
        return Words.item(parent, linkId);
    }

    private static List<Fault> faults(String fhir) {
        try {
            Questionnaire.parse(Questionnaire.fromFhir(fhir));
            return List.of();
        } catch (BadQuestionnaire bad) {
            return bad.faults();
        }
    }
}
