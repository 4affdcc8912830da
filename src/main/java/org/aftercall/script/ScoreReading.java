package org.aftercall.script;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.aftercall.script.BadQuestionnaire.Fault;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the scores of a questionnaire; what is wrong is noted by name and read on past. */
final class ScoreReading {
    private static final Set<String> KNOWN = Set.of("id", "text", "formula", "band", "redFlag");

    private final List<Fault> faults;
    private final ItemReading items;
    private final Map<String, Item> byId;
    private final Map<String, Scale> read = new HashMap<>();

    /**
     * @param byId all items
     */
    ScoreReading(List<Fault> faults, ItemReading items, Map<String, Item> byId) {
        this.faults = faults;
        this.items = items;
        this.byId = byId;
    }

    List<Scale> scales(JsonNode list) {
        var scales = new ArrayList<Scale>();
        if (!list.isMissingNode() && !list.isArray()) {
            fault("questionnaire", "'score' must be a list");
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
        var id = node.path("id").asString("");
        if (!ItemReading.LINK_ID.matcher(id).matches()) {
            fault(place, "needs an id of letters, digits, '.', '_' or '-'");
            return null;
        }
        if (byId.containsKey(id) || read.containsKey(id)) {
            fault(id, "this id is used twice");
            return null;
        }
        for (var name : node.propertyNames()) {
            if (!KNOWN.contains(name)) {
                fault(id, "'" + name + "' is not supported");
            }
        }
        var text = items.texts(id, "text", node, true);
        var formula = formula(id, node.path("formula").asString(""));
        var bands = bands(id, node.path("band"));
        var alarms = items.alarms(Item.number(id), node.path("redFlag"));
        return formula == null ? null : new Scale(id, text, formula, bands, alarms);
    }

    private @Nullable Formula formula(String id, String text) {
        try {
            var formula = Formula.of(text);
            for (var name : formula.names()) {
                var item = byId.get(name);
                if (item == null && !read.containsKey(name)) {
                    fault(id, "the formula asks for '" + name + "', which does not come before it");
                } else if (item != null && !item.scores()) {
                    fault(
                            id,
                            "the formula asks for '"
                                    + name
                                    + "', which is worth no number: give its options a score");
                }
            }
            return formula;
        } catch (FormulaReading.Mistake mistake) {
            fault(id, "formula: " + mistake.getMessage());
            return null;
        }
    }

    private List<Scale.Band> bands(String id, JsonNode list) {
        var bands = new ArrayList<Scale.Band>();
        if (!list.isMissingNode() && !list.isArray()) {
            fault(id, "'band' must be a list");
            return bands;
        }
        for (var node : list) {
            var from = node.path("from");
            if (!from.isNumber() || !Double.isFinite(from.doubleValue())) {
                fault(id, "a band needs a number as 'from'");
                continue;
            }
            if (!bands.isEmpty() && from.doubleValue() <= bands.getLast().from()) {
                fault(id, "the bands must rise");
            }
            bands.add(new Scale.Band(from.doubleValue(), items.texts(id, "text", node, true)));
        }
        return bands;
    }

    private void fault(String item, String text) {
        faults.add(new Fault(item, text));
    }
}
