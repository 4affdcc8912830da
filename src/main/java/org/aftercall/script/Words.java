package org.aftercall.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** Texts in two languages, and a document with one of them chosen. */
final class Words {
    /** The first is what every other language gets. */
    static final List<String> LANGUAGES = List.of("zh", "en");

    private static final Set<String> SPOKEN = Set.of("text", "say", "display", "unit");

    private Words() {}

    static String language(Locale locale) {
        return LANGUAGES.contains(locale.getLanguage())
                ? locale.getLanguage()
                : LANGUAGES.getFirst();
    }

    /** The item of that linkId, wherever it stands; missing when there is none. */
    static JsonNode item(JsonNode parent, String linkId) {
        for (var item : parent.path("item")) {
            var found = linkId.equals(item.path("linkId").asString("")) ? item : item(item, linkId);
            if (!found.isMissingNode()) {
                return found;
            }
        }
        return MissingNode.getInstance();
    }

    /** The score of that id; missing when there is none. */
    static JsonNode scale(JsonNode document, String id) {
        return document.path("score")
                .valueStream()
                .filter(s -> id.equals(s.path("id").asString("")))
                .findFirst()
                .orElse(MissingNode.getInstance());
    }

    /** What was chosen, in words; null where one of it is not an option. */
    static @Nullable String displays(JsonNode item, JsonNode answer, String language) {
        var words = new ArrayList<String>();
        for (var one : answer.isArray() ? answer : List.of(answer)) {
            var option =
                    item.path("answerOption")
                            .valueStream()
                            .filter(o -> one.equals(o.path("code")))
                            .findFirst();
            if (option.isEmpty()) {
                return null;
            }
            words.add(option.get().path("display").path(language).asString(""));
        }
        return String.join(language.equals("zh") ? "、" : ", ", words);
    }

    /** The same tree, with the merge fields of whatever is said filled in. */
    static JsonNode filled(JsonNode node, @Nullable Background background, String language) {
        if (node.isArray()) {
            var array = JsonNodeFactory.instance.arrayNode();
            node.forEach(child -> array.add(filled(child, background, language)));
            return array;
        }
        if (node instanceof ObjectNode object) {
            var result = JsonNodeFactory.instance.objectNode();
            for (var property : object.properties()) {
                var value = property.getValue();
                if (property.getKey().equals("say") && value.isString()) {
                    result.put("say", Fields.filled(value.stringValue(), background, language));
                } else {
                    result.set(property.getKey(), filled(value, background, language));
                }
            }
            return result;
        }
        return node;
    }

    /** The same tree, with every text in that language only. */
    static JsonNode chosen(JsonNode node, String language) {
        if (node.isArray()) {
            var array = JsonNodeFactory.instance.arrayNode();
            node.forEach(child -> array.add(chosen(child, language)));
            return array;
        }
        if (node instanceof ObjectNode object) {
            var result = JsonNodeFactory.instance.objectNode();
            for (var property : object.properties()) {
                var value = property.getValue();
                result.set(
                        property.getKey(),
                        SPOKEN.contains(property.getKey()) && value.isObject()
                                ? value.path(language)
                                : chosen(value, language));
            }
            return result;
        }
        return node;
    }
}
