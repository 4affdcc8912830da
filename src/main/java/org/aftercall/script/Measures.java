package org.aftercall.script;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the answers to one questionnaire come to where many talks are compared: a number each, and
 * whether something was found that one calls back about.
 */
public final class Measures {
    private final Questionnaire questionnaire;

    public Measures(Questionnaire questionnaire) {
        this.questionnaire = questionnaire;
    }

    /**
     * Whether each answer to it is one number: a score, or what is asked once and is a number, a
     * quantity, or a choice whose options all count in a score.
     */
    public boolean isNumber(String id) {
        return questionnaire.instruments().has(id) || item(id).filter(Measures::counts).isPresent();
    }

    /**
     * Of a quantity in its first unit; nothing where it was not asked, not answered, or is no
     * number.
     */
    public Optional<Double> number(String id, Map<String, JsonNode> answers) {
        if (questionnaire.instruments().has(id)) {
            return questionnaire.scores(answers).stream()
                    .filter(s -> s.id().equals(id))
                    .flatMap(s -> Optional.ofNullable(s.value()).stream())
                    .findFirst();
        }
        var answer = given(id, answers);
        return answer == null
                ? Optional.empty()
                : item(id).filter(Measures::counts).flatMap(item -> number(item, answer));
    }

    private static Optional<Double> number(Item item, JsonNode answer) {
        if (item.type() == Type.CHOICE) {
            return Optional.ofNullable(item.takes().worth().get(answer.asString("")));
        }
        var plain = item.plain(answer);
        return plain.isNumber() ? Optional.of(plain.doubleValue()) : Optional.empty();
    }

    /** Whether it says of a talk that something was found: yes or no, or by its own alarms. */
    public boolean isFinding(String id, String callBack) {
        return alarms(id, callBack)
                || item(id).filter(i -> i.type() == Type.BOOLEAN && !i.rules().repeats())
                        .isPresent();
    }

    /**
     * Whether it was found; nothing where it was not asked or not answered.
     *
     * @param callBack of the alarms that tell it; a question without such an alarm tells it by a
     *     yes
     */
    public Optional<Boolean> found(String id, String callBack, Map<String, JsonNode> answers) {
        if (alarms(id, callBack)) {
            var raised =
                    questionnaire.redFlags(answers).stream()
                            .anyMatch(f -> f.linkId().equals(id) && callBack.equals(f.callBack()));
            var told =
                    questionnaire.instruments().has(id)
                            ? number(id, answers).isPresent()
                            : given(id, answers) != null;
            return told ? Optional.of(raised) : Optional.empty();
        }
        return Optional.ofNullable(given(id, answers)).map(a -> a.asBoolean(false));
    }

    private boolean alarms(String id, String callBack) {
        return (questionnaire.instruments().has(id) || item(id).isPresent())
                && questionnaire.rules().stream()
                        .anyMatch(r -> r.linkId().equals(id) && callBack.equals(r.callBack()));
    }

    private @Nullable JsonNode given(String id, Map<String, JsonNode> answers) {
        return questionnaire.filled(answers).counting().get(id);
    }

    private Optional<Item> item(String id) {
        return questionnaire.items().stream()
                .flatMap(Item::once)
                .filter(i -> i.linkId().equals(id))
                .findFirst();
    }

    private static boolean counts(Item item) {
        return !item.rules().repeats()
                && (item.type().counts()
                        || item.type() == Type.CHOICE
                                && item.scores()
                                && !item.takes().worth().isEmpty());
    }
}
