package org.aftercall.script;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.aftercall.bench.Options;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * How many records a second one core scores anew and puts under the rules: the whole history of a
 * hospital before a rule is published. Records of every shipped questionnaire, filled in at random
 * from a seed; once as they lie in memory, once from the text that the database gives.
 */
public final class RuleRate {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int BAR = 50_000;
    private static final long SEED = 6;

    private RuleRate() {}

    private record Kept(Questionnaire questionnaire, Map<String, JsonNode> answers, String text) {}

    public static void run(Options options) {
        int many = options.number("records", 20_000);
        int rounds = options.number("rounds", 9);
        options.done();
        var chance = new Random(SEED);
        var forms = Questionnaires.shipped().stream().map(Questionnaire::parse).toList();
        var history = new ArrayList<Kept>();
        for (int i = 0; i < many; i++) {
            var form = forms.get(i % forms.size());
            var answers = filled(form.items(), chance);
            history.add(new Kept(form, answers, JsonMapper.shared().writeValueAsString(answers)));
        }
        System.out.printf(
                Locale.ROOT,
                "%d records of %d questionnaires, %.0f answers each, seed %d, %d rounds after 3, one thread%n",
                many,
                forms.size(),
                history.stream().mapToInt(k -> k.answers().size()).average().orElse(0),
                SEED,
                rounds);
        var inMemory = new double[rounds];
        var fromText = new double[rounds];
        for (int round = -3; round < rounds; round++) {
            double memory = rate(history, false);
            double text = rate(history, true);
            if (round >= 0) {
                inMemory[round] = memory;
                fromText[round] = text;
            }
        }
        report("scored and judged", inMemory);
        report("the same from JSON text", fromText);
        System.out.printf(
                Locale.ROOT,
                "scores %.0f records/s a core (%.0f–%.0f) n=%d, goal ≥ %d: goal %s%n",
                median(inMemory),
                Arrays.stream(inMemory).min().orElse(0),
                Arrays.stream(inMemory).max().orElse(0),
                rounds,
                BAR,
                median(inMemory) >= BAR ? "met" : "missed");
    }

    private static double rate(List<Kept> history, boolean text) {
        long flags = 0;
        var began = System.nanoTime();
        for (var one : history) {
            var answers = text ? read(one.text()) : one.answers();
            var judged = one.questionnaire().judge(answers);
            flags += judged.flags().size() + judged.scores().size();
        }
        var seconds = (System.nanoTime() - began) / 1e9;
        if (flags == 0) {
            throw new IllegalStateException("nothing was judged");
        }
        return history.size() / seconds;
    }

    private static Map<String, JsonNode> read(String text) {
        var answers = new LinkedHashMap<String, JsonNode>();
        JsonMapper.shared()
                .readTree(text)
                .properties()
                .forEach(p -> answers.put(p.getKey(), p.getValue()));
        return answers;
    }

    private static double median(double[] rates) {
        var sorted = rates.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static void report(String what, double[] rates) {
        System.out.printf(
                Locale.ROOT,
                "%-26s median %,.0f records/s, %,.0f to %,.0f%n",
                what,
                median(rates),
                Arrays.stream(rates).min().orElse(0),
                Arrays.stream(rates).max().orElse(0));
    }

    /** Nearly every question is answered, and the gate is open. */
    private static Map<String, JsonNode> filled(List<Item> items, Random chance) {
        var answers = new LinkedHashMap<String, JsonNode>();
        items.stream()
                .flatMap(Item::once)
                .filter(Item::asks)
                .forEach(item -> {
                    if (item.rules().gate()) {
                        answers.put(item.linkId(), JSON.booleanNode(true));
                    } else if (item.linkId().equals("who")) {
                        answers.put("who", JSON.stringNode("PATIENT"));
                    } else if (chance.nextInt(10) > 0) {
                        answers.put(item.linkId(), any(item, chance));
                    }
                });
        return answers;
    }

    private static JsonNode any(Item item, Random chance) {
        if (item.rows()) {
            var rows = JSON.arrayNode();
            for (int i = 0; i < 3; i++) {
                var row = rows.addObject();
                item.items().forEach(c -> row.set(c.linkId(), any(c, chance)));
            }
            return rows;
        }
        var one =
                switch (item.type()) {
                    case BOOLEAN -> JSON.booleanNode(chance.nextInt(4) == 0);
                    case CHOICE, OPEN_CHOICE ->
                            JSON.stringNode(
                                    item.takes()
                                            .options()
                                            .get(chance.nextInt(item.takes().options().size())));
                    case INTEGER -> JSON.numberNode(chance.nextInt(200));
                    case DECIMAL -> JSON.numberNode(chance.nextInt(400) / 10.0);
                    case QUANTITY ->
                            JSON.objectNode()
                                    .put("value", chance.nextInt(200) / 10.0)
                                    .put("unit", item.takes().units().keySet().iterator().next());
                    case DATE -> JSON.stringNode("2026-12-04");
                    case STRING, TEXT, GROUP, DISPLAY -> JSON.stringNode("好多了");
                };
        return item.rules().repeats() ? JSON.arrayNode().add(one) : one;
    }
}
