package org.aftercall.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.aftercall.script.Difference.Change;
import org.aftercall.script.Difference.Field;
import org.aftercall.script.Difference.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DifferenceTests {
    private static final String FORM =
            """
            {"resourceType": "Questionnaire", "name": "x", "version": 1, "status": "active",
             "title": {"zh": "题", "en": "Form"}, "item": [
               {"linkId": "a", "type": "boolean", "text": {"zh": "甲", "en": "A"}, "say": {"zh": "问甲", "en": "Ask A"}},
               {"linkId": "b", "type": "choice", "text": {"zh": "乙", "en": "B"}, "answerOption": [
                 {"code": "YES", "display": {"zh": "是", "en": "Yes"}, "score": 1},
                 {"code": "NO", "display": {"zh": "否", "en": "No"}}]},
               {"linkId": "g", "type": "group", "text": {"zh": "组", "en": "Group"}, "item": [
                 {"linkId": "c", "type": "integer", "text": {"zh": "丙", "en": "C"}, "max": 10,
                  "redFlag": [{"when": {"operator": ">=", "answer": 7}, "text": {"zh": "痛", "en": "Pain"}}]},
                 {"linkId": "d", "type": "text", "text": {"zh": "丁", "en": "D"}}]}],
             "score": [{"id": "s", "text": {"zh": "分", "en": "Sum"}, "formula": "'b' + 'c'"}]}
            """;

    @Test
    void theSameInAnotherVersionIsNoChange() {
        var later = FORM.replace("\"version\": 1", "\"version\": 2").replace("active", "draft");
        assertThat(of(FORM, later).changes()).isEmpty();
    }

    @Test
    void aChangedThresholdIsNamedWithBothValues() {
        var change = only(of(FORM, FORM.replace("\"answer\": 7", "\"answer\": 6")));
        assertThat(change.id()).isEqualTo("c");
        assertThat(change.kind()).isEqualTo(Kind.CHANGED);
        assertThat(change.parent()).isEqualTo("g");
        assertThat(change.text().path("en").stringValue()).isEqualTo("C");
        assertThat(shown(change.fields())).containsExactly("redFlag.1.when.answer 7 6");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"en\": \"Ask A\"",
                "\"en\": \"Yes\"",
                "\"en\": \"Pain\"",
                "\"en\": \"Form\""
            })
    void anotherWordingIsWordsOnly(String words) {
        var change = of(FORM, FORM.replace(words, "\"en\": \"other words\""));
        assertThat(change.changes()).hasSize(1);
        assertThat(change.wordsOnly()).isTrue();
    }

    @Test
    void somethingToSayWhereNothingWasIsWordsOnly() {
        var spoken =
                FORM.replace(
                        "\"linkId\": \"d\",",
                        "\"linkId\": \"d\", \"say\": {\"zh\": \"请说\", \"en\": \"Tell me\"},");
        assertThat(of(FORM, spoken).wordsOnly()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"score\": 1", "\"max\": 10", "\"answer\": 7", "'b' + 'c'", "\"integer\""})
    void anythingElseIsMoreThanWords(String what) {
        var other = what.startsWith("\"integer") ? "\"decimal\"" : what.replaceAll("\\d+|\\+", "-");
        var later = FORM.replace(what, other.replace(": -", ": 3"));
        assertThat(of(FORM, later).changes()).hasSize(1);
        assertThat(of(FORM, later).wordsOnly()).isFalse();
    }

    @Test
    void optionsAreKnownByTheirCodesAndTheirOrderCounts() {
        var added =
                FORM.replace(
                        "{\"code\": \"NO\"",
                        "{\"code\": \"MAYBE\", \"display\": {\"zh\": \"或\", \"en\": \"Maybe\"}}, {\"code\": \"NO\"");
        assertThat(shown(only(of(FORM, added)).fields()))
                .containsExactly(
                        "answerOption [\"YES\",\"NO\"] [\"YES\",\"MAYBE\",\"NO\"]",
                        "answerOption.MAYBE.code null \"MAYBE\"",
                        "answerOption.MAYBE.display.en null \"Maybe\"",
                        "answerOption.MAYBE.display.zh null \"或\"");
    }

    @Test
    void whatIsAddedRemovedOrMovedIsNamedOnce() {
        var later =
                FORM.replace("\"linkId\": \"d\"", "\"linkId\": \"e\"")
                        .replace("\"linkId\": \"a\"", "\"linkId\": \"was-b\"")
                        .replace("\"linkId\": \"b\"", "\"linkId\": \"a\"")
                        .replace("\"linkId\": \"was-b\"", "\"linkId\": \"b\"");
        var found = of(FORM, later).changes();
        assertThat(found)
                .filteredOn(c -> c.kind() != Kind.CHANGED)
                .extracting(c -> c.kind() + " " + c.id())
                // Of two that changed places one moved.
                .hasSize(3)
                .contains("ADDED e", "REMOVED d");
        assertThat(found).filteredOn(c -> c.kind() == Kind.MOVED).hasSize(1);
    }

    @Test
    void whatGoesToAnotherGroupMoved() {
        var item =
                "{\"linkId\": \"d\", \"type\": \"text\", \"text\": {\"zh\": \"丁\", \"en\": \"D\"}}";
        var later =
                FORM.replace(",\n         " + item, "")
                        .replaceFirst("\"item\": \\[", "\"item\": [" + item + ",");
        assertThat(later).isNotEqualTo(FORM);
        var moved =
                of(
                        FORM,
                        later.replaceFirst(
                                ",\\s*" + java.util.regex.Pattern.quote(item) + "\\]", "]"));
        assertThat(moved.changes())
                .extracting(
                        c -> c.kind() + " " + c.id() + " " + c.parentBefore() + " " + c.parent())
                .containsExactly("MOVED d g questionnaire");
        assertThat(moved.wordsOnly()).isFalse();
    }

    @Test
    void whatIsStillWrongIsComparedAllTheSame() {
        var wrong =
                """
                {"title": 7, "item": [{"type": "boolean"}, {"linkId": "a"}, {"linkId": "a"}, 5, null], "score": {"id": 1}}
                """;
        assertThat(of(FORM, wrong).changes()).isNotEmpty();
        assertThat(of(wrong, wrong).changes()).isEmpty();
    }

    private static Difference of(String before, String after) {
        return Difference.between(read(before), read(after));
    }

    private static JsonNode read(String text) {
        return JsonMapper.shared().readTree(text);
    }

    private static Change only(Difference difference) {
        assertThat(difference.changes()).hasSize(1);
        return difference.changes().getFirst();
    }

    private static List<String> shown(List<Field> fields) {
        return fields.stream().map(f -> f.name() + " " + f.before() + " " + f.after()).toList();
    }
}
