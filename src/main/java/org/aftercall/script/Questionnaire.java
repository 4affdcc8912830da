package org.aftercall.script;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
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

    Questionnaire(String code, int version, JsonNode document, List<Item> items) {
        this.code = code;
        this.version = version;
        this.document = document;
        this.items = List.copyOf(items);
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

    /** Every alarm that these answers raise, in the order of the questions. */
    public List<RedFlag> redFlags(Map<String, JsonNode> answers) {
        var counting = counting(answers);
        var flags = new ArrayList<RedFlag>();
        for (var item : all()) {
            var answer = counting.get(item.linkId());
            if (answer != null) {
                var rules = rules(item);
                for (int i = 0; i < rules.size(); i++) {
                    if (item.alarms().get(i).condition().holds(answer)) {
                        flags.add(rules.get(i).flag(answer));
                    }
                }
            }
        }
        return flags;
    }

    /** Every alarm there is, in the order of the questions. */
    public List<Rule> rules() {
        return all().stream().flatMap(i -> rules(i).stream()).toList();
    }

    /**
     * One alarm on one question.
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

    private static List<Rule> rules(Item item) {
        return IntStream.range(0, item.alarms().size())
                .mapToObj(i -> {
                    var alarm = item.alarms().get(i);
                    var id = item.linkId() + "#" + (i + 1);
                    return new Rule(id, item.linkId(), alarm.level(), alarm.text());
                })
                .toList();
    }

    /** A question in words; its linkId where there is no such question. */
    public String question(String linkId, Locale locale) {
        var text = Words.item(document, linkId).path("text").path(Words.language(locale));
        return text.asString(linkId);
    }

    /** A choice in words; null where the answer is none of its options. */
    public @Nullable String chosen(String linkId, JsonNode answer, Locale locale) {
        return Words.displays(Words.item(document, linkId), answer, Words.language(locale));
    }

    private List<Item> all() {
        return items.stream().flatMap(Item::all).toList();
    }

    private static void enable(
            List<Item> items, Map<String, JsonNode> answers, Set<String> enabled) {
        for (var item : items) {
            if (asked(item, answers, enabled)) {
                enabled.add(item.linkId());
                enable(item.items(), answers, enabled);
            }
        }
    }

    private static boolean asked(Item item, Map<String, JsonNode> answers, Set<String> enabled) {
        var links = item.enabling().links();
        if (links.isEmpty()) {
            return true;
        }
        return item.enabling().any()
                ? links.stream().anyMatch(l -> holds(l, answers, enabled))
                : links.stream().allMatch(l -> holds(l, answers, enabled));
    }

    private static boolean holds(
            Item.Link link, Map<String, JsonNode> answers, Set<String> enabled) {
        @Nullable JsonNode answer =
                enabled.contains(link.question()) ? answers.get(link.question()) : null;
        return link.condition().holds(answer);
    }

    @Override
    public String toString() {
        return "Questionnaire[" + code + " v" + version + "]";
    }
}
