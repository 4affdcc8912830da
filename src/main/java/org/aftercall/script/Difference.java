package org.aftercall.script;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;

/**
 * What is different between two questionnaires, item by item in the order of the later one, what
 * was removed last. Either may still be wrong in parts.
 *
 * @param wordsOnly whether both ask, judge and count the same, and differ in their wording alone
 */
public record Difference(List<Change> changes, boolean wordsOnly) {
    /** The id under which changes of the questionnaire itself stand. */
    static final String WHOLE = "questionnaire";

    private static final Set<String> NOT_COMPARED =
            Set.of("item", "score", "version", "status", "resourceType", "name");

    /** What is said, in whatever variants, decides nothing. */
    private static final Set<String> SPOKEN = Set.of("say", "variant", "avoid", "situation");

    public enum Kind {
        ADDED,
        REMOVED,
        MOVED,
        CHANGED
    }

    /**
     * One item or score, or the questionnaire itself.
     *
     * @param kind of several the one that comes first there
     * @param text its words in each language, of the later version where it is in it
     * @param fields what of it changed; none of what was added or removed as a whole
     */
    public record Change(
            String id,
            Kind kind,
            JsonNode text,
            @Nullable String parentBefore,
            @Nullable String parent,
            List<Field> fields) {}

    /**
     * @param name a path such as {@code text.zh} or {@code answerOption.YES.score}
     * @param before null where there was none
     */
    public record Field(String name, @Nullable JsonNode before, @Nullable JsonNode after) {}

    /** An item where it stands. */
    private record Placed(JsonNode node, @Nullable String parent) {}

    static Difference between(JsonNode before, JsonNode after) {
        var old = placed(before);
        var now = placed(after);
        var moved = moved(old, now);
        var changes = new ArrayList<Change>();
        now.forEach((id, there) -> {
            var was = old.get(id);
            if (was == null) {
                changes.add(change(id, Kind.ADDED, null, there, List.of()));
                return;
            }
            var fields = fields(was.node(), there.node());
            if (moved.contains(id)) {
                changes.add(change(id, Kind.MOVED, was, there, fields));
            } else if (!fields.isEmpty()) {
                changes.add(change(id, Kind.CHANGED, was, there, fields));
            }
        });
        old.forEach((id, was) -> {
            if (!now.containsKey(id)) {
                changes.add(change(id, Kind.REMOVED, was, null, List.of()));
            }
        });
        return new Difference(
                changes,
                changes.stream()
                        .allMatch(c ->
                                c.kind() == Kind.CHANGED
                                        && c.fields().stream().allMatch(f -> isWording(f.name()))));
    }

    private static Change change(
            String id,
            Kind kind,
            @Nullable Placed was,
            @Nullable Placed there,
            List<Field> fields) {
        var shown = there != null ? there : was;
        var node = shown == null ? MissingNode.getInstance() : shown.node();
        return new Change(
                id,
                kind,
                node.path(id.equals(WHOLE) ? "title" : "text"),
                was == null ? null : was.parent(),
                there == null ? null : there.parent(),
                fields);
    }

    /** A text in one of the languages, or anything of what is said. */
    private static boolean isWording(String field) {
        return SPOKEN.stream().anyMatch(s -> field.equals(s) || field.startsWith(s + "."))
                || Words.LANGUAGES.contains(field.substring(field.lastIndexOf('.') + 1));
    }

    private static Map<String, Placed> placed(JsonNode document) {
        var all = new LinkedHashMap<String, Placed>();
        all.put(WHOLE, new Placed(document, null));
        place(document.path("item"), "linkId", WHOLE, all);
        place(document.path("score"), "id", WHOLE, all);
        return all;
    }

    /** What has no id of its own yet, or somebody else's, is known by its place. */
    private static void place(JsonNode list, String key, String parent, Map<String, Placed> into) {
        for (int i = 0; list.isArray() && i < list.size(); i++) {
            var node = list.get(i);
            var id = node.path(key).asString("");
            if (id.isEmpty() || into.containsKey(id)) {
                id = parent + "/" + (i + 1);
            }
            into.put(id, new Placed(node, parent));
            place(node.path("item"), "linkId", id, into);
        }
    }

    /** Whoever has another parent, and the fewest that explain a new order under the same one. */
    private static Set<String> moved(Map<String, Placed> old, Map<String, Placed> now) {
        var moved = new HashSet<String>();
        var siblings = new LinkedHashMap<String, List<String>>();
        now.forEach((id, there) -> {
            var was = old.get(id);
            var parent = there.parent();
            if (was == null || parent == null) {
                return;
            }
            if (!parent.equals(was.parent())) {
                moved.add(id);
            } else {
                siblings.computeIfAbsent(parent, _ -> new ArrayList<>()).add(id);
            }
        });
        var places = new HashMap<String, Integer>();
        old.keySet().forEach(id -> places.put(id, places.size()));
        for (var ids : siblings.values()) {
            moved.addAll(outOfOrder(ids, places));
        }
        return moved;
    }

    /** All but a longest rising row. */
    private static Set<String> outOfOrder(List<String> ids, Map<String, Integer> places) {
        var longest = new int[ids.size()];
        var before = new int[ids.size()];
        int end = -1;
        for (int i = 0; i < ids.size(); i++) {
            longest[i] = 1;
            before[i] = -1;
            for (int j = 0; j < i; j++) {
                if (place(ids.get(j), places) < place(ids.get(i), places)
                        && longest[j] >= longest[i]) {
                    longest[i] = longest[j] + 1;
                    before[i] = j;
                }
            }
            if (end < 0 || longest[i] > longest[end]) {
                end = i;
            }
        }
        var out = new HashSet<>(ids);
        for (int i = end; i >= 0; i = before[i]) {
            out.remove(ids.get(i));
        }
        return out;
    }

    private static int place(String id, Map<String, Integer> places) {
        return places.getOrDefault(id, Integer.MAX_VALUE);
    }

    private static List<Field> fields(JsonNode before, JsonNode after) {
        var old = new LinkedHashMap<String, JsonNode>();
        var now = new LinkedHashMap<String, JsonNode>();
        leaves("", before, old);
        leaves("", after, now);
        var names = new TreeSet<>(old.keySet());
        names.addAll(now.keySet());
        var fields = new ArrayList<Field>();
        for (var name : names) {
            var was = old.get(name);
            var is = now.get(name);
            if (was == null ? is != null : !was.equals(is)) {
                fields.add(new Field(name, was, is));
            }
        }
        return Collections.unmodifiableList(fields);
    }

    private static void leaves(String path, JsonNode node, Map<String, JsonNode> into) {
        if (node.isObject()) {
            for (var property : node.properties()) {
                if (!path.isEmpty() || !NOT_COMPARED.contains(property.getKey())) {
                    leaves(under(path, property.getKey()), property.getValue(), into);
                }
            }
        } else if (node.isArray() && coded(node)) {
            // Their order is a thing of its own.
            into.put(path, codes(node));
            node.forEach(one -> leaves(under(path, one.path("code").stringValue()), one, into));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                leaves(under(path, String.valueOf(i + 1)), node.get(i), into);
            }
        } else {
            into.put(path, node);
        }
    }

    private static boolean coded(JsonNode list) {
        var codes = new HashSet<String>();
        return list.valueStream()
                .allMatch(one ->
                        one.path("code").isString() && codes.add(one.path("code").stringValue()));
    }

    private static JsonNode codes(JsonNode list) {
        var codes = JsonNodeFactory.instance.arrayNode();
        list.forEach(one -> codes.add(one.path("code").stringValue()));
        return codes;
    }

    private static String under(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
