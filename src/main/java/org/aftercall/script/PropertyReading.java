package org.aftercall.script;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads single properties; what is wrong is noted by name and read on past. */
final class PropertyReading {
    static final int LONGEST = 2000;

    private final Faults faults;

    PropertyReading(Faults faults) {
        this.faults = faults;
    }

    /** A text in each language; in none of them a merge field. */
    Map<String, String> texts(String linkId, String name, JsonNode node, boolean needed) {
        var texts = spoken(linkId, name, node, needed);
        for (var text : texts.values()) {
            if (text.contains("{{") || text.contains("}}")) {
                faults.add(linkId, "fieldElsewhere", name);
                break;
            }
        }
        return texts;
    }

    /** A text in each language, in which merge fields may stand. */
    Map<String, String> spoken(String linkId, String name, JsonNode node, boolean needed) {
        var value = node.path(name);
        var texts = new HashMap<String, String>();
        if (value.isMissingNode() && !needed) {
            return texts;
        }
        if (value.isObject()) {
            for (var language : value.propertyNames()) {
                if (!Words.LANGUAGES.contains(language)) {
                    faults.add(linkId, "language", name, Faults.shown(language), Words.LANGUAGES);
                }
            }
        }
        for (var language : Words.LANGUAGES) {
            var text = value.path(language);
            if (!text.isString() || text.stringValue().isBlank()) {
                faults.add(linkId, "words", name, language);
            } else if (text.stringValue().length() > LONGEST) {
                faults.add(linkId, "wordsLong", name, language, LONGEST);
            }
            texts.put(language, text.asString(""));
        }
        return texts;
    }

    /** A list of objects, or nothing. */
    JsonNode list(String linkId, String name, JsonNode node) {
        var value = node.path(name);
        if (!value.isMissingNode() && !value.isArray()) {
            faults.add(linkId, "list", name);
        }
        return value;
    }

    /** What stands in a list of objects must be one. */
    boolean object(String linkId, String name, JsonNode one) {
        if (!one.isObject()) {
            faults.add(linkId, "object", name);
        }
        return one.isObject();
    }

    boolean flag(String linkId, String name, JsonNode node) {
        var value = node.path(name);
        if (!value.isMissingNode() && !value.isBoolean()) {
            faults.add(linkId, "flag", name);
        }
        return value.isBoolean() && value.booleanValue();
    }

    @Nullable BigDecimal number(String linkId, String name, Type type, JsonNode node) {
        var value = node.path(name);
        if (value.isMissingNode()) {
            return null;
        }
        if (!type.counts() || !value.isNumber() || !Checks.sane(value)) {
            faults.add(linkId, "bound", name);
            return null;
        }
        return value.decimalValue();
    }

    /** The same in all languages, or words in each. */
    void plainOrTexts(String linkId, String name, JsonNode node) {
        if (node.path(name).isObject()) {
            texts(linkId, name, node, true);
        } else {
            plain(linkId, name, node);
        }
    }

    /** A text without languages, such as a unit. */
    void plain(String linkId, String name, JsonNode node) {
        var value = node.path(name);
        if (!value.isMissingNode()
                && (!value.isString()
                        || value.stringValue().isBlank()
                        || value.stringValue().length() > 40)) {
            faults.add(linkId, "plain", name);
        }
    }
}
