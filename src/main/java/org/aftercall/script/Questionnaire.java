package org.aftercall.script;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One published version of what is asked. Answers are a map from linkId to a JSON value: true or
 * false, an option's code, a number, {@code yyyy-mm-dd}, a text, {@code {"value": 7.2, "unit":
 * "mmol/L"}}; where a question repeats a list of those; for a group that repeats a list of rows,
 * each again a map from linkId to answer.
 */
public final class Questionnaire {
    /** The yes-or-no question whose answer counts as the patient's consent to being recorded. */
    public static final String CONSENT_TO_RECORDING = "recording";

    private static final Set<String> ANEW =
            Set.of(
                    "who",
                    "relation",
                    "proxy.consent",
                    "identity",
                    "identity.used",
                    CONSENT_TO_RECORDING);

    private final String code;
    private final int version;
    private final JsonNode document;
    private final List<Item> items;
    private final List<Item> once;
    private final Scores scores;
    private final boolean names;

    Questionnaire(String code, int version, JsonNode document, List<Item> items, Scores scores) {
        this.code = code;
        this.version = version;
        this.document = document;
        this.items = List.copyOf(items);
        this.once = items.stream().flatMap(Item::once).toList();
        this.scores = scores;
        this.names = document.toString().contains("{{");
    }

    /**
     * @throws BadQuestionnaire naming every item that is wrong
     */
    public static Questionnaire parse(String json) {
        return Reading.of(json);
    }

    /**
     * A FHIR R4 Questionnaire as a document for {@link #parse}.
     *
     * @throws BadQuestionnaire naming every item of which something would be lost
     */
    public static String fromFhir(String json) {
        return FhirReading.document(Reading.object(json)).toString();
    }

    /**
     * A document in either form: in ours a title has words in each language.
     *
     * @throws BadQuestionnaire naming every item that is wrong
     */
    public static Questionnaire read(String json) {
        var document = Reading.object(json);
        return Reading.of(
                document.path("title").isString() ? FhirReading.document(document) : document);
    }

