package org.aftercall.script;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The elements of a FHIR item that hold words, one value or a text of ours, each read whole. */
final class FhirElements {
    private static final List<String> KINDS =
            List.of("Boolean", "Integer", "Decimal", "Date", "String", "Coding", "Quantity");

    private final Faults faults;

    /** In which the words stand that are no translation. */
    private String language = Words.LANGUAGES.getFirst();

    FhirElements(Faults faults) {
        this.faults = faults;
    }

    void language(String language) {
        this.language = language;
    }

    /**
     * The one value of an element, whatever kind FHIR says it is.
     *
     * @param beside what else the element may hold
     */
    @Nullable JsonNode value(String linkId, JsonNode from, String name, Set<String> beside) {
        for (var kind : KINDS) {
            var value = from.path(name + kind);
            if (value.isMissingNode()) {
                continue;
            }
            var known = new HashSet<>(beside);
            known.add(name + kind);
            faults.only(linkId, from, known);
            return switch (kind) {
                case "Coding" -> {
                    faults.only(linkId, value, Set.of("code"));
                    yield value.path("code");
                }
                case "Quantity" -> quantity(linkId, value);
                default -> value;
            };
        }
        faults.add(linkId, "value", name, KINDS);
        return null;
    }

    /** With the unit that it names in words or by its code; without one, the bare number. */
    private JsonNode quantity(String linkId, JsonNode value) {
        faults.only(linkId, value, Set.of("value", "unit", "code"));
        if (!value.has("unit") && !value.has("code")) {
            return value.path("value");
        }
        var unit = value.has("unit") ? value.path("unit") : value.path("code");
        if (value.has("code") && !value.path("code").equals(unit)) {
            faults.add(linkId, "property", "code", Set.of("value", "unit"));
        }
        return Fhir.JSON.objectNode().set("value", value.path("value")).set("unit", unit);
    }

    /** Words in their languages, under their own name. */
    void words(String linkId, JsonNode fhir, String name, ObjectNode into) {
        words(linkId, fhir, name, name, into);
    }

    void words(String linkId, JsonNode fhir, String name, String as, ObjectNode into) {
        if (!fhir.has("_" + name) && as.equals("unit")) {
            into.set(as, fhir.path(name));
            return;
        }
        var texts = into.putObject(as);
        texts.set(language, fhir.path(name));
        faults.only(linkId, fhir.path("_" + name), Set.of("extension"));
        for (var extension : list(linkId, fhir.path("_" + name), "extension")) {
            if (!Fhir.TRANSLATION.equals(extension.path("url").asString(""))) {
                faults.add(linkId, "extension", Faults.shown(extension.path("url").asString("")));
                continue;
            }
            faults.only(linkId, extension, Set.of("url", "extension"));
            var spoken = "";
            JsonNode content = Fhir.JSON.missingNode();
            for (var part : list(linkId, extension, "extension")) {
                switch (part.path("url").asString("")) {
                    case "lang" -> spoken = part.path("valueCode").asString("");
                    case "content" -> content = part.path("valueString");
                    default ->
                            faults.add(
                                    linkId,
                                    "extension",
                                    Faults.shown(part.path("url").asString("")));
                }
            }
            if (texts.has(spoken)) {
                faults.add(linkId, "twice", name + " (" + spoken + ")");
            }
            texts.set(spoken.isEmpty() ? "?" : spoken, content);
        }
    }

    /** A property of ours that an extension carries. */
    void carried(String linkId, JsonNode extension, String name, ObjectNode into) {
        var value = parsed(linkId, extension);
        if (value != null) {
            into.set(name, value);
        }
    }

    /** What an extension carries as JSON text; null when that is none. */
    @Nullable JsonNode parsed(String linkId, JsonNode extension) {
        faults.only(linkId, extension, Set.of("url", "valueString"));
        var text = extension.path("valueString");
        try {
            return text.isString()
                    ? Reading.JSON.readTree(text.stringValue())
                    : fault(linkId, extension);
        } catch (JacksonException e) {
            return fault(linkId, extension);
        }
    }

    @Nullable JsonNode fault(String linkId, JsonNode extension) {
        faults.add(linkId, "extensionJson", Faults.shown(extension.path("url").asString("")));
        return null;
    }

    /** Each but the units to choose from stands there once: of two the first would be lost. */
    JsonNode extensions(String linkId, JsonNode from, String name) {
        var all = list(linkId, from, name);
        var seen = new HashSet<String>();
        for (var one : all) {
            var url = one.path("url").asString("");
            if (!seen.add(url) && !url.equals(Fhir.UNIT_OPTION)) {
                faults.add(linkId, "twice", Faults.shown(url));
            }
        }
        return all;
    }

    JsonNode list(String linkId, JsonNode from, String name) {
        var value = from.path(name);
        if (!value.isMissingNode() && !value.isArray()) {
            faults.add(linkId, "list", name);
            return Fhir.JSON.arrayNode();
        }
        return value;
    }

    /** A number that an extension of a coding carries. */
    void number(String linkId, JsonNode coding, String url, String name, ObjectNode into) {
        for (var extension : list(linkId, coding, "extension")) {
            if (url.equals(extension.path("url").asString(""))) {
                faults.only(linkId, extension, Set.of("url", "valueDecimal"));
                into.set(name, extension.path("valueDecimal"));
            } else {
                faults.add(linkId, "extension", Faults.shown(extension.path("url").asString("")));
            }
        }
    }
}
