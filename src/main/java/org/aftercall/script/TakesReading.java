package org.aftercall.script;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Reads what answers an item takes. */
final class TakesReading {
    private static final Set<String> OPTION = Set.of("code", "display", "score");
    private static final Set<String> UNIT = Set.of("code", "factor");
    static final int MOST_OPTIONS = 200;

    private final Faults faults;
    private final PropertyReading properties;

    TakesReading(Faults faults, PropertyReading properties) {
        this.faults = faults;
        this.properties = properties;
    }

    Item.Takes takes(String linkId, Type type, JsonNode node) {
        var min = properties.number(linkId, "min", type, node);
        var max = properties.number(linkId, "max", type, node);
        if (min != null && max != null && min.compareTo(max) > 0) {
            faults.add(linkId, "minMax");
        }
        var options = options(linkId, type, node);
        properties.plainOrTexts(linkId, "unit", node);
        if (!node.path("unit").isMissingNode() && type != Type.INTEGER && type != Type.DECIMAL) {
            faults.add(linkId, "unit");
        }
        return new Item.Takes(
                min, max, options, worth(linkId, node), units(linkId, type, node), start(node));
    }

    private List<String> options(String linkId, Type type, JsonNode node) {
        var list = node.path("answerOption");
        var codes = new ArrayList<String>();
        if (!list.isMissingNode() && !(list.isArray() && type.chooses())) {
            faults.add(linkId, "answerOption");
            return codes;
        }
        if (list.size() > MOST_OPTIONS) {
            faults.add(linkId, "optionsMany", MOST_OPTIONS);
            return codes;
        }
        for (var option : list) {
            if (!properties.object(linkId, "answerOption", option)) {
                continue;
            }
            faults.only(linkId, option, OPTION);
            var code = option.path("code");
            if (!code.isString()
                    || code.stringValue().isBlank()
                    || codes.contains(code.stringValue())) {
                faults.add(linkId, "optionCode");
            }
            codes.add(code.asString(""));
            properties.texts(linkId, "display", option, true);
        }
        if (type.chooses() && codes.isEmpty()) {
            faults.add(linkId, "optionsNone");
        }
        return codes;
    }

    private Map<String, Double> worth(String linkId, JsonNode node) {
        var worth = new HashMap<String, Double>();
        for (var option : node.path("answerOption")) {
            var score = option.path("score");
            if (score.isNumber() && Double.isFinite(score.doubleValue())) {
                worth.put(option.path("code").asString(""), score.doubleValue());
            } else if (!score.isMissingNode()) {
                faults.add(linkId, "optionScore");
            }
        }
        return worth;
    }

    private Map<String, BigDecimal> units(String linkId, Type type, JsonNode node) {
        var list = node.path("unitOption");
        var units = new LinkedHashMap<String, BigDecimal>();
        if (!list.isMissingNode() && !(list.isArray() && type == Type.QUANTITY)) {
            faults.add(linkId, "unitOption");
            return units;
        }
        for (var unit : list) {
            if (!properties.object(linkId, "unitOption", unit)) {
                continue;
            }
            faults.only(linkId, unit, UNIT);
            properties.plain(linkId, "code", unit);
            var code = unit.path("code").asString("");
            var factor = unit.path("factor");
            var first = units.isEmpty() && factor.isMissingNode();
            if (code.isBlank() || units.containsKey(code)) {
                faults.add(linkId, "unitCode");
            } else if (!first
                    && (!factor.isNumber()
                            || !Checks.sane(factor)
                            || factor.decimalValue().signum() <= 0)) {
                faults.add(linkId, "unitFactor", code);
            } else if (units.isEmpty()
                    && !first
                    && factor.decimalValue().compareTo(BigDecimal.ONE) != 0) {
                faults.add(linkId, "unitFirst", code);
            } else {
                units.put(code, first ? BigDecimal.ONE : factor.decimalValue());
            }
        }
        if (type == Type.QUANTITY && list.isEmpty()) {
            faults.add(linkId, "unitsNone");
        }
        return units;
    }

    private static Item.Start start(JsonNode node) {
        var value = node.path("initial");
        var from = node.path("initialFrom");
        return new Item.Start(
                value.isMissingNode() ? null : value,
                from.isMissingNode() ? null : from.asString(""));
    }
}
