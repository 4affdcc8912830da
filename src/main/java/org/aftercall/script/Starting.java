package org.aftercall.script;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What a question is answered with before anybody asks: {@code history.diabetes} (yes or no),
 * {@code last.problem} (was there one), {@code patient.age}, {@code lengthOfStay}, {@code
 * daysSinceDischarge}, {@code daysSinceLastCall}, {@code limit.NAME} (numbers), {@code answer} (the
 * same question's last answer) or {@code answer.LINKID} (another's).
 */
final class Starting {
    private static final String HISTORY = "history.";
    private static final String LIMIT = "limit.";
    private static final String ANSWER = "answer";
    private static final String PROBLEM = "last.problem";
    private static final List<String> NUMBERS =
            List.of("patient.age", "lengthOfStay", "daysSinceDischarge", "daysSinceLastCall");

    private Starting() {}

    /** Why it cannot start from that, as part of a message key. */
    static Optional<String> fault(Item item, String from) {
        if (from.equals(ANSWER)
                || from.startsWith(ANSWER + ".")
                        && ItemReading.LINK_ID
                                .matcher(from.substring(ANSWER.length() + 1))
                                .matches()) {
            return Optional.empty();
        }
        return names(item).contains(from)
                        || from.startsWith(LIMIT)
                                && ItemReading.LINK_ID
                                        .matcher(from.substring(LIMIT.length()))
                                        .matches()
                                && item.type().counts()
                                && item.type() != Type.QUANTITY
                ? Optional.empty()
                : Optional.of("initialFrom");
    }

    /** What a question of that type can start from. */
    static List<String> names(Item item) {
        var names = new ArrayList<String>();
        if (item.type() == Type.BOOLEAN) {
            Background.HISTORY.stream().sorted().map(h -> HISTORY + h).forEach(names::add);
            names.add(PROBLEM);
        }
        if (item.type() == Type.INTEGER || item.type() == Type.DECIMAL) {
            names.addAll(NUMBERS);
            names.add(LIMIT + "NAME");
        }
        names.add(ANSWER);
        names.add(ANSWER + ".LINKID");
        return names;
    }

    /** The name of the threshold of one patient that it starts from; null for all others. */
    static @Nullable String limit(Item item) {
        var from = item.takes().start().from();
        return from != null && from.startsWith(LIMIT) ? from.substring(LIMIT.length()) : null;
    }

    /** Null where it stays open. */
    static @Nullable JsonNode value(Item item, Background background) {
        var start = item.takes().start();
        var known = start.from() == null ? null : known(item, start.from(), background);
        if (known == null || !fits(item, known)) {
            return start.value();
        }
        return known;
    }

    private static @Nullable JsonNode known(Item item, String from, Background b) {
        var json = JsonNodeFactory.instance;
        if (from.startsWith(HISTORY)) {
            return json.booleanNode(b.history().contains(from.substring(HISTORY.length())));
        }
        if (from.startsWith(LIMIT)) {
            var limit = b.limits().get(from.substring(LIMIT.length()));
            return limit == null ? null : json.numberNode(limit);
        }
        return switch (from) {
            case PROBLEM -> json.booleanNode(!b.last().problem().isEmpty());
            case "patient.age" -> b.whom().age() == null ? null : json.numberNode(b.whom().age());
            case "lengthOfStay" ->
                    b.stay().length() == null ? null : json.numberNode(b.stay().length());
            case "daysSinceDischarge" -> days(b.stay().dischargedOn(), b.today());
            case "daysSinceLastCall" -> days(b.last().on(), b.today());
            case ANSWER -> b.last().answers().get(item.linkId());
            default -> b.last().answers().get(from.substring(ANSWER.length() + 1));
        };
    }

    private static @Nullable JsonNode days(@Nullable LocalDate from, LocalDate today) {
        return from == null || from.isAfter(today)
                ? null
                : JsonNodeFactory.instance.numberNode(ChronoUnit.DAYS.between(from, today));
    }

    /** An older version may have asked for something else under that name. */
    private static boolean fits(Item item, JsonNode answer) {
        var problems = new ArrayList<Problem>();
        Checks.check(item, answer, problems);
        return problems.isEmpty() && Condition.given(answer);
    }

    /** All that is known of these questions beforehand. */
    static void fill(Iterable<Item> items, Background background, Map<String, JsonNode> into) {
        for (var item : items) {
            var value = item.takes().start().known() ? value(item, background) : null;
            if (value != null) {
                into.put(item.linkId(), value);
            }
        }
    }
}
