package org.aftercall.script;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the scores of a questionnaire; what is wrong is noted by name and read on past. */
final class ScoreReading {
    private static final Set<String> KNOWN = Set.of("id", "text", "formula", "band", "redFlag");
    private static final Set<String> BAND = Set.of("from", "text");

    private final Faults faults;
    private final ItemReading items;
    private final Map<String, Item> byId;
    private final Map<String, Scale> read = new HashMap<>();

    /**
     * @param byId all items that are asked once
     */
    ScoreReading(Faults faults, ItemReading items, Map<String, Item> byId) {
        this.faults = faults;
        this.items = items;
        this.byId = byId;
    }

    List<Scale> scales(JsonNode list) {
        var scales = new ArrayList<Scale>();
        if (!list.isMissingNode() && !list.isArray()) {
            faults.add("questionnaire", "list", "score");
            return scales;
        }
        for (int i = 0; i < list.size(); i++) {
            var scale = scale("score[" + i + "]", list.get(i));
            if (scale != null) {
                read.put(scale.id(), scale);
                scales.add(scale);
            }
        }
        return scales;
    }

    private @Nullable Scale scale(String place, JsonNode node) {
        var id = node.path("id").isString() ? node.path("id").stringValue() : "";
        if (!ItemReading.LINK_ID.matcher(id).matches()) {
            faults.add(place, "scoreId");
            return null;
        }
        if (byId.containsKey(id) || read.containsKey(id)) {
            faults.add(id, "idTwice");
            return null;
        }
        faults.only(id, node, KNOWN);
        var text = items.properties().texts(id, "text", node, true);
        var formula = formula(id, node.path("formula").asString(""));
        var bands = bands(id, node.path("band"));
        var alarms = items.conditions().alarms(Item.number(id), node.path("redFlag"));
        if (formula != null && !alarms.isEmpty()) {
            for (var name : formula.names()) {
                var item = byId.get(name);
                if (item != null && !item.rules().hidden() && item.takes().start().known()) {
                    faults.add(name, "initialAlarm");
                }
            }
        }
        return formula == null ? null : new Scale(id, text, formula, bands, alarms);
    }

    private @Nullable Formula formula(String id, String text) {
        try {
            var formula = Formula.of(text);
            for (var name : formula.names()) {
                var item = byId.get(name);
                if (item == null && !read.containsKey(name)) {
                    faults.add(id, "formulaLater", Faults.shown(name));
                } else if (item != null && !item.scores()) {
                    faults.add(id, "formulaWorth", name);
                }
            }
            return formula;
        } catch (FormulaReading.Mistake mistake) {
            faults.add(id, mistake.code(), mistake.arguments());
            return null;
        }
    }

    private List<Scale.Band> bands(String id, JsonNode list) {
        var bands = new ArrayList<Scale.Band>();
        if (!list.isMissingNode() && !list.isArray()) {
            faults.add(id, "list", "band");
            return bands;
        }
        for (var node : list) {
            faults.only(id, node, BAND);
            var from = node.path("from");
            if (!from.isNumber() || !Double.isFinite(from.doubleValue())) {
                faults.add(id, "bandFrom");
                continue;
            }
            if (!bands.isEmpty() && from.doubleValue() <= bands.getLast().from()) {
                faults.add(id, "bandRise");
            }
            bands.add(
                    new Scale.Band(
                            from.doubleValue(), items.properties().texts(id, "text", node, true)));
        }
        return bands;
    }
}
