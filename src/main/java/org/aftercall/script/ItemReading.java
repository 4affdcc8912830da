package org.aftercall.script;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Reads items; what is wrong is noted by name and read on past. */
final class ItemReading {
    static final Set<String> KNOWN =
            Set.of(
                    "linkId",
                    "type",
                    "text",
                    "say",
                    "variant",
                    "avoid",
                    "required",
                    "repeats",
                    "gate",
                    "hidden",
                    "answerOption",
                    "unit",
                    "unitOption",
                    "min",
                    "max",
                    "initial",
                    "initialFrom",
                    "enableWhen",
                    "enableBehavior",
                    "redFlag",
                    "item");
    static final Pattern LINK_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,79}");
    private static final int DEEPEST = 5;
    private static final int MOST = 500;

    private final Faults faults;
    private final PropertyReading properties;
    private final TakesReading takes;
    private final ConditionReading conditions;
    private final SpokenReading words;
    private final Set<String> health = new HashSet<>();
    private int depth = 0;
    private int count = 0;

    ItemReading(Faults faults) {
        this.faults = faults;
        this.properties = new PropertyReading(faults);
        this.takes = new TakesReading(faults, properties);
        this.conditions = new ConditionReading(faults, properties);
        this.words = new SpokenReading(faults, properties);
    }

    PropertyReading properties() {
        return properties;
    }

    ConditionReading conditions() {
        return conditions;
    }

    SpokenReading words() {
        return words;
    }

    /** Items in whose words something of a stay or an illness stands. */
    Set<String> health() {
        return health;
    }

    List<Item> items(String parent, JsonNode array) {
        if (array.isMissingNode()) {
            return List.of();
        }
        if (!array.isArray()) {
            faults.add(parent, "list", "item");
            return List.of();
        }
        if (depth == DEEPEST) {
            faults.add(parent, "deep", DEEPEST);
            return List.of();
        }
        depth++;
        var items = new ArrayList<Item>();
        for (int i = 0; i < array.size(); i++) {
            if (++count > MOST) {
                faults.add(parent, "itemsMany", MOST);
                break;
            }
            item(parent + "/item[" + i + "]", array.get(i)).ifPresent(items::add);
        }
        depth--;
        return items;
    }

    private Optional<Item> item(String place, JsonNode node) {
        var linkId = node.path("linkId").isString() ? node.path("linkId").stringValue() : "";
        if (!node.isObject() || !LINK_ID.matcher(linkId).matches()) {
            faults.add(place, "linkId");
            return Optional.empty();
        }
        var type = Type.of(node.path("type").asString(""));
        if (type.isEmpty()) {
            var shown = node.has("type") ? Faults.shown(node.path("type")) : "–";
            Faults.nearest(node.path("type").asString(""), Type.codes())
                    .ifPresentOrElse(
                            meant -> faults.add(linkId, "typeNearest", shown, meant),
                            () -> faults.add(linkId, "type", shown, Type.codes()));
            return Optional.empty();
        }
        faults.only(linkId, node, KNOWN);
        properties.texts(linkId, "text", node, true);
        if (words.spoken(linkId, node)) {
            health.add(linkId);
        }
        var rules = rules(linkId, type.get(), node);
        var accepted = takes.takes(linkId, type.get(), node);
        var children = items(linkId, node.path("item"));
        if (type.get() == Type.GROUP && children.isEmpty()) {
            faults.add(linkId, "groupEmpty");
        } else if (type.get() != Type.GROUP && !node.path("item").isMissingNode()) {
            faults.add(linkId, "notGroup");
        }
        var item =
                new Item(
                        linkId,
                        type.get(),
                        rules,
                        accepted,
                        conditions.enabling(linkId, node),
                        List.of(),
                        children);
        start(item);
        if (item.rows()) {
            rows(item);
        }
        var alarms = conditions.alarms(item, node.path("redFlag"));
        if (!alarms.isEmpty() && (accepted.start().known() || rules.hidden())) {
            faults.add(linkId, "initialAlarm");
        }
        return Optional.of(
                new Item(linkId, item.type(), rules, accepted, item.enabling(), alarms, children));
    }

    private Item.Rules rules(String linkId, Type type, JsonNode node) {
        var required = properties.flag(linkId, "required", node);
        var repeats = properties.flag(linkId, "repeats", node);
        var gate = properties.flag(linkId, "gate", node);
        var hidden = properties.flag(linkId, "hidden", node);
        if (required && !type.asks() && !(repeats && type == Type.GROUP)) {
            faults.add(linkId, "required");
        }
        if (repeats && (type == Type.BOOLEAN || type == Type.DISPLAY)) {
            faults.add(linkId, "repeats", type.code());
        }
        if (gate && (type != Type.BOOLEAN || !required)) {
            faults.add(linkId, "gate");
        }
        if (hidden && (!type.asks() || required || repeats)) {
            faults.add(linkId, "hidden");
        }
        return new Item.Rules(required, repeats, gate, hidden);
    }

    /** Nobody may sign what was never asked: what raises an alarm or opens the talk starts open. */
    private void start(Item item) {
        var start = item.takes().start();
        if (item.rules().hidden() && !start.known()) {
            faults.add(item.linkId(), "hiddenOpen");
        }
        if (!start.known()) {
            return;
        }
        if (!item.asks() || item.rows() || item.rules().gate()) {
            faults.add(item.linkId(), "initialWhere");
            return;
        }
        var from = start.from();
        if (from != null) {
            Starting.fault(item, from)
                    .ifPresent(code ->
                            faults.unknown(item.linkId(), code, from, Starting.names(item)));
        }
        if (start.value() != null) {
            var problems = new ArrayList<Problem>();
            Checks.check(item, start.value(), problems);
            if (!problems.isEmpty()) {
                faults.add(item.linkId(), "initial", Faults.shown(start.value()));
            }
        }
    }

    private void rows(Item group) {
        if (depth > 2 || group.items().stream().anyMatch(i -> !i.items().isEmpty())) {
            faults.add(group.linkId(), "rowsDeep");
        }
        for (var column : group.items()) {
            if (column.rules().gate()
                    || column.rules().hidden()
                    || column.takes().start().known()) {
                faults.add(column.linkId(), "rowsPlain");
            }
        }
    }
}