    /** The same as a FHIR R4 Questionnaire, with nothing left out. */
    public String toFhir() {
        return FhirWriting.of(document).toString();
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

    /** The same as a nurse says it to that patient: with every merge field filled in. */
    public List<JsonNode> in(Locale locale, Background background) {
        return said(document.path("item"), locale, background);
    }

    /** What to say when the talk leaves its path, beyond what the house says everywhere. */
    public List<JsonNode> situations(Locale locale, Background background) {
        return said(document.path("situation"), locale, background);
    }

    private static List<JsonNode> said(JsonNode list, Locale locale, Background background) {
        var language = Words.language(locale);
        return Words.filled(Words.chosen(list, language), background, language)
                .valueStream()
                .toList();
    }

    /** The answers that are known before anybody asks. */
    public Map<String, JsonNode> initial(Background background) {
        var known = new LinkedHashMap<String, JsonNode>();
        Starting.fill(once, background, known);
        return known;
    }

    /** Whether anything of the patient is said. */
    public boolean names() {
        return names;
    }

    /** Whether anything is known before anybody asks. */
    public boolean looksBack() {
        return once.stream().anyMatch(i -> i.takes().start().known());
    }

    /** The thresholds that a patient may have of his own, by name. */
    public Map<String, Limit> limits() {
        var limits = new LinkedHashMap<String, Limit>();
        for (var item : once) {
            var name = Starting.limit(item);
            if (name != null) {
                limits.put(name, new Limit(item.linkId(), item.takes().min(), item.takes().max()));
            }
        }
        return limits;
    }

    /**
     * The linkIds of what every talk asks anew, whatever was said in another: who is there, whether
     * it is him, whether he agrees to being recorded.
     */
    public Set<String> askedAnew() {
        return once.stream()
                .filter(i -> i.rules().gate() || ANEW.contains(i.linkId()))
                .map(Item::linkId)
                .collect(Collectors.toSet());
    }

    /** All linkIds that can be answered, in the order they are asked; not those of columns. */
    public List<String> questions() {
        return once.stream().filter(Item::asks).map(Item::linkId).toList();
    }

    /**
     * The linkIds of what is asked, given these answers. The answer to a question that is itself
     * not asked does not count; below a group that is not asked nothing is.
     */
    public Set<String> enabled(Map<String, JsonNode> answers) {
        return filled(answers).enabled();
    }

    /** Everything that stands against signing these answers. */
    public List<Problem> check(Map<String, JsonNode> answers) {
        var problems = new ArrayList<>(checkGiven(answers));
        problems.addAll(filled(answers).open());
        return problems;
    }

    /**
     * What is wrong with the answers that are there: for saving while the talk goes on. Answers to
     * questions that are not asked (any more) are no problem; they are dropped on signing.
     */
    public List<Problem> checkGiven(Map<String, JsonNode> answers) {
        var problems = new ArrayList<Problem>();
        var known = new HashSet<String>();
        for (var item : once) {
            known.add(item.linkId());
            var answer = answers.get(item.linkId());
            if (answer != null && Condition.given(answer)) {
                var before = problems.size();
                Checks.check(item, answer, problems);
                if (item.rows() && problems.size() == before) {
                    Checks.rows(item, answer, problems);
                }
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
        return filled(answers).counting();
    }

    /**
     * How far the interview came. Until identity is confirmed there was none, whatever else was
     * noted.
     */
    public Completion completion(Map<String, JsonNode> answers) {
        var filled = filled(answers);
        var counting = filled.counting();
        for (var item : once) {
            var answer = item.rules().gate() ? counting.get(item.linkId()) : null;
            if (item.rules().gate() && (answer == null || !answer.asBoolean(false))) {
                return new Completion(Completion.State.NOT_STARTED, null);
            }
        }
        if (once.stream().noneMatch(i -> !i.rules().hidden() && counting.containsKey(i.linkId()))) {
            return new Completion(Completion.State.NOT_STARTED, null);
        }
        return filled.open().isEmpty()
                ? new Completion(Completion.State.COMPLETE, null)
                : new Completion(Completion.State.PARTIAL, filled.open().getFirst().linkId());
    }

    /** What the answers that count come to, by each instrument. */
    public List<Score> scores(Map<String, JsonNode> answers) {
        var filled = filled(answers);
        return scores.of(filled.enabled(), filled.counting());
    }

    /** The instruments as the screen reckons and shows them, with all texts in one language. */
    public List<JsonNode> scales(Locale locale) {
        return Words.chosen(document.path("score"), Words.language(locale)).valueStream().toList();
    }

    /** Every alarm that these answers raise: in the order of the questions, then of the scores. */
    public List<RedFlag> redFlags(Map<String, JsonNode> answers) {
        return filled(answers).redFlags(once);
    }

    /**
     * Whether these answers raise an emergency and something must still be answered of what it
     * opened, as the crisis path behind a thought of suicide.
     */
    public boolean leftInEmergency(Map<String, JsonNode> answers) {
        return filled(answers).leftInEmergency(once);
    }

    /** For whoever judges a whole history: as fast as it can be told. */
    public Judged judge(Map<String, JsonNode> answers) {
        var filled = filled(answers);
        return new Judged(filled.redFlags(once), scores.of(filled.enabled(), filled.counting()));
    }

    Filled filled(Map<String, JsonNode> answers) {
        return Filled.of(items, scores, answers);
    }

    /** Every alarm there is: in the order of the questions, then of the scores. */
    public List<Rule> rules() {
        return Stream.concat(
                        items.stream()
                                .flatMap(Item::all)
                                .flatMap(i -> rules(i.linkId(), i.alarms()).stream()),
                        scores.scales().stream().flatMap(s -> rules(s.id(), s.alarms()).stream()))
                .toList();
    }

    /**
     * One alarm on one question or score.
     *
     * @param id the second alarm of {@code pain} is {@code pain#2}; the same for good within one
     *     version
     * @param callBack by which questionnaire the patient is called back; null for the usual one
     */
    public record Rule(
            String id,
            String linkId,
            RedFlag.Level level,
            Map<String, String> texts,
            @Nullable String callBack) {
        static String id(String of, int index) {
            return of + "#" + (index + 1);
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
                    return new Rule(
                            Rule.id(of, i), of, alarm.level(), alarm.text(), alarm.callBack());
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

    /** The document as it was published, in the form of {@link #parse}. */
    JsonNode document() {
        return document;
    }

    Scores instruments() {
        return scores;
    }

    /** The items, for those who look at rules. */
    List<Item> items() {
        return items;
    }

    @Override
    public String toString() {
        return "Questionnaire[" + code + " v" + version + "]";
    }
}
