package org.aftercall.script;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.aftercall.script.BadQuestionnaire.Fault;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads a questionnaire and finds every fault in it. */
final class Reading {
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(JsonNodeFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .enable(tools.jackson.core.StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build();
    private static final Set<String> TOP =
            Set.of("resourceType", "name", "version", "status", "title", "item", "score");
    private static final Pattern CODE = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

    private final List<Fault> faults = new ArrayList<>();

    private Reading() {}

    static Questionnaire of(String json) {
        return new Reading().read(json);
    }

    private Questionnaire read(String json) {
        var document = parse(json);
        for (var name : document.propertyNames()) {
            if (!TOP.contains(name)) {
                faults.add(new Fault("questionnaire", "'" + name + "' is not supported"));
            }
        }
        if (!"Questionnaire".equals(document.path("resourceType").asString(""))) {
            faults.add(new Fault("questionnaire", "resourceType must be Questionnaire"));
        }
        if (!"active".equals(document.path("status").asString(""))) {
            faults.add(new Fault("questionnaire", "status must be active"));
        }
        var code = document.path("name").asString("");
        if (!CODE.matcher(code).matches()) {
            faults.add(new Fault("questionnaire", "name must be lower case letters, digits, -"));
        }
        var version = document.path("version");
        if (!version.isInt() || version.intValue() < 1) {
            faults.add(new Fault("questionnaire", "version must be a whole number from 1"));
        }
        var items = new ItemReading(faults);
        items.texts("questionnaire", "title", document, true);
        var tree = items.items("questionnaire", document.path("item"));
        if (tree.isEmpty()) {
            faults.add(new Fault("questionnaire", "has no items"));
        }
        var byId = new LinkedHashMap<String, Item>();
        var waitsFor = new LinkedHashMap<String, Set<String>>();
        for (var item : tree) {
            collect(item, null, byId, waitsFor);
        }
        var scores =
                new Scores(
                        new ScoreReading(faults, items, byId).scales(document.path("score")), tree);
        checkLinks(byId, scores, waitsFor);
        if (!faults.isEmpty()) {
            throw new BadQuestionnaire(faults);
        }
        return new Questionnaire(code, version.intValue(), document, tree, scores);
    }

    private static ObjectNode parse(String json) {
        try {
            if (JSON.readTree(json) instanceof ObjectNode object) {
                return object;
            }
            throw new BadQuestionnaire(List.of(new Fault("questionnaire", "is not a JSON object")));
        } catch (JacksonException e) {
            throw new BadQuestionnaire(
                    List.of(new Fault("questionnaire", "is not JSON: " + e.getOriginalMessage())));
        }
    }

    private void checkLinks(
            Map<String, Item> byId, Scores scores, Map<String, Set<String>> waitsFor) {
        for (var scale : scores.scales()) {
            byId.put(scale.id(), Item.number(scale.id()));
            waitsFor.put(scale.id(), scores.questions(scale));
        }
        var before = new HashSet<String>();
        for (var item : byId.values()) {
            for (var link : item.enabling().links()) {
                checkLink(item, link, byId.get(link.question()), before, waitsFor);
            }
            before.add(item.linkId());
            // A score is there as soon as the last question that goes into it.
            scores.scales().stream()
                    .filter(scale -> before.containsAll(scores.questions(scale)))
                    .forEach(scale -> before.add(scale.id()));
        }
    }

    private void collect(
            Item item,
            @Nullable Item parent,
            Map<String, Item> byId,
            Map<String, Set<String>> waitsFor) {
        if (byId.putIfAbsent(item.linkId(), item) != null) {
            faults.add(new Fault(item.linkId(), "this linkId is used twice"));
            return;
        }
        var waits = waitsFor.computeIfAbsent(item.linkId(), id -> new HashSet<>());
        item.enabling().links().forEach(l -> waits.add(l.question()));
        if (parent != null) {
            waits.add(parent.linkId());
        }
        item.items().forEach(child -> collect(child, item, byId, waitsFor));
    }

    private void checkLink(
            Item item,
            Item.Link link,
            @Nullable Item asked,
            Set<String> before,
            Map<String, Set<String>> waitsFor) {
        if (asked == null) {
            fault(item, "enableWhen refers to '" + link.question() + "', which does not exist");
        } else if (!asked.type().asks()) {
            fault(item, "enableWhen refers to '" + link.question() + "', which asks nothing");
        } else if (leadsTo(link.question(), item.linkId(), waitsFor, new HashSet<>())) {
            fault(item, "enableWhen runs in a circle through '" + link.question() + "'");
        } else if (!before.contains(link.question())) {
            fault(item, "enableWhen refers to '" + link.question() + "', which is asked later");
        } else {
            var mistake = ItemReading.mistake(asked, link.condition());
            if (mistake != null) {
                fault(item, "enableWhen on '" + link.question() + "': " + mistake);
            }
        }
    }

    private static boolean leadsTo(
            String from, String to, Map<String, Set<String>> waitsFor, Set<String> seen) {
        if (from.equals(to)) {
            return true;
        }
        return seen.add(from)
                && waitsFor.getOrDefault(from, Set.of()).stream()
                        .anyMatch(next -> leadsTo(next, to, waitsFor, seen));
    }

    private void fault(Item item, String text) {
        faults.add(new Fault(item.linkId(), text));
    }

    static String shown(JsonNode node) {
        var text = node.toString();
        return text.length() > 40 ? text.substring(0, 40) + "…" : text;
    }
}
