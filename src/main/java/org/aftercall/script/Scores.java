package org.aftercall.script;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The scores of one questionnaire. A score may be made of those before it. */
final class Scores {
    private final Map<String, Scale> scales = new LinkedHashMap<>();
    private final Map<String, Item> items = new HashMap<>();

    Scores(List<Scale> scales, List<Item> items) {
        scales.forEach(s -> this.scales.put(s.id(), s));
        items.stream().flatMap(Item::all).forEach(i -> this.items.put(i.linkId(), i));
    }

    List<Scale> scales() {
        return List.copyOf(scales.values());
    }

    boolean has(String id) {
        return scales.containsKey(id);
    }

    /** Whether an answer to that question, which is known, is as that condition wants it. */
    boolean holds(String question, Condition condition, @Nullable JsonNode answer) {
        var item = items.get(question);
        return item == null || item.type() != Type.QUANTITY
                ? condition.holds(answer)
                : ConditionReading.plain(item, condition)
                        .holds(answer == null ? null : item.plain(answer));
    }

    /** As a condition sees it: null where it cannot be told. */
    @Nullable JsonNode node(String id, Map<String, JsonNode> counting) {
        var value = value(id, counting);
        return value == null ? null : JsonNodeFactory.instance.numberNode(value);
    }

    /**
     * @param counting the answers to what is asked
     */
    List<Score> of(Set<String> enabled, Map<String, JsonNode> counting) {
        var all = new ArrayList<Score>();
        for (var scale : scales.values()) {
            var value = value(scale.id(), counting);
            var band = value == null ? null : scale.band(value);
            all.add(
                    new Score(
                            scale.id(),
                            value,
                            questions(scale).stream()
                                    .filter(enabled::contains)
                                    .filter(q -> !counting.containsKey(q))
                                    .toList(),
                            scale.text(),
                            band == null ? null : band.text()));
        }
        return all;
    }

    /** All questions that go into it, also by way of another score. */
    Set<String> questions(Scale scale) {
        var questions = new LinkedHashSet<String>();
        for (var name : scale.formula().names()) {
            var other = scales.get(name);
            if (other == null) {
                questions.add(name);
            } else {
                questions.addAll(questions(other));
            }
        }
        return questions;
    }

    private @Nullable Double value(String name, Map<String, JsonNode> counting) {
        var scale = scales.get(name);
        if (scale != null) {
            return scale.formula().value(other -> value(other, counting));
        }
        var item = items.get(name);
        var answer = counting.get(name);
        return item == null || answer == null ? null : worth(item, item.plain(answer));
    }

    /** A yes is 1; an option is its score; of several options chosen the sum. */
    private static @Nullable Double worth(Item item, JsonNode answer) {
        if (answer.isArray()) {
            double sum = 0;
            for (var one : answer) {
                var worth = worth(item, one);
                if (worth == null) {
                    return null;
                }
                sum += worth;
            }
            return sum;
        }
        if (answer.isBoolean()) {
            return answer.booleanValue() ? 1.0 : 0.0;
        }
        if (answer.isNumber()) {
            return answer.doubleValue();
        }
        return answer.isString() ? item.takes().worth().get(answer.stringValue()) : null;
    }
}
