package org.aftercall.script;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A questionnaire with the answers given so far: what is asked, and what of them counts. */
final class Filled {
    private final Scores scores;
    private final Map<String, JsonNode> answers;
    private final Set<String> enabled = new LinkedHashSet<>();
    private final Map<String, JsonNode> counting = new LinkedHashMap<>();
    private final List<Problem> open = new ArrayList<>();

    private Filled(Scores scores, Map<String, JsonNode> answers) {
        this.scores = scores;
        this.answers = answers;
    }

    static Filled of(List<Item> items, Scores scores, Map<String, JsonNode> answers) {
        var filled = new Filled(scores, answers);
        filled.walk(items);
        return filled;
    }

    /** LinkIds of what is asked, in its order; not those of columns. */
    Set<String> enabled() {
        return enabled;
    }

    /** The answers that count, in the order of the questions: to what is asked, and not empty. */
    Map<String, JsonNode> counting() {
        return counting;
    }

    /** What must still be answered, in its order. */
    List<Problem> open() {
        return open;
    }

    private void walk(List<Item> items) {
        for (var item : items) {
            if (!asked(item, counting)) {
                continue;
            }
            enabled.add(item.linkId());
            if (item.asks()) {
                var answer = answers.get(item.linkId());
                var counts = answer != null && item.rows() ? rows(item, answer) : answer;
                if (counts != null && Condition.given(counts)) {
                    counting.put(item.linkId(), counts);
                } else if (item.rules().required()) {
                    open.add(Problem.of(item.linkId(), "answer.required"));
                }
            } else {
                walk(item.items());
            }
        }
    }

    private boolean asked(Item item, Map<String, JsonNode> known) {
        var links = item.enabling().links();
        if (links.isEmpty()) {
            return true;
        }
        for (var link : links) {
            if (holds(link, known) == item.enabling().any()) {
                return item.enabling().any();
            }
        }
        return !item.enabling().any();
    }

    private boolean holds(Item.Link link, Map<String, JsonNode> known) {
        var question = link.question();
        if (scores.has(question)) {
            // All that goes into it is asked before.
            return link.condition().holds(scores.node(question, known));
        }
        return scores.holds(question, link.condition(), known.get(question));
    }

    /** The rows of a group that repeats, with what counts of each; empty rows are left out. */
    private @Nullable JsonNode rows(Item group, JsonNode answer) {
        if (!answer.isArray()) {
            return null;
        }
        var rows = JsonNodeFactory.instance.arrayNode();
        for (var row : answer) {
            var before = open.size();
            var kept = row.isObject() ? row(group, row, rows.size()) : null;
            if (kept != null && !kept.isEmpty()) {
                rows.add(kept);
            } else {
                open.subList(before, open.size()).clear();
            }
        }
        return rows;
    }

    private ObjectNode row(Item group, JsonNode row, int no) {
        var known = new HashMap<>(counting);
        var kept = JsonNodeFactory.instance.objectNode();
        for (var column : group.items()) {
            if (!asked(column, known)) {
                continue;
            }
            var answer = row.path(column.linkId());
            if (column.asks() && Condition.given(answer)) {
                known.put(column.linkId(), answer);
                kept.set(column.linkId(), answer);
            } else if (column.rules().required()) {
                open.add(Problem.of(column.linkId(), "answer.required").in(group.linkId(), no));
            }
        }
        return kept;
    }

    /** Every alarm that counts; each rule once, however many rows fire it. */
    List<RedFlag> redFlags(List<Item> items) {
        var flags = new ArrayList<RedFlag>();
        for (var item : items) {
            var answer = counting.get(item.linkId());
            if (answer == null) {
                continue;
            }
            raise(item.linkId(), item.alarms(), item, answer, counting, flags);
            if (item.rows()) {
                rowFlags(item, answer, flags);
            }
        }
        for (var scale : scores.scales()) {
            var value = scale.alarms().isEmpty() ? null : scores.node(scale.id(), counting);
            if (value != null) {
                raise(scale.id(), scale.alarms(), Item.number(scale.id()), value, counting, flags);
            }
        }
        return flags;
    }

    private void rowFlags(Item group, JsonNode rows, List<RedFlag> flags) {
        var fired = new HashSet<String>();
        for (var row : rows) {
            var known = new HashMap<>(counting);
            row.properties().forEach(p -> known.put(p.getKey(), p.getValue()));
            var here = new ArrayList<RedFlag>();
            for (var column : group.items()) {
                var answer = row.path(column.linkId());
                if (!answer.isMissingNode()) {
                    raise(column.linkId(), column.alarms(), column, answer, known, here);
                }
            }
            here.stream().filter(f -> fired.add(f.rule())).forEach(flags::add);
        }
    }

    /** Whether something must still be answered of what an emergency's own answer opened. */
    boolean leftInEmergency(List<Item> items) {
        var left = open.stream().map(Problem::linkId).collect(Collectors.toSet());
        var grave =
                redFlags(items).stream()
                        .filter(f -> f.level() == RedFlag.Level.EMERGENCY)
                        .map(RedFlag::linkId)
                        .collect(Collectors.toSet());
        return items.stream()
                .filter(i ->
                        i.enabling().links().stream().anyMatch(l -> grave.contains(l.question())))
                .flatMap(Item::once)
                .anyMatch(i -> left.contains(i.linkId()));
    }

    private static void raise(
            String id,
            List<Item.Alarm> alarms,
            Item item,
            JsonNode answer,
            Map<String, JsonNode> known,
            List<RedFlag> into) {
        for (int i = 0; i < alarms.size(); i++) {
            var alarm = alarms.get(i);
            if (alarm.holds(item.plain(answer), known)) {
                into.add(
                        new RedFlag(
                                Questionnaire.Rule.id(id, i),
                                id,
                                answer,
                                alarm.level(),
                                alarm.text(),
                                alarm.callBack()));
            }
        }
    }
}
