package org.aftercall.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Laws of scores and conditions, for forms nobody wrote; a counterexample is shrunk to its core.
 */
class RuleLawsTests {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final List<String> OPERATORS = List.of("=", "!=", ">", ">=", "<", "<=");
    private static final Map<String, String> OPPOSITE =
            Map.of("=", "!=", "!=", "=", ">", "<=", "<=", ">", "<", ">=", ">=", "<");
    private static final int QUESTIONS = 5;

    /** A comparison with the answer to the question of that number. */
    record When(int question, String operator, int answer) {
        String json() {
            return "{\"question\": \"q%d\", \"operator\": \"%s\", \"answer\": %d}"
                    .formatted(question, operator, answer);
        }

        When opposite() {
            return new When(question, Objects.requireNonNull(OPPOSITE.get(operator)), answer);
        }
    }

    @Provide
    Arbitrary<When> whens() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, QUESTIONS - 1),
                        Arbitraries.of(OPERATORS),
                        Arbitraries.integers().between(-2, 6))
                .as(When::new);
    }

    /** Null: that question was not answered. */
    @Provide
    Arbitrary<List<@Nullable Integer>> answers() {
        return Arbitraries.integers().between(-2, 6).injectNull(0.2).list().ofSize(QUESTIONS);
    }

    @Provide
    Arbitrary<List<Integer>> full() {
        return Arbitraries.integers().between(-2, 6).list().ofSize(QUESTIONS);
    }

    @Property
    void whatIsAskedWhenAllHoldIsAskedWhenEachHolds(
            @ForAll("answers") List<@Nullable Integer> answers,
            @ForAll @Size(min = 1, max = 5) List<@From("whens") When> whens) {
        assertThat(asked("all", whens, answers))
                .isEqualTo(whens.stream().allMatch(w -> asked("all", List.of(w), answers)));
    }

    @Property
    void whatIsAskedWhenOneHoldsIsAskedWhenAnyHolds(
            @ForAll("answers") List<@Nullable Integer> answers,
            @ForAll @Size(min = 1, max = 5) List<@From("whens") When> whens) {
        assertThat(asked("any", whens, answers))
                .isEqualTo(whens.stream().anyMatch(w -> asked("any", List.of(w), answers)));
    }

    /** De Morgan; an answer that is missing is neither more nor less than a number. */
    @Property
    void notAllIsAnyOfTheOpposites(
            @ForAll("full") List<Integer> answers,
            @ForAll @Size(min = 1, max = 5) List<@From("whens") When> whens) {
        assertThat(asked("all", whens, answers))
                .isNotEqualTo(asked("any", whens.stream().map(When::opposite).toList(), answers));
    }

    @Property
    void oneConditionMoreOnlyNarrowsAllAndOnlyWidensAny(
            @ForAll("answers") List<@Nullable Integer> answers,
            @ForAll @Size(min = 1, max = 4) List<@From("whens") When> whens,
            @ForAll("whens") When more) {
        var longer = new ArrayList<>(whens);
        longer.add(more);
        assertThat(asked("all", longer, answers) && !asked("all", whens, answers)).isFalse();
        assertThat(asked("any", whens, answers) && !asked("any", longer, answers)).isFalse();
    }

    @Property
    void theOrderOfConditionsAndOfAnswersDoesNotMatter(
            @ForAll("answers") List<@Nullable Integer> answers,
            @ForAll @Size(min = 1, max = 5) List<@From("whens") When> whens,
            @ForAll Random chance) {
        var given = given(answers);
        var entries = new ArrayList<>(given.entrySet());
        Collections.shuffle(entries, chance);
        var shuffled = new LinkedHashMap<String, JsonNode>();
        entries.forEach(e -> shuffled.put(e.getKey(), e.getValue()));
        var others = new ArrayList<>(whens);
        Collections.shuffle(others, chance);
        for (var how : List.of("all", "any")) {
            assertThat(conditional(how, others).judge(shuffled))
                    .isEqualTo(conditional(how, whens).judge(given));
        }
    }

    /** Of questions that do not depend on each other the order is the reader's alone. */
    @Property
    void theOrderOfQuestionsDoesNotMatter(
            @ForAll("answers") List<@Nullable Integer> answers,
            @ForAll @Size(min = 1, max = 5) List<@From("whens") When> alarms,
            @ForAll Random chance) {
        var order = new ArrayList<>(IntStream.range(0, QUESTIONS).boxed().toList());
        var plain = alarming(order, alarms);
        Collections.shuffle(order, chance);
        var other = alarming(order, alarms);
        assertThat(alarms(other, answers)).isEqualTo(alarms(plain, answers));
        assertThat(other.scores(given(answers))).isEqualTo(plain.scores(given(answers)));
    }

    @Property
    void judgingLeavesNoTraceAndSaysTheSameAgain(
            @ForAll("answers") List<@Nullable Integer> answers,
            @ForAll("answers") List<@Nullable Integer> between,
            @ForAll @Size(min = 1, max = 5) List<@From("whens") When> alarms) {
        var form = alarming(IntStream.range(0, QUESTIONS).boxed().toList(), alarms);
        var given = given(answers);
        var first = form.judge(given);
        var enabled = Set.copyOf(form.enabled(given));
        form.judge(given(between));
        assertThat(given).isEqualTo(given(answers));
        assertThat(form.judge(given)).isEqualTo(first);
        assertThat(form.enabled(given)).isEqualTo(enabled);
    }

    @Property
    void aSumNeverFallsWhenAnAnswerRises(
            @ForAll("full") List<Integer> answers,
            @ForAll @IntRange(max = QUESTIONS - 1) int which,
            @ForAll @IntRange(min = 0, max = 20) int more) {
        var form = summing();
        var risen = new ArrayList<>(answers);
        risen.set(which, answers.get(which) + more);
        assertThat(sum(form, risen)).isEqualTo(sum(form, answers) + more);
        assertThat(sum(form, answers))
                .isEqualTo(answers.stream().mapToInt(Integer::intValue).sum());
    }

    @Property
    void aSumIsUnknownUntilTheLastPartOfItIsAnswered(
            @ForAll("answers") List<@Nullable Integer> answers) {
        var score = summing().scores(given(answers)).getFirst();
        var open =
                IntStream.range(0, QUESTIONS)
                        .filter(n -> answers.get(n) == null)
                        .mapToObj(n -> "q" + n)
                        .toList();
        assertThat(score.value() == null).isEqualTo(!open.isEmpty());
        assertThat(score.missing()).containsExactlyInAnyOrderElementsOf(open);
    }

    /** From the lowest bound up every value has one meaning: the last whose bound it reached. */
    @Property
    void bandsCoverWithoutAGap(
            @ForAll @Size(min = 1, max = 6) Set<@IntRange(min = -20, max = 40) Integer> bounds,
            @ForAll @IntRange(min = -30, max = 60) int value) {
        var sorted = new TreeSet<>(bounds);
        var bands =
                sorted.stream()
                        .map(
                                "{\"from\": %1$d, \"text\": {\"zh\": \"%1$d\", \"en\": \"%1$d\"}}"
                                        ::formatted)
                        .collect(Collectors.joining(", "));
        var form = form(question(0, ""), "'q0'", bands);
        var score = form.scores(Map.of("q0", JSON.numberNode(value))).getFirst();
        var reached = sorted.floor(value);
        assertThat(score.bands() == null ? null : score.bands().get("en"))
                .isEqualTo(reached == null ? null : String.valueOf(reached));
    }

    /** Also of what is shipped: a score that can be told always means something. */
    @Property(tries = 300)
    void everyShippedScoreThatIsKnownIsInABand(
            @ForAll("shipped") Questionnaire form, @ForAll Random chance) {
        var answers = new HashMap<String, JsonNode>();
        form.items().stream()
                .flatMap(Item::once)
                .filter(Item::asks)
                .forEach(item -> {
                    var options = item.takes().options();
                    if (!options.isEmpty()) {
                        answers.put(
                                item.linkId(),
                                JSON.stringNode(options.get(chance.nextInt(options.size()))));
                    } else if (item.type() == Type.BOOLEAN) {
                        answers.put(item.linkId(), JSON.booleanNode(true));
                    } else if (item.type() == Type.INTEGER) {
                        answers.put(item.linkId(), JSON.numberNode(chance.nextInt(11)));
                    }
                });
        var banded =
                form.instruments().scales().stream()
                        .filter(s -> !s.bands().isEmpty())
                        .map(Scale::id)
                        .toList();
        assertThat(form.scores(answers))
                .filteredOn(s -> banded.contains(s.id()) && s.value() != null)
                .allSatisfy(s -> assertThat(s.bands()).as(form + " " + s).isNotNull());
    }

    @Provide
    Arbitrary<Questionnaire> shipped() {
        return Arbitraries.of(
                ShippedContentTests.shipped().stream()
                        .filter(q -> !q.instruments().scales().isEmpty())
                        .toList());
    }

    private static boolean asked(
            String how, List<When> whens, List<? extends @Nullable Integer> answers) {
        return conditional(how, whens).enabled(given(answers)).contains("then");
    }

    private static Map<String, JsonNode> given(List<? extends @Nullable Integer> answers) {
        var given = new LinkedHashMap<String, JsonNode>();
        for (int i = 0; i < answers.size(); i++) {
            Integer answer = answers.get(i);
            if (answer != null) {
                given.put("q" + i, JSON.numberNode(answer.intValue()));
            }
        }
        return given;
    }

    private static Set<String> alarms(
            Questionnaire form, List<? extends @Nullable Integer> answers) {
        return form.redFlags(given(answers)).stream()
                .map(RedFlag::rule)
                .collect(Collectors.toSet());
    }

    private static double sum(Questionnaire form, List<Integer> answers) {
        return Objects.requireNonNull(form.scores(given(answers)).getFirst().value());
    }

    private static Questionnaire summing() {
        return form(questions(""), "sum('q0', 'q1', 'q2', 'q3', 'q4')", "");
    }

    /** A form of five numbers and a sixth question that is asked by some of them. */
    private static Questionnaire conditional(String how, List<When> whens) {
        var then =
                ", {\"linkId\": \"then\", \"type\": \"boolean\", \"text\": @T, \"enableBehavior\": \"%s\", \"enableWhen\": [%s]}"
                        .formatted(
                                how,
                                whens.stream().map(When::json).collect(Collectors.joining(", ")));
        return form(questions("") + then, "'q0' + 'q1'", "");
    }

    /** A form of five numbers in that order, each with the alarms that are its. */
    private static Questionnaire alarming(List<Integer> order, List<When> alarms) {
        return form(
                order.stream()
                        .map(n -> question(n, flags(n, alarms)))
                        .collect(Collectors.joining(", ")),
                "mean('q0', 'q1', 'q2')",
                "");
    }

    private static String flags(int question, List<When> alarms) {
        var own =
                alarms.stream()
                        .filter(a -> a.question() == question)
                        .map(a ->
                                "{\"level\": \"URGENT\", \"text\": @T, \"when\": {\"operator\": \"%s\", \"answer\": %d}}"
                                        .formatted(a.operator(), a.answer()))
                        .collect(Collectors.joining(", "));
        return own.isEmpty() ? "" : ", \"redFlag\": [" + own + "]";
    }

    private static String questions(String more) {
        return IntStream.range(0, QUESTIONS)
                .mapToObj(n -> question(n, more))
                .collect(Collectors.joining(", "));
    }

    private static String question(int n, String more) {
        return "{\"linkId\": \"q%d\", \"type\": \"integer\", \"text\": @T%s}".formatted(n, more);
    }

    private static Questionnaire form(String items, String formula, String bands) {
        return Questionnaire.parse(
                """
                {"resourceType": "Questionnaire", "name": "own", "version": 1, "status": "active", "title": @T,
                 "item": [@I], "score": [{"id": "s", "text": @T, "formula": "@F" @B}]}
                """
                        .replace("@I", items)
                        .replace("@F", formula)
                        .replace("@B", bands.isEmpty() ? "" : ", \"band\": [" + bands + "]")
                        .replace("@T", "{\"zh\": \"字\", \"en\": \"word\"}"));
    }
}
