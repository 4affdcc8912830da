package org.aftercall.script;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One published version of what is asked. Answers are a map from linkId to a JSON value: true or
 * false, an option's code or a list of codes, a number, {@code yyyy-mm-dd}, a text.
 */
public final class Questionnaire {
    /** The yes-or-no question whose answer counts as the patient's consent to being recorded. */
    public static final String CONSENT_TO_RECORDING = "recording";

    private final String code;
    private final int version;
    private final JsonNode document;
    private final List<Item> items;
    private final Scores scores;

    Questionnaire(String code, int version, JsonNode document, List<Item> items, Scores scores) {
        this.code = code;
        this.version = version;
        this.document = document;
        this.items = List.copyOf(items);
        this.scores = scores;
    }

    /**
     * @throws BadQuestionnaire naming every item that is wrong
     */
    public static Questionnaire parse(String json) {
        return Reading.of(json);
    }

    public String code() {
        return code;
    }

    public int version() {
        return version;
    }

    public String title(Locale locale) {
        return document.path("title").path(Words.language(locale)).stringValue();
    }

    /** The items as the screen shows them, with all texts in one language. */
    public List<JsonNode> in(Locale locale) {
        return Words.chosen(document.path("item"), Words.language(locale)).valueStream().toList();
    }

    /** All linkIds that can be answered, in the order they are asked. */
    public List<String> questions() {
        return all().stream().filter(i -> i.type().asks()).map(Item::linkId).toList();
    }

    /**
     * The linkIds of what is asked, given these answers. The answer to a question that is itself
     * not asked does not count; below a group that is not asked nothing is.
     */
    public Set<String> enabled(Map<String, JsonNode> answers) {
        var enabled = new LinkedHashSet<String>();
        enable(items, answers, enabled);
        return enabled;
    }

    /** Everything that stands against signing these answers. */
    public List<Problem> check(Map<String, JsonNode> answers) {
        var problems = new ArrayList<>(checkGiven(answers));
        var enabled = enabled(answers);
        for (var item : all()) {
            if (item.rules().required()
                    && enabled.contains(item.linkId())
                    && !Condition.given(answers.get(item.linkId()))) {
                problems.add(Problem.of(item.linkId(), "answer.required"));
            }
        }
        return problems;
    }

    /**
     * What is wrong with the answers that are there: for saving while the talk goes on. Answers to
     * questions that are not asked (any more) are no problem; they are dropped on signing.
     */
    public List<Problem> checkGiven(Map<String, JsonNode> answers) {
        var problems = new ArrayList<Problem>();
        var known = new HashSet<String>();
        for (var item : all()) {
            known.add(item.linkId());
            var answer = answers.get(item.linkId());
            if (answer != null && Condition.given(answer)) {
                Checks.check(item, answer, problems);
            }
        }
        for (var linkId : answers.keySet()) {
            if (!known.contains(linkId)) {
                problems.add(Problem.of(linkId, "answer.unknownQuestion"));
            }
        }
        return problems;
    }

    /** The answers that count: to questions that are asked, and not empty. */
    public Map<String, JsonNode> counting(Map<String, JsonNode> answers) {
        var enabled = enabled(answers);
        var counting = new LinkedHashMap<String, JsonNode>();
        for (var item : all()) {
            var answer = answers.get(item.linkId());
            if (answer != null
                    && item.type().asks()
                    && enabled.contains(item.linkId())
                    && Condition.given(answer)) {
                counting.put(item.linkId(), answer);
            }
        }
        return counting;
    }

    /**
     * How far the interview came. Until identity is confirmed there was none, whatever else was
     * noted.
     */
    public Completion completion(Map<String, JsonNode> answers) {
        var counting = counting(answers);
        var enabled = enabled(answers);
        var closed =
                all().stream()
                        .filter(i -> i.rules().gate())
                        .map(i -> counting.get(i.linkId()))
                        .anyMatch(answer -> answer == null || !answer.asBoolean(false));
        if (closed || counting.isEmpty()) {
            return new Completion(Completion.State.NOT_STARTED, null);
        }
        return all().stream()
                .filter(i -> i.rules().required() && enabled.contains(i.linkId()))
                .map(Item::linkId)
                .filter(linkId -> !counting.containsKey(linkId))
                .findFirst()
                .map(open -> new Completion(Completion.State.PARTIAL, open))
                .orElse(new Completion(Completion.State.COMPLETE, null));
    }

