package org.aftercall.script;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes a document of ours as a FHIR R4 Questionnaire, without leaving anything out. */
final class FhirWriting {
    private final Set<String> scores;
    private final Map<String, Type> types = new HashMap<>();

    private FhirWriting(JsonNode document) {
        types(document);
        scores =
                document.path("score")
                        .valueStream()
                        .map(s -> s.path("id").asString(""))
                        .collect(Collectors.toSet());
    }

    static ObjectNode of(JsonNode document) {
        return new FhirWriting(document).questionnaire(document);
    }

    private ObjectNode questionnaire(JsonNode document) {
        var fhir = Fhir.JSON.objectNode();
        fhir.put("resourceType", "Questionnaire");
        fhir.put("language", Words.LANGUAGES.getFirst());
        carried(document, Fhir.DOCUMENT, fhir.putArray("extension"));
        fhir.put("version", document.path("version").asString());
        fhir.set("name", document.path("name"));
        words(fhir, "title", document.path("title"));
        fhir.set("status", document.path("status"));
        items(document, fhir);
        return trimmed(fhir);
    }

    private void types(JsonNode parent) {
        for (var item : parent.path("item")) {
            Type.of(item.path("type").asString(""))
                    .ifPresent(type -> types.put(item.path("linkId").asString(""), type));
            types(item);
        }
    }

    private void items(JsonNode from, ObjectNode to) {
        if (from.path("item").isArray()) {
            var list = to.putArray("item");
            from.path("item").forEach(i -> list.add(item(i)));
        }
    }

    private ObjectNode item(JsonNode item) {
        var fhir = Fhir.JSON.objectNode();
        var type = Type.of(item.path("type").asString("")).orElseThrow();
        var extensions = fhir.putArray("extension");
        fhir.putArray("modifierExtension");
        fhir.set("linkId", item.path("linkId"));
        words(fhir, "text", item.path("text"));
        fhir.put("type", type.code());
        carried(item, Fhir.ITEM, extensions);
        if (item.has("hidden")) {
            extensions.add(Fhir.extension(Fhir.HIDDEN, "Boolean", item.path("hidden")));
        }
        bounds(item, type, extensions);
        units(item, extensions);
        conditions(item, fhir);
        for (var flag : new String[] {"required", "repeats"}) {
            if (item.has(flag)) {
                fhir.set(flag, item.path(flag));
            }
        }
        options(item, fhir);
        initial(item, type, fhir);
        items(item, fhir);
        return trimmed(fhir);
    }

    private static void carried(JsonNode from, Map<String, String> byUrl, ArrayNode into) {
        byUrl.forEach((url, name) -> {
            if (from.has(name)) {
                into.add(
                        Fhir.extension(
                                url, "String", Fhir.JSON.stringNode(from.path(name).toString())));
            }
        });
    }

    private static void bounds(JsonNode item, Type type, ArrayNode into) {
        for (var which : new String[] {"min", "max"}) {
            if (item.has(which)) {
                var quantity = type == Type.QUANTITY;
                var value =
                        quantity
                                ? Fhir.JSON.objectNode().set("value", item.path(which))
                                : item.path(which);
                into.add(
                        Fhir.extension(
                                Fhir.bound(which, quantity),
                                quantity
                                        ? "Quantity"
                                        : item.path(which).isIntegralNumber()
                                                ? "Integer"
                                                : "Decimal",
                                value));
            }
        }
    }

    private static void units(JsonNode item, ArrayNode into) {
        if (item.has("unit")) {
            var coding = Fhir.JSON.objectNode();
            words(coding, "display", item.path("unit"));
            into.add(Fhir.extension(Fhir.UNIT, "Coding", coding));
        }
        for (var unit : item.path("unitOption")) {
            var coding = Fhir.JSON.objectNode();
            if (unit.has("factor")) {
                coding.putArray("extension")
                        .add(Fhir.extension(Fhir.FACTOR, "Decimal", unit.path("factor")));
            }
            coding.set("code", unit.path("code"));
            into.add(Fhir.extension(Fhir.UNIT_OPTION, "Coding", coding));
        }
    }

