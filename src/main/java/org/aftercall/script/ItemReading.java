package org.aftercall.script;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.aftercall.script.BadQuestionnaire.Fault;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads items; what is wrong is noted by name and read on past. */
final class ItemReading {
    private static final Set<String> KNOWN =
            Set.of(
                    "linkId",
                    "type",
                    "text",
                    "say",
                    "required",
                    "repeats",
                    "gate",
                    "answerOption",
                    "unit",
                    "min",
                    "max",
                    "enableWhen",
                    "enableBehavior",
                    "redFlag",
                    "item");
    static final Pattern LINK_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,79}");
    private static final int DEEPEST = 5;

    private final List<Fault> faults;
    private int depth = 0;

    ItemReading(List<Fault> faults) {
        this.faults = faults;
    }

    List<Item> items(String parent, JsonNode array) {
        if (array.isMissingNode()) {
            return List.of();
        }
        if (!array.isArray()) {
            fault(parent, "'item' must be a list");
            return List.of();
        }
        if (depth == DEEPEST) {
            fault(parent, "groups are nested too deep");
            return List.of();
        }
        depth++;
        var items = new ArrayList<Item>();
        for (int i = 0; i < array.size(); i++) {
            item(parent + "/item[" + i + "]", array.get(i)).ifPresent(items::add);
        }
        depth--;
        return items;
    }

    private Optional<Item> item(String place, JsonNode node) {
        var linkId = node.path("linkId").asString("");
        if (!node.isObject() || !LINK_ID.matcher(linkId).matches()) {
            fault(place, "needs a linkId of letters, digits, '.', '_' or '-'");
            return Optional.empty();
        }
        var type = Type.of(node.path("type").asString(""));
        if (type.isEmpty()) {
            fault(linkId, "type " + Reading.shown(node.path("type")) + " is not supported");
            return Optional.empty();
        }
        for (var name : node.propertyNames()) {
            if (!KNOWN.contains(name)) {
                fault(linkId, "'" + name + "' is not supported");
            }
        }
        texts(linkId, "text", node, true);
        texts(linkId, "say", node, false);
        var rules = rules(linkId, type.get(), node);
        var children = items(linkId, node.path("item"));
        if (type.get() == Type.GROUP == children.isEmpty()) {
            fault(linkId, children.isEmpty() ? "this group is empty" : "only a group holds items");
        }
        var item = new Item(linkId, type.get(), rules, enabling(linkId, node), List.of(), children);
        return Optional.of(
                new Item(
                        linkId,
                        item.type(),
                        rules,
                        item.enabling(),
                        alarms(item, node.path("redFlag")),
                        children));
    }

    private Item.Rules rules(String linkId, Type type, JsonNode node) {
        var min = number(linkId, "min", type, node);
        var max = number(linkId, "max", type, node);
        if (min != null && max != null && min.compareTo(max) > 0) {
            fault(linkId, "min is larger than max");
        }
        var required = flag(linkId, "required", node);
        var repeats = flag(linkId, "repeats", node);
        var gate = flag(linkId, "gate", node);
        if (required && !type.asks()) {
            fault(linkId, "only a question can be required");
        }
        if (repeats && !type.chooses()) {
            fault(linkId, "'repeats' is supported for choices only");
        }
        if (gate && (type != Type.BOOLEAN || !required)) {
            fault(linkId, "a gate is a required yes-or-no question");
        }
        return new Item.Rules(
                required,
                repeats,
                gate,
                min,
                max,
                options(linkId, type, node),
                worth(linkId, node));
    }

    private List<String> options(String linkId, Type type, JsonNode node) {
        var list = node.path("answerOption");
        var codes = new ArrayList<String>();
        if (!list.isMissingNode() && !(list.isArray() && type.chooses())) {
            fault(linkId, "answerOption is a list, for choices only");
            return codes;
        }
        for (var option : list) {
            var code = option.path("code").asString("");
            if (code.isBlank() || codes.contains(code)) {
                fault(linkId, "each option needs a code of its own");
            }
            codes.add(code);
            texts(linkId, "display", option, true);
        }
        if (type.chooses() && codes.isEmpty()) {
            fault(linkId, "a choice needs options");
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
                fault(linkId, "the score of an option is a number");
            }
        }
        return worth;
    }

    private Item.Enabling enabling(String linkId, JsonNode node) {
        var behavior = node.path("enableBehavior").asString("all");
        if (!behavior.equals("all") && !behavior.equals("any")) {
            fault(linkId, "enableBehavior must be all or any");
        }
        var links = new ArrayList<Item.Link>();
        for (var when : list(linkId, "enableWhen", node)) {
            var question = when.path("question").asString("");
            condition(linkId, "enableWhen", when)
                    .ifPresent(c -> links.add(new Item.Link(question, c)));
        }
        return new Item.Enabling(behavior.equals("any"), links);
    }

    List<Item.Alarm> alarms(Item item, JsonNode list) {
        var alarms = new ArrayList<Item.Alarm>();
        if (!list.isMissingNode() && !(list.isArray() && item.type().asks())) {
            fault(item.linkId(), "redFlag is a list, for questions only");
            return alarms;
        }
        for (var flag : list) {
            var text = texts(item.linkId(), "text", flag, true);
            var level = level(flag.path("level").asString("URGENT"));
            if (level.isEmpty()) {
                fault(item.linkId(), "redFlag level must be ROUTINE, URGENT or EMERGENCY");
            }
            var condition = condition(item.linkId(), "redFlag", flag.path("when"));
            if (condition.isPresent() && level.isPresent()) {
                var mistake = mistake(item, condition.get());
                if (mistake != null) {
                    fault(item.linkId(), "redFlag: " + mistake);
                }
                alarms.add(new Item.Alarm(condition.get(), level.get(), text));
            }
        }
        return alarms;
    }

    private static Optional<RedFlag.Level> level(String name) {
        return List.of(RedFlag.Level.values()).stream()
                .filter(l -> l.name().equals(name))
                .findFirst();
    }

    private Optional<Condition> condition(String linkId, String what, JsonNode node) {
        var operator = Condition.Operator.of(node.path("operator").asString(""));
        var answer = node.path("answer");
        if (operator.isEmpty()) {
            fault(linkId, what + " needs an operator: = != > < >= <= exists");
            return Optional.empty();
        }
        if (!answer.isValueNode() || answer.isNull()) {
            fault(linkId, what + " needs an answer to compare with");
            return Optional.empty();
        }
        return Optional.of(new Condition(operator.get(), answer));
    }

    /** Why that comparison can never mean anything for that question. */
    static @Nullable String mistake(Item asked, Condition condition) {
        var wanted = condition.wanted();
        if (condition.operator() == Condition.Operator.EXISTS) {
            return wanted.isBoolean() ? null : "exists compares with true or false";
        }
        if (condition.operator().orders() && !asked.type().orders()) {
            return "its answers have no order";
        }
        var single =
                new Item(
                        asked.linkId(),
                        asked.type(),
                        new Item.Rules(
                                false, false, false, null, null, asked.rules().options(), Map.of()),
                        asked.enabling(),
                        List.of(),
                        List.of());
        var problems = new ArrayList<Problem>();
        Checks.check(single, wanted, problems);
        return problems.isEmpty() ? null : Reading.shown(wanted) + " can never be its answer";
    }

    Map<String, String> texts(String linkId, String name, JsonNode node, boolean needed) {
        var value = node.path(name);
        var texts = new HashMap<String, String>();
        if (value.isMissingNode() && !needed) {
            return texts;
        }
        for (var language : Words.LANGUAGES) {
            var text = value.path(language).asString("");
            if (text.isBlank()) {
                fault(linkId, "'" + name + "' has no words in '" + language + "'");
            }
            texts.put(language, text);
        }
        return texts;
    }

    private JsonNode list(String linkId, String name, JsonNode node) {
        var value = node.path(name);
        if (!value.isMissingNode() && !value.isArray()) {
            fault(linkId, "'" + name + "' must be a list");
        }
        return value;
    }

    private boolean flag(String linkId, String name, JsonNode node) {
        var value = node.path(name);
        if (!value.isMissingNode() && !value.isBoolean()) {
            fault(linkId, "'" + name + "' must be true or false");
        }
        return value.asBoolean(false);
    }

    private @Nullable BigDecimal number(String linkId, String name, Type type, JsonNode node) {
        var value = node.path(name);
        if (value.isMissingNode()) {
            return null;
        }
        if (!type.counts() || !value.isNumber()) {
            fault(linkId, "'" + name + "' is a number, for numbers only");
            return null;
        }
        return value.decimalValue();
    }

    private void fault(String item, String text) {
        faults.add(new Fault(item, text));
    }
}
