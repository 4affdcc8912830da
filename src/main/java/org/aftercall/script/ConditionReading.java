package org.aftercall.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads when an item is asked and which answers raise an alarm. */
final class ConditionReading {
    private static final Set<String> LINK = Set.of("question", "operator", "answer");
    private static final Set<String> WHEN = Set.of("operator", "answer", "own");
    private static final Set<String> FLAG = Set.of("when", "level", "text", "callBack");

    private final Faults faults;
    private final PropertyReading properties;

    ConditionReading(Faults faults, PropertyReading properties) {
        this.faults = faults;
        this.properties = properties;
    }

    Item.Enabling enabling(String linkId, JsonNode node) {
        var behavior = node.path("enableBehavior");
        if (!behavior.isMissingNode()
                && !behavior.asString("").equals("all")
                && !behavior.asString("").equals("any")) {
            faults.add(linkId, "enableBehavior");
        }
        var links = new ArrayList<Item.Link>();
        for (var when : properties.list(linkId, "enableWhen", node)) {
            faults.only(linkId, when, LINK);
            var question = when.path("question").asString("");
            condition(linkId, "enableWhen", when)
                    .ifPresent(c -> links.add(new Item.Link(question, c)));
        }
        return new Item.Enabling(behavior.asString("").equals("any"), links);
    }

    List<Item.Alarm> alarms(Item item, JsonNode list) {
        var alarms = new ArrayList<Item.Alarm>();
        if (!list.isMissingNode() && !(list.isArray() && item.type().asks())) {
            faults.add(item.linkId(), "redFlag");
            return alarms;
        }
        for (var flag : list) {
            if (!properties.object(item.linkId(), "redFlag", flag)) {
                continue;
            }
            faults.only(item.linkId(), flag, FLAG);
            var text = properties.texts(item.linkId(), "text", flag, true);
            var level = level(flag.path("level"));
            if (level.isEmpty()) {
                faults.add(item.linkId(), "level");
            }
            var when = flag.path("when");
            faults.only(item.linkId(), when, WHEN);
            var condition = condition(item.linkId(), "redFlag", when);
            if (condition.isPresent() && level.isPresent()) {
                var mistake = mistake(item, condition.get());
                if (mistake != null) {
                    faults.add(
                            item.linkId(),
                            "redFlagWhen." + mistake,
                            Faults.shown(condition.get().wanted()));
                }
                alarms.add(
                        new Item.Alarm(
                                plain(item, condition.get()),
                                own(item, when),
                                level.get(),
                                text,
                                callBack(item, flag)));
            }
        }
        return alarms;
    }

    private @Nullable String callBack(Item item, JsonNode flag) {
        var form = flag.path("callBack");
        if (form.isMissingNode()) {
            return null;
        }
        if (!form.isString() || !Documents.isCode(form.stringValue())) {
            faults.add(item.linkId(), "callBack", Faults.shown(form));
            return null;
        }
        return form.stringValue();
    }

    private @Nullable String own(Item item, JsonNode when) {
        var own = when.path("own");
        if (own.isMissingNode()) {
            return null;
        }
        if (!own.isString() || !item.type().counts()) {
            faults.add(item.linkId(), "own");
            return null;
        }
        return own.stringValue();
    }

    private static Optional<RedFlag.Level> level(JsonNode name) {
        return name.isMissingNode()
                ? Optional.of(RedFlag.Level.URGENT)
                : List.of(RedFlag.Level.values()).stream()
                        .filter(l -> l.name().equals(name.asString("")))
                        .findFirst();
    }

    private Optional<Condition> condition(String linkId, String what, JsonNode node) {
        var operator = Condition.Operator.of(node.path("operator").asString(""));
        var answer = node.path("answer");
        if (operator.isEmpty()) {
            faults.add(linkId, "operator", what);
            return Optional.empty();
        }
        if (answer.isNull() || answer.isMissingNode() || answer.isArray()) {
            faults.add(linkId, "wanted", what);
            return Optional.empty();
        }
        return Optional.of(new Condition(operator.get(), answer));
    }

    /** The same as evaluations need it: a quantity as a number of its first unit. */
    static Condition plain(Item asked, Condition condition) {
        return new Condition(condition.operator(), asked.plain(condition.wanted()));
    }

    /** Why that comparison can never mean anything for that question; part of a message key. */
    static @Nullable String mistake(Item asked, Condition condition) {
        var wanted = condition.wanted();
        if (condition.operator() == Condition.Operator.EXISTS) {
            return wanted.isBoolean() ? null : "exists";
        }
        if (condition.operator().orders() && !asked.type().orders()) {
            return "order";
        }
        if (asked.type() == Type.QUANTITY && wanted.isNumber() && Checks.sane(wanted)) {
            return null;
        }
        var problems = new ArrayList<Problem>();
        // Beyond the bounds of an answer a comparison still means something.
        var endless =
                new Item.Takes(
                        null,
                        null,
                        asked.takes().options(),
                        asked.takes().worth(),
                        asked.takes().units(),
                        Item.Start.OPEN);
        var single =
                new Item(
                        asked.linkId(),
                        asked.type(),
                        Item.Rules.NONE,
                        endless,
                        asked.enabling(),
                        List.of(),
                        List.of());
        if (asked.rows()) {
            return "never";
        }
        Checks.check(single, wanted, problems);
        return problems.isEmpty() ? null : "never";
    }
}
