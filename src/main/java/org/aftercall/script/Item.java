package org.aftercall.script;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** One question, group or line of a questionnaire, as far as its rules go. */
record Item(
        String linkId,
        Type type,
        Rules rules,
        Takes takes,
        Enabling enabling,
        List<Alarm> alarms,
        List<Item> items) {
    /**
     * @param gate while it is not answered with yes, nothing counts as an interview
     * @param hidden never asked: its answer is known beforehand, or there is none
     */
    record Rules(boolean required, boolean repeats, boolean gate, boolean hidden) {
        static final Rules NONE = new Rules(false, false, false, false);
    }

    /**
     * What answers it takes.
     *
     * @param worth what an option counts in a score, for those that count
     * @param units of a quantity and how many of the first each is
     * @param start what it is answered with before anybody asks
     */
    record Takes(
            @Nullable BigDecimal min,
            @Nullable BigDecimal max,
            List<String> options,
            Map<String, Double> worth,
            Map<String, BigDecimal> units,
            Start start) {
        static final Takes ANYTHING =
                new Takes(null, null, List.of(), Map.of(), Map.of(), Start.OPEN);
    }

    /**
     * @param from the name of a {@link Fact}; its value comes before the fixed one
     */
    record Start(@Nullable JsonNode value, @Nullable String from) {
        static final Start OPEN = new Start(null, null);

        boolean known() {
            return value != null || from != null;
        }
    }

    /** When the item is asked: without conditions always. */
    record Enabling(boolean any, List<Link> links) {
        static final Enabling ALWAYS = new Enabling(false, List.of());
    }

    record Link(String question, Condition condition) {}

    /**
     * @param own the question whose answer, where there is one, stands for the wanted one: this
     *     patient's own threshold
     * @param callBack by which questionnaire the patient is called back; null for the usual one
     */
    record Alarm(
            Condition condition,
            @Nullable String own,
            RedFlag.Level level,
            Map<String, String> text,
            @Nullable String callBack) {
        boolean holds(JsonNode answer, Map<String, JsonNode> counting) {
            var limit = own == null ? null : counting.get(own);
            return limit != null && limit.isNumber()
                    ? new Condition(condition.operator(), limit).holds(answer)
                    : condition.holds(answer);
        }
    }

    /** What stands for a score where a question is expected. */
    static Item number(String id) {
        return new Item(
                id,
                Type.DECIMAL,
                Rules.NONE,
                Takes.ANYTHING,
                Enabling.ALWAYS,
                List.of(),
                List.of());
    }

    /** A group that is filled in once for each thing there is, as one line for each medicine. */
    boolean rows() {
        return type == Type.GROUP && rules.repeats();
    }

    boolean asks() {
        return type.asks() || rows();
    }

    /** Whether each of its answers is worth a number. */
    boolean scores() {
        return type == Type.BOOLEAN
                || type.counts()
                || type == Type.CHOICE && takes.worth().keySet().containsAll(takes.options());
    }

    /** An answer as comparisons and sums see it: a quantity as a number of its first unit. */
    JsonNode plain(JsonNode answer) {
        if (type != Type.QUANTITY) {
            return answer;
        }
        if (answer.isArray()) {
            var list = JsonNodeFactory.instance.arrayNode();
            answer.forEach(one -> list.add(plain(one)));
            return list;
        }
        var factor = takes.units().get(answer.path("unit").asString(""));
        var value = answer.path("value");
        return factor == null || !value.isNumber() || !Checks.sane(value)
                ? answer
                : JsonNodeFactory.instance.numberNode(value.decimalValue().multiply(factor));
    }

    /** This item and all below it, in the order they are asked. */
    Stream<Item> all() {
        return Stream.concat(Stream.of(this), items.stream().flatMap(Item::all));
    }

    /** The same without the columns of groups that repeat. */
    Stream<Item> once() {
        return rows()
                ? Stream.of(this)
                : Stream.concat(Stream.of(this), items.stream().flatMap(Item::once));
    }
}
