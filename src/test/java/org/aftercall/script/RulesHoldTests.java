package org.aftercall.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.BiConsumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What holds for every questionnaire and whatever is answered, right or wrong. */
class RulesHoldTests {
    private static final int TRIES = 400;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    static List<Questionnaire> all() {
        var all = new ArrayList<>(ShippedContentTests.shipped());
        all.add(Questionnaire.parse(FhirTests.EVERYTHING));
        return all;
    }

    @ParameterizedTest
    @MethodSource("all")
    void whatDoesNotCountChangesNothing(Questionnaire questionnaire) {
        whatever(
                questionnaire,
                (answers, _) -> {
                    var counting = questionnaire.counting(answers);
                    assertThat(questionnaire.enabled(counting))
                            .isEqualTo(questionnaire.enabled(answers));
                    assertThat(questionnaire.redFlags(counting))
                            .isEqualTo(questionnaire.redFlags(answers));
                    assertThat(questionnaire.scores(counting))
                            .isEqualTo(questionnaire.scores(answers));
                    assertThat(questionnaire.completion(counting))
                            .isEqualTo(questionnaire.completion(answers));
                    assertThat(questionnaire.counting(counting)).isEqualTo(counting);
                });
    }

    @ParameterizedTest
    @MethodSource("all")
    void theOrderInWhichAnswersCameChangesNothing(Questionnaire questionnaire) {
        whatever(
                questionnaire,
                (answers, chance) -> {
                    var entries = new ArrayList<>(answers.entrySet());
                    Collections.shuffle(entries, chance);
                    var shuffled = new LinkedHashMap<String, JsonNode>();
                    entries.forEach(e -> shuffled.put(e.getKey(), e.getValue()));
                    assertThat(questionnaire.judge(shuffled))
                            .isEqualTo(questionnaire.judge(answers));
                });
    }

    @ParameterizedTest
    @MethodSource("all")
    void judgedInOneGoIsJudgedOneByOne(Questionnaire questionnaire) {
        whatever(
                questionnaire,
                (answers, _) -> {
                    var judged = questionnaire.judge(answers);
                    assertThat(judged.flags()).isEqualTo(questionnaire.redFlags(answers));
                    assertThat(judged.scores()).isEqualTo(questionnaire.scores(answers));
                    assertThat(judged.flags()).extracting(RedFlag::rule).doesNotHaveDuplicates();
                    var rules = questionnaire.rules().stream().map(Questionnaire.Rule::id).toList();
                    assertThat(rules)
                            .containsAll(judged.flags().stream().map(RedFlag::rule).toList());
                });
    }

    @ParameterizedTest
    @MethodSource("all")
    void completeIsWhereNothingStandsAgainstSigning(Questionnaire questionnaire) {
        whatever(
                questionnaire,
                (answers, _) -> {
                    var open =
                            questionnaire.check(answers).stream()
                                    .anyMatch(p -> p.code().equals("answer.required"));
                    var state = questionnaire.completion(answers).state();
                    assertThat(state == Completion.State.COMPLETE && open).isFalse();
                    assertThat(state == Completion.State.PARTIAL && !open).isFalse();
                });
    }

    /** A threshold of his own that is the usual one, too, is none. */
    @ParameterizedTest
    @MethodSource("all")
    void anOwnThresholdLikeTheUsualOneChangesNothing(Questionnaire questionnaire) {
        var usual = new LinkedHashMap<String, JsonNode>();
        questionnaire.items().stream()
                .flatMap(Item::once)
                .forEach(item ->
                        item.alarms()
                                .forEach(a -> {
                                    if (a.own() != null) {
                                        usual.putIfAbsent(a.own(), a.condition().wanted());
                                    }
                                }));
        whatever(
                questionnaire,
                (answers, _) -> {
                    usual.keySet().forEach(answers::remove);
                    var plain = questionnaire.redFlags(answers);
                    answers.putAll(usual);
                    assertThat(questionnaire.redFlags(answers)).isEqualTo(plain);
                });
    }