    private void conditions(JsonNode item, ObjectNode fhir) {
        var links = item.path("enableWhen");
        // FHIR knows no scores; whoever overlooks the condition would ask what must not be asked.
        if (links.valueStream().anyMatch(l -> scores.contains(l.path("question").asString("")))) {
            var kept = Fhir.JSON.objectNode();
            kept.set("enableWhen", links);
            if (item.has("enableBehavior")) {
                kept.set("enableBehavior", item.path("enableBehavior"));
            }
            ((ArrayNode) fhir.path("modifierExtension"))
                    .add(
                            Fhir.extension(
                                    Fhir.ENABLE_WHEN,
                                    "String",
                                    Fhir.JSON.stringNode(kept.toString())));
            return;
        }
        if (!links.isArray()) {
            return;
        }
        var list = fhir.putArray("enableWhen");
        for (var link : links) {
            var one = Fhir.JSON.objectNode();
            one.set("question", link.path("question"));
            one.set("operator", link.path("operator"));
            var type = types.get(link.path("question").asString(""));
            var exists = "exists".equals(link.path("operator").asString(""));
            value(one, "answer", link.path("answer"), exists || type == null ? Type.BOOLEAN : type);
            list.add(one);
        }
        if (item.has("enableBehavior") || links.size() > 1) {
            fhir.put("enableBehavior", item.path("enableBehavior").asString("all"));
        }
    }

    private static void options(JsonNode item, ObjectNode fhir) {
        if (!item.path("answerOption").isArray()) {
            return;
        }
        var list = fhir.putArray("answerOption");
        for (var option : item.path("answerOption")) {
            var coding = Fhir.JSON.objectNode();
            if (option.has("score")) {
                coding.putArray("extension")
                        .add(Fhir.extension(Fhir.ORDINAL, "Decimal", option.path("score")));
            }
            coding.set("code", option.path("code"));
            words(coding, "display", option.path("display"));
            list.addObject().set("valueCoding", coding);
        }
    }

    private static void initial(JsonNode item, Type type, ObjectNode fhir) {
        var initial = item.path("initial");
        if (initial.isMissingNode()) {
            return;
        }
        var list = fhir.putArray("initial");
        for (var one : initial.isArray() ? initial : Fhir.JSON.arrayNode().add(initial)) {
            value(list.addObject(), "value", one, type);
        }
    }

    /** A value under the name that FHIR gives its kind. */
    private static void value(ObjectNode into, String name, JsonNode value, Type type) {
        switch (type) {
            case CHOICE, OPEN_CHOICE ->
                    into.set(name + "Coding", Fhir.JSON.objectNode().set("code", value));
            case BOOLEAN -> into.set(name + "Boolean", value);
            case INTEGER -> into.set(name + "Integer", value);
            case DECIMAL -> into.set(name + "Decimal", value);
            case QUANTITY ->
                    into.set(
                            name + "Quantity",
                            value.isObject() ? value : Fhir.JSON.objectNode().set("value", value));
            case DATE -> into.set(name + "Date", value);
            case STRING, TEXT, GROUP, DISPLAY -> into.set(name + "String", value);
        }
    }

    /** The first language as FHIR has it, the others as translations. */
    private static void words(ObjectNode into, String name, JsonNode texts) {
        if (!texts.isObject()) {
            into.set(name, texts);
            return;
        }
        into.set(name, texts.path(Words.LANGUAGES.getFirst()));
        var translations = into.putObject("_" + name).putArray("extension");
        for (var language : Words.LANGUAGES.subList(1, Words.LANGUAGES.size())) {
            var translation = translations.addObject();
            translation.put("url", Fhir.TRANSLATION);
            translation
                    .putArray("extension")
                    .add(Fhir.extension("lang", "Code", Fhir.JSON.stringNode(language)))
                    .add(Fhir.extension("content", "String", texts.path(language)));
        }
    }

    /** FHIR allows no empty list. */
    private static ObjectNode trimmed(ObjectNode node) {
        for (var name : new String[] {"extension", "modifierExtension"}) {
            if (node.path(name).isEmpty()) {
                node.remove(name);
            }
        }
        return node;
    }
}
