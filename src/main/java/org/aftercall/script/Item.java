package org.aftercall.script;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One question, group or line of a questionnaire, as far as its rules go. */
record Item(
        String linkId,
        Type type,
        Rules rules,
        Enabling enabling,
        List<Alarm> alarms,
        List<Item> items) {
    /**
     * @param gate while it is not answered with yes, nothing counts as an interview
     * @param worth what an option counts in a score, for those that count
     */
    record Rules(
            boolean required,
            boolean repeats,
            boolean gate,
            @Nullable BigDecimal min,
            @Nullable BigDecimal max,
            List<String> options,
            Map<String, Double> worth) {}

    /** When the item is asked: without conditions always. */
    record Enabling(boolean any, List<Link> links) {}

    record Link(String question, Condition condition) {}

    record Alarm(Condition condition, RedFlag.Level level, Map<String, String> text) {}

    /** What stands for a score where a question is expected. */
    static Item number(String id) {
        return new Item(
                id,
                Type.DECIMAL,
                new Rules(false, false, false, null, null, List.of(), Map.of()),
                new Enabling(false, List.of()),
                List.of(),
                List.of());
    }

    /** Whether each of its answers is worth a number. */
    boolean scores() {
        return type == Type.BOOLEAN
                || type.counts()
                || type == Type.CHOICE && rules.worth().keySet().containsAll(rules.options());
    }

    /** This item and all below it, in the order they are asked. */
    Stream<Item> all() {
        return Stream.concat(Stream.of(this), items.stream().flatMap(Item::all));
    }
}
