package org.aftercall.followup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.aftercall.script.Questionnaire;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SimulationTests {
    private static final String FORM =
            """
            {"resourceType": "Questionnaire", "name": "x", "version": 1, "status": "active",
             "title": {"zh": "题", "en": "Form"}, "item": [
               {"linkId": "pain", "type": "integer", "text": {"zh": "痛", "en": "Pain"}, "min": 0, "max": 10,
                "redFlag": [{"when": {"operator": ">=", "answer": 7}, "text": {"zh": "告知", "en": "Tell"}}]},
               {"linkId": "fever", "type": "boolean", "text": {"zh": "热", "en": "Fever"}
                ,"redFlag": [{"when": {"operator": "=", "answer": true}, "text": {"zh": "看", "en": "See"}}]}]}
            """;

    /** Pain from 0 to 10, once each; with fever where it is even. */
    private static final List<Simulation.Signed> RECORDS =
            IntStream.rangeClosed(0, 10)
                    .mapToObj(n ->
                            new Simulation.Signed(
                                    new UUID(0, n),
                                    answers(
                                            "{\"pain\": %d, \"fever\": %s}"
                                                    .formatted(n, n % 2 == 0))))
                    .toList();

    @Test
    void aLowerThresholdFiresInMoreOfTheSameRecords() {
        var found = simulate(FORM.replace("\"answer\": 7", "\"answer\": 5"));
        assertThat(found.records()).isEqualTo(11);
        // 7 to 10 by pain, and the even ones by fever: 0 2 4 6 7 8 9 10.
        assertThat(found.before()).isEqualTo(8);
        assertThat(found.after()).isEqualTo(9);
        assertThat(shown(found)).containsExactly("pain#1 4 6", "fever#1 6 6");
        assertThat(found.gained()).containsExactly(new UUID(0, 5));
        assertThat(found.lost()).isEmpty();
    }

    @Test
    void aRuleThatIsGoneIsStillShownWithWhatItFound() {
        var without =
                FORM.replace(
                        ",\"redFlag\": [{\"when\": {\"operator\": \"=\", \"answer\": true}, \"text\": {\"zh\": \"看\", \"en\": \"See\"}}]",
                        "");
        var found = simulate(without);
        assertThat(shown(found)).containsExactly("pain#1 4 4", "fever#1 6 0");
        assertThat(found.rules().getLast().drafted()).isNull();
        assertThat(found.lost()).containsExactly(ids(0, 2, 4, 6));
        assertThat(found.after()).isEqualTo(4);
    }

    @Test
    void aRulePutBeforeAnotherIsNewAndTheOtherStaysItself() {
        var two =
                FORM.replace(
                        "\"redFlag\": [{\"when\": {\"operator\": \">=\", \"answer\": 7}",
                        """
                        "redFlag": [{"when": {"operator": "=", "answer": 10}, "level": "EMERGENCY", "text": {"zh": "急", "en": "Now"}},
                          {"when": {"operator": ">=", "answer": 7}
                        """);
        var found = simulate(two);
        assertThat(found.rules())
                .extracting(r ->
                        (r.standing() == null ? "new" : r.standing().id())
                                + " "
                                + (r.drafted() == null ? "gone" : r.drafted().id())
                                + " "
                                + r.before()
                                + " "
                                + r.after())
                .containsExactly("new pain#1 0 1", "pain#1 pain#2 4 4", "fever#1 fever#1 6 6");
    }

    @Test
    void whatIsNotAskedAnyMoreFiresNoMore() {
        var asked =
                FORM.replace(
                        "\"text\": {\"zh\": \"热\", \"en\": \"Fever\"}",
                        "\"text\": {\"zh\": \"热\", \"en\": \"Fever\"}, \"enableWhen\": [{\"question\": \"pain\", \"operator\": \">\", \"answer\": 3}]");
        assertThat(shown(simulate(asked))).containsExactly("pain#1 4 4", "fever#1 6 4");
    }

    @Test
    void withoutRecordsThereIsNothingToTell() {
        var none = Simulation.of(Questionnaire.parse(FORM), Questionnaire.parse(FORM), List.of());
        assertThat(none.records()).isZero();
        assertThat(shown(none)).containsExactly("pain#1 0 0", "fever#1 0 0");
    }

    private static Simulation simulate(String draft) {
        return Simulation.of(Questionnaire.parse(FORM), Questionnaire.parse(draft), RECORDS);
    }

    private static List<String> shown(Simulation found) {
        return found.rules().stream()
                .map(r -> r.shown().id() + " " + r.before() + " " + r.after())
                .toList();
    }

    private static UUID[] ids(long... numbers) {
        return java.util.Arrays.stream(numbers).mapToObj(n -> new UUID(0, n)).toArray(UUID[]::new);
    }

    private static Map<String, JsonNode> answers(String json) {
        var answers = new LinkedHashMap<String, JsonNode>();
        JsonMapper.shared()
                .readTree(json)
                .properties()
                .forEach(e -> answers.put(e.getKey(), e.getValue()));
        return answers;
    }
}
