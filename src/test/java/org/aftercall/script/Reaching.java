package org.aftercall.script;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Searches for answers that fire an alarm, starting from those of somebody who is well. */
final class Reaching {
    private static final int TRIES = 20_000;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Questionnaire questionnaire;
    private final Map<String, JsonNode> well;
    private final Map<String, Item> byId = new HashMap<>();
    private final Map<String, Item> parents = new HashMap<>();
    private final Random chance = new Random(11);

    Reaching(Questionnaire questionnaire, Map<String, JsonNode> well) {
        this.questionnaire = questionnaire;
        this.well = well;
        questionnaire.items().forEach(i -> collect(i, null));
    }

    private void collect(Item item, @Nullable Item parent) {
        byId.put(item.linkId(), item);
        if (parent != null) {
            parents.put(item.linkId(), parent);
        }
        item.items().forEach(i -> collect(i, item));
    }

    /** Answers without a fault that fire it. */
    Optional<Map<String, JsonNode>> answers(Questionnaire.Rule rule) {
        var part = new LinkedHashSet<String>();
        involve(rule.linkId(), part, new HashSet<>());
        for (int i = 0; i < TRIES; i++) {
            var answers = new HashMap<>(well);
            for (var id : part) {
                var item = byId.get(id);
                if (item != null && item.asks() && chance.nextInt(3) > 0) {
                    answers.put(id, any(item));
                }
            }
            if (questionnaire.redFlags(answers).stream().anyMatch(f -> f.rule().equals(rule.id()))
                    && questionnaire.checkGiven(answers).isEmpty()) {
                return Optional.of(answers);
            }
        }
        return Optional.empty();
    }

    /** The question itself, and all that decides whether it is asked. */
    private void involve(String id, Set<String> part, Set<String> seen) {
        if (!seen.add(id)) {
            return;
        }
        var item = byId.get(id);
        if (item == null) {
            var instruments = questionnaire.instruments();
            instruments.scales().stream()
                    .filter(s -> s.id().equals(id))
                    .flatMap(s -> instruments.questions(s).stream())
                    .forEach(q -> involve(q, part, seen));
            return;
        }
        var parent = parents.get(id);
        if (parent != null) {
            involve(parent.linkId(), part, seen);
        }
        item.enabling().links().forEach(l -> involve(l.question(), part, seen));
        if (parent == null || !parent.rows()) {
            part.add(id);
        }
    }

    private JsonNode any(Item item) {
        if (item.rows()) {
            var row = JSON.objectNode();
            item.items().forEach(c -> row.set(c.linkId(), any(c)));
            return JSON.arrayNode().add(row);
        }
        var one = one(item);
        return item.rules().repeats() ? JSON.arrayNode().add(one) : one;
    }

    private JsonNode one(Item item) {
        return switch (item.type()) {
            case BOOLEAN -> JSON.booleanNode(chance.nextBoolean());
            case CHOICE, OPEN_CHOICE ->
                    JSON.stringNode(
                            item.takes()
                                    .options()
                                    .get(chance.nextInt(item.takes().options().size())));
            case INTEGER, DECIMAL -> JSON.numberNode(number(item));
            case QUANTITY ->
                    JSON.objectNode()
                            .put("value", number(item))
                            .put("unit", item.takes().units().keySet().iterator().next());
            case DATE -> JSON.stringNode("2026-12-04");
            case STRING, TEXT, GROUP, DISPLAY -> JSON.stringNode("words");
        };
    }

    /** One of the numbers at which something changes, or beside it. */
    private BigDecimal number(Item item) {
        var edges =
                new ArrayList<BigDecimal>(
                        List.of(BigDecimal.ZERO, BigDecimal.TEN, new BigDecimal(100)));
        item.alarms().forEach(a -> edges.add(a.condition().wanted().decimalValue()));
        Optional.ofNullable(item.takes().min()).ifPresent(edges::add);
        Optional.ofNullable(item.takes().max()).ifPresent(edges::add);
        var edge = edges.get(chance.nextInt(edges.size()));
        var beside = List.of("-1", "0", "1", "5", "30").get(chance.nextInt(5));
        return edge.add(new BigDecimal(beside));
    }
}
