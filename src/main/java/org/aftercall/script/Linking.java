package org.aftercall.script;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether the items fit together: what one refers to is there, is asked before, and in no circle.
 */
final class Linking {
    private final Faults faults;
    private final List<Item> tree;
    private final Scores scores;
    private final Map<String, Item> byId = new LinkedHashMap<>();
    private final Map<String, Item> parents = new HashMap<>();
    private final Map<String, Set<String>> waitsFor = new HashMap<>();

    Linking(Faults faults, List<Item> tree, Scores scores) {
        this.faults = faults;
        this.tree = tree;
        this.scores = scores;
    }

    /**
     * @param health items in whose words something of a stay or an illness stands
     */
    void check(Set<String> health) {
        for (var item : tree) {
            collect(item, null);
        }
        for (var scale : scores.scales()) {
            byId.put(scale.id(), Item.number(scale.id()));
            waitsFor.put(scale.id(), scores.questions(scale));
        }
        links();
        checkHealth(health);
    }

    private void collect(Item item, @Nullable Item parent) {
        if (byId.putIfAbsent(item.linkId(), item) != null) {
            faults.add(item.linkId(), "linkIdTwice");
            return;
        }
        var waits = waitsFor.computeIfAbsent(item.linkId(), _ -> new HashSet<>());
        item.enabling().links().forEach(l -> waits.add(l.question()));
        if (parent != null) {
            waits.add(parent.linkId());
            parents.put(item.linkId(), parent);
        }
        item.items().forEach(child -> collect(child, item));
    }

    private void links() {
        var before = new HashSet<String>();
        for (var item : byId.values()) {
            for (var link : item.enabling().links()) {
                link(item, link, byId.get(link.question()), before);
            }
            for (var alarm : item.alarms()) {
                own(item.linkId(), item, alarm, before);
            }
            before.add(item.linkId());
            // A score is there as soon as the last question that goes into it.
            scores.scales().stream()
                    .filter(scale -> before.containsAll(scores.questions(scale)))
                    .forEach(scale -> before.add(scale.id()));
        }
        for (var scale : scores.scales()) {
            scale.alarms().forEach(a -> own(scale.id(), Item.number(scale.id()), a, before));
        }
    }

    private void link(Item item, Item.Link link, @Nullable Item asked, Set<String> before) {
        if (asked == null) {
            faults.unknown(item.linkId(), "linkUnknown", link.question(), byId.keySet());
        } else if (!asked.asks()) {
            faults.add(item.linkId(), "linkMute", link.question());
        } else if (column(asked) != null && column(asked) != column(item)) {
            faults.add(item.linkId(), "linkRow", link.question());
        } else if (leadsTo(link.question(), item.linkId(), new HashSet<>())) {
            faults.add(item.linkId(), "linkCircle", link.question());
        } else if (!before.contains(link.question())) {
            faults.add(item.linkId(), "linkLater", link.question());
        } else {
            var mistake = ConditionReading.mistake(asked, link.condition());
            if (mistake != null) {
                faults.add(
                        item.linkId(),
                        "linkWhen." + mistake,
                        link.question(),
                        Faults.shown(link.condition().wanted()));
            }
        }
    }

    private void own(String id, Item item, Item.Alarm alarm, Set<String> before) {
        var own = alarm.own();
        if (own == null) {
            return;
        }
        var limit = byId.get(own);
        if (limit == null) {
            faults.unknown(id, "ownUnknown", own, byId.keySet());
        } else if (!limit.type().counts()
                || limit.type() == Type.QUANTITY
                || limit.rules().repeats()
                || column(limit) != null && column(limit) != column(item)
                || scores.has(own)) {
            faults.add(id, "ownNumber", own);
        } else if (!before.contains(own)) {
            faults.add(id, "ownLater", own);
        }
    }

    /** The group that repeats in which it stands. */
    private @Nullable Item column(Item item) {
        var parent = parents.get(item.linkId());
        return parent != null && parent.rows() ? parent : null;
    }

    private boolean leadsTo(String from, String to, Set<String> seen) {
        if (from.equals(to)) {
            return true;
        }
        return seen.add(from)
                && waitsFor.getOrDefault(from, Set.of()).stream()
                        .anyMatch(next -> leadsTo(next, to, seen));
    }

    /** Where identity is asked for, no word of a stay is said before the answer is yes. */
    private void checkHealth(Set<String> health) {
        var gates = byId.values().stream().filter(i -> i.rules().gate()).map(Item::linkId).toList();
        if (gates.isEmpty()) {
            return;
        }
        for (var id : health) {
            var item = byId.get(id);
            if (item != null && !behind(item, gates)) {
                faults.add(id, "fieldBeforeGate", gates.getFirst());
            }
        }
    }

    private boolean behind(Item item, List<String> gates) {
        var yes = item.enabling().links().stream().filter(l -> opens(l, gates)).count();
        var all = item.enabling().links().size();
        if (yes > 0 && (!item.enabling().any() || yes == all)) {
            return true;
        }
        var parent = parents.get(item.linkId());
        return parent != null && behind(parent, gates);
    }

    private boolean opens(Item.Link link, List<String> gates) {
        return gates.contains(link.question())
                && link.condition().operator() == Condition.Operator.EQUAL
                && link.condition().wanted().isBoolean()
                && link.condition().wanted().booleanValue();
    }
}