    /** Whoever measures in another unit is judged the same. */
    @ParameterizedTest
    @MethodSource("all")
    void theUnitInWhichItWasToldChangesNothing(Questionnaire questionnaire) {
        whatever(
                questionnaire,
                (answers, _) -> {
                    var others = new LinkedHashMap<>(answers);
                    questionnaire.items().stream()
                            .flatMap(Item::once)
                            .filter(i ->
                                    i.type() == Type.QUANTITY && answers.containsKey(i.linkId()))
                            .forEach(i ->
                                    i.takes()
                                            .units()
                                            .forEach((unit, factor) -> {
                                                var answer =
                                                        Objects.requireNonNull(
                                                                others.get(i.linkId()));
                                                var plain = i.plain(answer);
                                                if (plain.isNumber() && answer.isObject()) {
                                                    var value =
                                                            plain.decimalValue()
                                                                    .divide(
                                                                            factor,
                                                                            12,
                                                                            RoundingMode.HALF_EVEN);
                                                    others.put(
                                                            i.linkId(),
                                                            JSON.objectNode()
                                                                    .put("value", value)
                                                                    .put("unit", unit));
                                                }
                                            }));
                    assertThat(questionnaire.redFlags(others).stream().map(RedFlag::rule))
                            .containsExactlyElementsOf(
                                    questionnaire.redFlags(answers).stream()
                                            .map(RedFlag::rule)
                                            .toList());
                });
    }

    @ParameterizedTest
    @MethodSource("all")
    void afterAJourneyThroughFhirItJudgesTheSame(Questionnaire questionnaire) {
        var back = Questionnaire.parse(Questionnaire.fromFhir(questionnaire.toFhir()));
        whatever(
                questionnaire,
                (answers, _) ->
                        assertThat(back.judge(answers)).isEqualTo(questionnaire.judge(answers)));
    }

    /** Tries many answers; says which seed it was that failed. */
    private static void whatever(
            Questionnaire questionnaire, BiConsumer<Map<String, JsonNode>, Random> holds) {
        for (long seed = 0; seed < TRIES; seed++) {
            var chance = new Random(seed);
            var answers = answers(questionnaire, chance);
            try {
                holds.accept(answers, chance);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ", answers " + answers, e);
            }
        }
    }

    private static Map<String, JsonNode> answers(Questionnaire questionnaire, Random chance) {
        var answers = new LinkedHashMap<String, JsonNode>();
        var often = 1 + chance.nextInt(10);
        questionnaire.items().stream()
                .flatMap(Item::once)
                .filter(Item::asks)
                .forEach(item -> {
                    if (item.rules().gate() || item.linkId().equals("who")) {
                        answers.put(
                                item.linkId(),
                                item.rules().gate()
                                        ? JSON.booleanNode(chance.nextInt(8) > 0)
                                        : JSON.stringNode("PATIENT"));
                    } else if (chance.nextInt(10) < often) {
                        answers.put(
                                item.linkId(),
                                chance.nextInt(30) == 0 ? nonsense(chance) : any(item, chance));
                    }
                });
        return answers;
    }

    private static JsonNode nonsense(Random chance) {
        return Reading.JSON.readTree(
                List.of(
                                "null",
                                "[]",
                                "{}",
                                "\"\"",
                                "-1",
                                "[[1]]",
                                "[null]",
                                "{\"value\": \"x\", \"unit\": 1}",
                                "[{\"medicine.name\": 5}]",
                                "1e30")
                        .get(chance.nextInt(10)));
    }

    private static JsonNode any(Item item, Random chance) {
        if (item.rows()) {
            var rows = JSON.arrayNode();
            for (int n = chance.nextInt(4); n > 0; n--) {
                var row = rows.addObject();
                item.items().stream()
                        .filter(_ -> chance.nextInt(4) > 0)
                        .forEach(c -> row.set(c.linkId(), any(c, chance)));
            }
            return rows;
        }
        var one = one(item, chance);
        return item.rules().repeats() ? JSON.arrayNode().add(one) : one;
    }

    private static JsonNode one(Item item, Random chance) {
        return switch (item.type()) {
            case BOOLEAN -> JSON.booleanNode(chance.nextBoolean());
            case CHOICE, OPEN_CHOICE ->
                    JSON.stringNode(
                            item.takes()
                                    .options()
                                    .get(chance.nextInt(item.takes().options().size())));
            case INTEGER -> JSON.numberNode(chance.nextInt(250));
            case DECIMAL -> JSON.numberNode(new BigDecimal(chance.nextInt(2500)).movePointLeft(1));
            case QUANTITY -> {
                var units = List.copyOf(item.takes().units().keySet());
                yield JSON.objectNode()
                        .put(
                                "value",
                                new BigDecimal(chance.nextInt(400))
                                        .movePointLeft(1)
                                        .add(new BigDecimal("0.05")))
                        .put("unit", units.get(chance.nextInt(units.size())));
            }
            case DATE -> JSON.stringNode("2026-12-0" + (1 + chance.nextInt(9)));
            case STRING, TEXT, GROUP, DISPLAY ->
                    JSON.stringNode(chance.nextInt(5) == 0 ? " " : "words");
        };
    }
}
