package org.aftercall.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ShippedTests {
    private static final JsonMapper JSON = JsonMapper.shared();

    static List<Questionnaire> shipped() {
        return Questionnaires.shipped().stream().map(Questionnaire::parse).toList();
    }

    /** A screening keeps its own words, which are more than the demo models know. */
    static List<Questionnaire> demonstrated() {
        return shipped().stream()
                .filter(q -> Set.of("post-discharge", "day-surgery").contains(q.code()))
                .toList();
    }

    @Test
    void theModelCallAndTheDaySurgeryCallAreThere() {
        assertThat(shipped())
                .extracting(q -> q.code() + " v" + q.version())
                .contains("post-discharge v1", "day-surgery v1");
        assertThat(post().questions()).hasSizeBetween(20, 28);
        assertThat(post().in(Locale.ENGLISH)).hasSize(7);
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void everyQuestionHasWordsToSay(Questionnaire questionnaire) {
        for (var locale : List.of(Locale.CHINA, Locale.ENGLISH)) {
            assertThat(questionnaire.title(locale)).isNotBlank();
            for (var item : asked(questionnaire.in(locale))) {
                assertThat(item.path("text").asString("")).as("%s", item).isNotBlank();
                assertThat(item.path("say").asString("")).as("%s", item).isNotBlank();
            }
        }
    }

    /** So that the demo's patients, nurses and transcripts can live on the demo models' words. */
    @ParameterizedTest
    @MethodSource("demonstrated")
    void theDemoModelsKnowEveryWordThatIsSaid(Questionnaire questionnaire) throws IOException {
        var nobody = Background.unknown(LocalDate.EPOCH);
        var english = words("demo-en");
        var chinese = words("demo-zh");
        for (var item : asked(questionnaire.in(Locale.ENGLISH, nobody))) {
            var said = item.path("say").stringValue().toLowerCase(Locale.ROOT).split("[^a-z']+");
            assertThat(Arrays.stream(said).filter(w -> !w.isEmpty() && !english.contains(w)))
                    .as(item.path("linkId").stringValue())
                    .isEmpty();
        }
        for (var item : asked(questionnaire.in(Locale.CHINA, nobody))) {
            var said = item.path("say").stringValue().replaceAll("[，。？！、\\s]", "");
            assertThat(speakable(said, chinese)).as(said).isTrue();
        }
    }

    @Test
    void aRoutineTalkIsCompleteAndRaisesNothing() {
        var post = post();
        assertThat(post.check(routine())).isEmpty();
        assertThat(post.completion(routine()).state()).isEqualTo(Completion.State.COMPLETE);
        assertThat(post.redFlags(routine())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "chest, true, EMERGENCY",
        "pain, 7, URGENT",
        "pain, 6,",
        "feeling, '\"WORSE\"', URGENT",
        "feeling, '\"NEW_PROBLEM\"', URGENT",
        "wound, '\"RED\"', URGENT",
        "wound, '\"DISCHARGE\"', URGENT",
        "wound, '\"OPEN\"', EMERGENCY",
        "medicines.have, '\"NONE\"', URGENT",
        "home.services, '\"NOT_ARRIVED\"', ROUTINE"
    })
    void aBadSignRaisesAFlag(String linkId, String answer, String level) {
        var answers = routine();
        answers.put(linkId, JSON.readTree(answer));
        assertThat(post().redFlags(answers).stream().map(f -> f.level().name()).toList())
                .isEqualTo(level == null ? List.of() : List.of(level));
    }

    @Test
    void aFeverFrom38Point5RaisesAFlagAndBelowItDoesNot() {
        var answers = routine();
        answers.put("fever", JSON.readTree("true"));
        assertThat(post().check(answers))
                .extracting(Problem::linkId, Problem::code)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("temperature", "answer.required"));
        answers.put("temperature", JSON.readTree("38.4"));
        assertThat(post().redFlags(answers)).isEmpty();
        answers.put("temperature", JSON.readTree("38.5"));
        assertThat(post().redFlags(answers)).hasSize(1);
    }

    @Test
    void aWrongNumberIsNoInterview() {
        var answers = Map.<String, JsonNode>of("who", JSON.readTree("\"OTHER\""));
        assertThat(post().check(answers)).isEmpty();
        assertThat(post().completion(answers).state()).isEqualTo(Completion.State.NOT_STARTED);
    }

    @Test
    void beforeTwoIdentifiersAgreeNoHealthWordIsAsked() {
        for (var questionnaire : shipped()) {
            var answers =
                    Map.<String, JsonNode>of(
                            "who", JSON.readTree("\"PATIENT\""),
                            "recording", JSON.readTree("true"),
                            "identity", JSON.readTree("false"));
            assertThat(questionnaire.enabled(answers))
                    .containsExactly("opening", "opening.line", "who", "recording", "identity");
        }
    }

    private static Questionnaire post() {
        return shipped().stream()
                .filter(q -> q.code().equals("post-discharge"))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, JsonNode> routine() {
        var answers = new HashMap<String, JsonNode>();
        JSON.readTree(
                        """
                        {"who": "PATIENT", "recording": true, "identity": true, "feeling": "BETTER",
                         "pain": 2, "fever": false, "chest": false, "wound": "CLEAN",
                         "medicines.have": "ALL", "medicines.taking": "AS_PLANNED",
                         "medicines.effects": false, "medicines.teachback": "CORRECT",
                         "appointment": true, "appointment.date": "2026-12-04", "home.help": true,
                         "home.services": "NOT_ORDERED", "plan.teachback": "CORRECT"}
                        """)
                .properties()
                .forEach(p -> answers.put(p.getKey(), p.getValue()));
        return answers;
    }

    private static List<JsonNode> asked(List<JsonNode> items) {
        return items.stream()
                .filter(i -> !i.path("hidden").asBoolean(false))
                .flatMap(i ->
                        i.path("type").stringValue().equals("group")
                                ? asked(i.path("item").valueStream().toList()).stream()
                                : java.util.stream.Stream.of(i))
                .toList();
    }

    private static Set<String> words(String model) throws IOException {
        try (var lines = Files.lines(Path.of("storage/models", model, "graph/words.txt"))) {
            return lines.map(l -> l.split(" ")[0]).collect(Collectors.toSet());
        }
    }

    private static boolean speakable(String text, Set<String> words) {
        var reached = new boolean[text.length() + 1];
        reached[0] = true;
        for (int end = 1; end <= text.length(); end++) {
            for (int start = Math.max(0, end - 8); start < end; start++) {
                reached[end] |= reached[start] && words.contains(text.substring(start, end));
            }
        }
        return reached[text.length()];
    }
}
