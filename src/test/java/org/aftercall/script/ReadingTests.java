package org.aftercall.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class ReadingTests {
    private static final String ASK =
            "{\"linkId\": \"%s\", \"type\": \"boolean\", \"text\": T, \"enableWhen\":"
                    + " [{\"question\": \"%s\", \"operator\": \"=\", \"answer\": true}]}";

    @Test
    void aCircleIsRefusedAndNamed() {
        var circle =
                String.join(
                        ",",
                        ASK.formatted("a", "c"),
                        ASK.formatted("b", "a"),
                        ASK.formatted("c", "b"));
        assertThat(QuestionnaireTests.faults(circle))
                .contains("a: enableWhen runs in a circle through 'c'");
        assertThat(QuestionnaireTests.faults(ASK.formatted("a", "a")))
                .containsExactly("a: enableWhen runs in a circle through 'a'");
    }

    @Test
    void aGroupThatWaitsForItsOwnQuestionIsACircle() {
        var group =
                """
                {"linkId": "g", "type": "group", "text": T, "enableWhen":
                   [{"question": "q", "operator": "exists", "answer": true}],
                 "item": [{"linkId": "q", "type": "text", "text": T}]}
                """;
        assertThat(QuestionnaireTests.faults(group))
                .containsExactly("g: enableWhen runs in a circle through 'q'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'enableWhen': [{'question': 'z', 'operator': '=', 'answer': true}] | b: enableWhen refers to 'z', which does not exist",
                "'enableWhen': [{'question': 'l', 'operator': '=', 'answer': true}] | b: enableWhen refers to 'l', which is asked later",
                "'enableWhen': [{'question': 'd', 'operator': '=', 'answer': true}] | b: enableWhen refers to 'd', which asks nothing",
                "'enableWhen': [{'question': 'a', 'operator': '~', 'answer': true}] | b: enableWhen needs an operator: = != > < >= <= exists",
                "'enableWhen': [{'question': 'a', 'operator': '='}] | b: enableWhen needs an answer to compare with",
                "'enableWhen': [{'question': 'a', 'operator': '=', 'answer': 'yes'}] | b: enableWhen on 'a': \"yes\" can never be its answer",
                "'enableWhen': [{'question': 'a', 'operator': '>', 'answer': true}] | b: enableWhen on 'a': its answers have no order",
                "'enableWhen': [{'question': 'a', 'operator': 'exists', 'answer': 1}] | b: enableWhen on 'a': exists compares with true or false",
                "'enableWhen': {} | b: 'enableWhen' must be a list",
                "'enableBehavior': 'some' | b: enableBehavior must be all or any",
                "'min': 5 | b: 'min' is a number, for numbers only",
                "'repeats': true | b: an item of type boolean cannot repeat",
                "'required': 'yes' | b: 'required' must be true or false",
                "'gate': true | b: a gate is a required yes-or-no question",
                "'answerOption': [] | b: answerOption is a list, for choices only",
                "'redFlag': [{'when': {'operator': '=', 'answer': 3}, 'text': T}] | b: redFlag: 3 can never be its answer",
                "'redFlag': [{'when': {'operator': '=', 'answer': true}, 'text': T, 'level': 'RED'}] | b: redFlag level must be ROUTINE, URGENT or EMERGENCY",
                "'redFlag': [{'when': {'operator': '=', 'answer': true}}] | b: 'text' has no words in 'zh'",
                "'redFlag': [{'when': {'operator': '=', 'answer': true}, 'text': T, 'callBack': 'Not a code'}] | b: 'callBack' is the code of a questionnaire, not \"Not a code\"",
                "'redFlag': [{'when': {'operator': '=', 'answer': true}, 'text': T, 'callback': 'complaint'}] | b: 'callback' is not supported; did you mean 'callBack'?",
                "'maxLength': 5 | b: 'maxLength' is not supported",
                "'say': {'zh': '话'} | b: 'say' has no words in 'en'",
                "'item': [{'linkId': 'c', 'type': 'text', 'text': T}] | b: only a group holds items"
            },
            quoteCharacter = '`')
    void aFaultNamesItsItem(String broken, String fault) {
        var items =
                """
                {"linkId": "a", "type": "boolean", "text": T},
                {"linkId": "d", "type": "display", "text": T},
                {"linkId": "b", "type": "boolean", "text": T, %s},
                {"linkId": "l", "type": "boolean", "text": T}
                """
                        .formatted(broken.replace('\'', '"'));
        assertThat(QuestionnaireTests.faults(items)).contains(fault);
    }

    @Test
    void aLinkIdIsUsedOnce() {
        var twice = "{\"linkId\": \"a\", \"type\": \"text\", \"text\": T}";
        assertThat(QuestionnaireTests.faults(twice + "," + twice))
                .containsExactly("a: this linkId is used twice");
    }

    @Test
    void anUnsupportedTypeIsRefusedByName() {
        assertThat(
                        QuestionnaireTests.faults(
                                "{\"linkId\": \"a\", \"type\": \"attachment\", \"text\": T}"))
                .anyMatch(f -> f.startsWith("a: type \"attachment\" is not supported; there are"));
    }

    @Test
    void anItemWithoutALinkIdIsNamedByItsPlace() {
        assertThat(QuestionnaireTests.faults("{\"type\": \"text\", \"text\": T}"))
                .contains(
                        "questionnaire/item[0]: needs a linkId of letters, digits, '.', '_' or '-'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "{",
                "{}",
                "{\"item\": 5}",
                "{\"a\": 1, \"a\": 2}",
                "\u0000",
                "{\"resourceType\": \"Patient\"}",
                "{\"item\": [null, 1, {}, []]}"
            })
    void whatIsNoQuestionnaireIsRefused(String text) {
        assertThatThrownBy(() -> Questionnaire.parse(text)).isInstanceOf(BadQuestionnaire.class);
    }

    @Test
    void aThousandMutationsAreReadOrRefusedButNeverBreak() {
        var json = JsonMapper.shared();
        var chance = new Random(42);
        var originals = Questionnaires.shipped();
        int refused = 0;
        for (int i = 0; i < 1000; i++) {
            var tree = json.readTree(originals.get(i % originals.size()));
            for (int cuts = 0; cuts <= i % 3; cuts++) {
                mutate(tree, chance);
            }
            try {
                Questionnaire.parse(json.writeValueAsString(tree));
            } catch (BadQuestionnaire e) {
                refused++;
                assertThat(e.faults()).isNotEmpty().allMatch(f -> !f.item().isBlank());
            }
        }
        assertThat(refused).isGreaterThan(500);
    }

    private static void mutate(JsonNode tree, Random chance) {
        var inner = new ArrayList<JsonNode>();
        collect(tree, inner);
        var node = inner.get(chance.nextInt(inner.size()));
        var junk =
                List.<JsonNode>of(
                        JsonNodeFactory.instance.nullNode(),
                        JsonNodeFactory.instance.numberNode(-1),
                        JsonNodeFactory.instance.stringNode("健"),
                        JsonNodeFactory.instance.objectNode(),
                        JsonNodeFactory.instance.arrayNode().add(1));
        var piece = junk.get(chance.nextInt(junk.size()));
        if (node instanceof ObjectNode object && !object.isEmpty()) {
            var name =
                    object.propertyNames().stream().skip(chance.nextInt(object.size())).findFirst();
            if (chance.nextBoolean()) {
                object.remove(name.orElseThrow());
            } else {
                object.set(name.orElseThrow(), piece);
            }
        } else if (node instanceof ArrayNode array && !array.isEmpty()) {
            array.set(chance.nextInt(array.size()), piece);
        }
    }

    private static void collect(JsonNode node, List<JsonNode> into) {
        if (node.isContainer()) {
            into.add(node);
            node.forEach(child -> collect(child, into));
        }
    }
}