    /** What the answers that count come to, by each instrument. */
    public List<Score> scores(Map<String, JsonNode> answers) {
        return scores.of(enabled(answers), counting(answers));
    }

    /** The instruments as the screen reckons and shows them, with all texts in one language. */
    public List<JsonNode> scales(Locale locale) {
        return Words.chosen(document.path("score"), Words.language(locale)).valueStream().toList();
    }

    /** Every alarm that these answers raise: in the order of the questions, then of the scores. */
    public List<RedFlag> redFlags(Map<String, JsonNode> answers) {
        var counting = counting(answers);
        var flags = new ArrayList<RedFlag>();
        for (var item : all()) {
            raise(item.linkId(), item.alarms(), counting.get(item.linkId()), flags);
        }
        for (var scale : scores.scales()) {
            raise(scale.id(), scale.alarms(), scores.node(scale.id(), counting), flags);
        }
        return flags;
    }

    private static void raise(
            String id, List<Item.Alarm> alarms, @Nullable JsonNode answer, List<RedFlag> into) {
        if (answer == null) {
            return;
        }
        var rules = rules(id, alarms);
        for (int i = 0; i < rules.size(); i++) {
            if (alarms.get(i).condition().holds(answer)) {
                into.add(rules.get(i).flag(answer));
            }
        }
    }

    /** Every alarm there is: in the order of the questions, then of the scores. */
    public List<Rule> rules() {
        return Stream.concat(
                        all().stream().flatMap(i -> rules(i.linkId(), i.alarms()).stream()),
                        scores.scales().stream().flatMap(s -> rules(s.id(), s.alarms()).stream()))
                .toList();
    }

    /**
     * One alarm on one question or score.
     *
     * @param id the second alarm of {@code pain} is {@code pain#2}; the same for good within one
     *     version
     */
    public record Rule(String id, String linkId, RedFlag.Level level, Map<String, String> texts) {
        RedFlag flag(JsonNode answer) {
            return new RedFlag(id, linkId, answer, level, texts);
        }

        /** What to do, for the nurse. */
        public String advice(Locale locale) {
            return Objects.requireNonNull(texts.get(Words.language(locale)));
        }
    }

    private static List<Rule> rules(String of, List<Item.Alarm> alarms) {
        return IntStream.range(0, alarms.size())
                .mapToObj(i -> {
                    var alarm = alarms.get(i);
                    return new Rule(of + "#" + (i + 1), of, alarm.level(), alarm.text());
                })
                .toList();
    }

    /** A question or score in words; its id where there is no such one. */
    public String question(String id, Locale locale) {
        var asked = scores.has(id) ? Words.scale(document, id) : Words.item(document, id);
        return asked.path("text").path(Words.language(locale)).asString(id);
    }

    /** A choice in words; null where the answer is none of its options. */
    public @Nullable String chosen(String linkId, JsonNode answer, Locale locale) {
        return Words.displays(Words.item(document, linkId), answer, Words.language(locale));
    }

    private List<Item> all() {
        return items.stream().flatMap(Item::all).toList();
    }

    private void enable(List<Item> items, Map<String, JsonNode> answers, Set<String> enabled) {
        for (var item : items) {
            if (asked(item, answers, enabled)) {
                enabled.add(item.linkId());
                enable(item.items(), answers, enabled);
            }
        }
    }

    private boolean asked(Item item, Map<String, JsonNode> answers, Set<String> enabled) {
        var links = item.enabling().links();
        if (links.isEmpty()) {
            return true;
        }
        return item.enabling().any()
                ? links.stream().anyMatch(l -> holds(l, answers, enabled))
                : links.stream().allMatch(l -> holds(l, answers, enabled));
    }

    private boolean holds(Item.Link link, Map<String, JsonNode> answers, Set<String> enabled) {
        var question = link.question();
        if (scores.has(question)) {
            // All that goes into it is asked before.
            return link.condition().holds(scores.node(question, only(enabled, answers)));
        }
        return link.condition().holds(enabled.contains(question) ? answers.get(question) : null);
    }

    private static Map<String, JsonNode> only(Set<String> asked, Map<String, JsonNode> answers) {
        var only = new HashMap<String, JsonNode>();
        answers.forEach((linkId, answer) -> {
            if (asked.contains(linkId) && Condition.given(answer)) {
                only.put(linkId, answer);
            }
        });
        return only;
    }

    @Override
    public String toString() {
        return "Questionnaire[" + code + " v" + version + "]";
    }
}
