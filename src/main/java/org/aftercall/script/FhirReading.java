package org.aftercall.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a FHIR R4 Questionnaire into a document of ours. What we cannot keep is refused by the name
 * of its item, so that nothing is lost in silence.
 */
final class FhirReading {
    private static final Set<String> TOP =
            Set.of(
                    "resourceType",
                    "language",
                    "extension",
                    "version",
                    "name",
                    "title",
                    "_title",
                    "status",
                    "item");
    private static final Set<String> ITEM =
            Set.of(
                    "linkId",
                    "text",
                    "_text",
                    "type",
                    "extension",
                    "modifierExtension",
                    "enableWhen",
                    "enableBehavior",
                    "required",
                    "repeats",
                    "answerOption",
                    "initial",
                    "item");
    private static final List<String> KINDS =
            List.of("Boolean", "Integer", "Decimal", "Date", "String", "Coding", "Quantity");

    private final Faults faults = new Faults();

    private FhirReading() {}

    /**
     * @throws BadQuestionnaire naming every item that cannot be kept
     */
    static ObjectNode document(ObjectNode fhir) {
        var reading = new FhirReading();
        var document = reading.questionnaire(fhir);
        if (!reading.faults.none()) {
            throw new BadQuestionnaire(reading.faults.all());
        }
        return document;
    }

    private ObjectNode questionnaire(ObjectNode fhir) {
        var here = "questionnaire";
        faults.only(here, fhir, TOP);
        var document = Fhir.JSON.objectNode();
        copy(fhir, "resourceType", document);
        copy(fhir, "name", document);
        var version = fhir.path("version");
        document.set(
                "version",
                version.isString() && version.stringValue().matches("[1-9]\\d{0,8}")
                        ? Fhir.JSON.numberNode(Integer.parseInt(version.stringValue()))
                        : version);
        copy(fhir, "status", document);
        words(here, fhir, "title", document);
        items(here, fhir, document, 0);
        for (var extension : list(here, fhir, "extension")) {
            var name = Fhir.DOCUMENT.get(extension.path("url").asString(""));
            if (name == null) {
                faults.add(here, "extension", Faults.shown(extension.path("url").asString("")));
            } else {
                carried(here, extension, name, document);
            }
        }
        return document;
    }

    private void items(String place, JsonNode from, ObjectNode to, int depth) {
        if (!from.has("item")) {
            return;
        }
        if (depth > 20) {
            faults.add(place, "deep", 20);
            return;
        }
        var list = to.putArray("item");
        int no = 0;
        for (var item : list(place, from, "item")) {
            list.add(item(place + "/item[" + no++ + "]", item, depth));
        }
    }

    private ObjectNode item(String place, JsonNode fhir, int depth) {
        var item = Fhir.JSON.objectNode();
        if (!fhir.isObject()) {
            faults.add(place, "object", "item");
            return item;
        }
        var linkId = fhir.path("linkId").asString(place);
        faults.only(linkId, fhir, ITEM);
        copy(fhir, "linkId", item);
        copy(fhir, "type", item);
        words(linkId, fhir, "text", item);
        copy(fhir, "required", item);
        copy(fhir, "repeats", item);
        for (var extension : list(linkId, fhir, "extension")) {
            extension(linkId, extension, item);
        }
        for (var extension : list(linkId, fhir, "modifierExtension")) {
            if (Fhir.ENABLE_WHEN.equals(extension.path("url").asString(""))) {
                var kept = parsed(linkId, extension);
                if (kept instanceof ObjectNode object) {
                    item.setAll(object);
                }
            } else {
                faults.add(linkId, "extension", Faults.shown(extension.path("url").asString("")));
            }
        }
        options(linkId, fhir, item);
        conditions(linkId, fhir, item);
        initial(linkId, fhir, item);
        items(linkId, fhir, item, depth + 1);
        return item;
    }

    private void extension(String linkId, JsonNode extension, ObjectNode item) {
        var url = extension.path("url").asString("");
        var carried = Fhir.ITEM.get(url);
        if (carried != null) {
            carried(linkId, extension, carried, item);
        } else if (url.equals(Fhir.HIDDEN)) {
            item.set("hidden", extension.path("valueBoolean"));
        } else if (Fhir.bound(url)) {
            var value = value(linkId, extension, "value");
            if (value != null) {
                item.set(url.contains("min") ? "min" : "max", value);
            }
        } else if (url.equals(Fhir.UNIT)) {
            var coding = extension.path("valueCoding");
            if (coding.has("display")) {
                words(linkId, coding, "display", "unit", item);
            } else {
                item.set("unit", coding.path("code"));
            }
        } else if (url.equals(Fhir.UNIT_OPTION)) {
            var coding = extension.path("valueCoding");
            var unit = item.withArray("unitOption").addObject();
            unit.set("code", coding.path("code"));
            number(linkId, coding, Fhir.FACTOR, "factor", unit);
        } else {
            faults.add(linkId, "extension", Faults.shown(url));
        }
    }

    private void options(String linkId, JsonNode fhir, ObjectNode item) {
        if (!fhir.has("answerOption")) {
            return;
        }
        var options = item.putArray("answerOption");
        for (var one : list(linkId, fhir, "answerOption")) {
            faults.only(linkId, one, Set.of("valueCoding"));
            var coding = one.path("valueCoding");
            faults.only(linkId, coding, Set.of("code", "display", "_display", "extension"));
            var option = options.addObject();
            option.set("code", coding.path("code"));
            words(linkId, coding, "display", option);
            number(linkId, coding, Fhir.ORDINAL, "score", option);
        }
    }

    private void number(String linkId, JsonNode coding, String url, String name, ObjectNode into) {
        for (var extension : list(linkId, coding, "extension")) {
            if (url.equals(extension.path("url").asString(""))) {
                into.set(name, extension.path("valueDecimal"));
            } else {
                faults.add(linkId, "extension", Faults.shown(extension.path("url").asString("")));
            }
        }
    }

    private void conditions(String linkId, JsonNode fhir, ObjectNode item) {
        if (!fhir.has("enableWhen")) {
            return;
        }
        var links = item.putArray("enableWhen");
        for (var one : list(linkId, fhir, "enableWhen")) {
            var link = links.addObject();
            copy(one, "question", link);
            copy(one, "operator", link);
            var value = value(linkId, one, "answer");
            if (value != null) {
                link.set("answer", value);
            }
        }
        // All is what we understand without a word.
        if (!"all".equals(fhir.path("enableBehavior").asString(""))) {
            copy(fhir, "enableBehavior", item);
        }
    }

    private void initial(String linkId, JsonNode fhir, ObjectNode item) {
        if (!fhir.has("initial")) {
            return;
        }
        var values = new ArrayList<JsonNode>();
        for (var one : list(linkId, fhir, "initial")) {
            var value = value(linkId, one, "value");
            if (value != null) {
                values.add(value);
            }
        }
        if (fhir.path("repeats").asBoolean(false)) {
            item.putArray("initial").addAll(values);
        } else if (values.size() == 1) {
            item.set("initial", values.getFirst());
        } else {
            faults.add(linkId, "initialOne");
        }
    }

    /** The one value of an element, whatever kind FHIR says it is. */
    private @Nullable JsonNode value(String linkId, JsonNode from, String name) {
        for (var kind : KINDS) {
            var value = from.path(name + kind);
            if (value.isMissingNode()) {
                continue;
            }
            return switch (kind) {
                case "Coding" -> value.path("code");
                case "Quantity" -> value.has("unit") ? value : value.path("value");
                default -> value;
            };
        }
        faults.add(linkId, "value", name, KINDS);
        return null;
    }

    private void words(String linkId, JsonNode fhir, String name, ObjectNode into) {
        words(linkId, fhir, name, name, into);
    }

    private void words(String linkId, JsonNode fhir, String name, String as, ObjectNode into) {
        if (!fhir.has("_" + name) && as.equals("unit")) {
            into.set(as, fhir.path(name));
            return;
        }
        var texts = into.putObject(as);
        texts.set(Words.LANGUAGES.getFirst(), fhir.path(name));
        for (var extension : list(linkId, fhir.path("_" + name), "extension")) {
            if (!Fhir.TRANSLATION.equals(extension.path("url").asString(""))) {
                faults.add(linkId, "extension", Faults.shown(extension.path("url").asString("")));
                continue;
            }
            var language = "";
            JsonNode content = Fhir.JSON.missingNode();
            for (var part : list(linkId, extension, "extension")) {
                switch (part.path("url").asString("")) {
                    case "lang" -> language = part.path("valueCode").asString("");
                    case "content" -> content = part.path("valueString");
                    default ->
                            faults.add(
                                    linkId,
                                    "extension",
                                    Faults.shown(part.path("url").asString("")));
                }
            }
            texts.set(language.isEmpty() ? "?" : language, content);
        }
    }

    private void carried(String linkId, JsonNode extension, String name, ObjectNode into) {
        var value = parsed(linkId, extension);
        if (value != null) {
            into.set(name, value);
        }
    }

    private @Nullable JsonNode parsed(String linkId, JsonNode extension) {
        var text = extension.path("valueString");
        try {
            return text.isString()
                    ? Reading.JSON.readTree(text.stringValue())
                    : fault(linkId, extension);
        } catch (JacksonException e) {
            return fault(linkId, extension);
        }
    }

    private @Nullable JsonNode fault(String linkId, JsonNode extension) {
        faults.add(linkId, "extensionJson", Faults.shown(extension.path("url").asString("")));
        return null;
    }

    private JsonNode list(String linkId, JsonNode from, String name) {
        var value = from.path(name);
        if (!value.isMissingNode() && !value.isArray()) {
            faults.add(linkId, "list", name);
            return Fhir.JSON.arrayNode();
        }
        return value;
    }

    private static void copy(JsonNode from, String name, ObjectNode to) {
        if (from.has(name)) {
            to.set(name, from.path(name));
        }
    }
}
