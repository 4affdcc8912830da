package org.aftercall.script;

import java.util.ArrayList;
import java.util.Set;
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

    private final Faults faults = new Faults();
    private final FhirElements elements = new FhirElements(faults);

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
        language(here, fhir.path("language"));
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
        elements.words(here, fhir, "title", document);
        items(here, fhir, document, 0);
        for (var extension : elements.extensions(here, fhir, "extension")) {
            var name = Fhir.DOCUMENT.get(extension.path("url").asString(""));
            if (name == null) {
                faults.add(here, "extension", Faults.shown(extension.path("url").asString("")));
            } else {
                elements.carried(here, extension, name, document);
            }
        }
        return document;
    }

    private void language(String here, JsonNode of) {
        if (Words.LANGUAGES.contains(of.asString(""))) {
            elements.language(of.stringValue());
        } else if (!of.isMissingNode()) {
            faults.add(here, "language", Faults.shown(of.asString("")), Words.LANGUAGES);
        }
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
        for (var item : elements.list(place, from, "item")) {
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
        elements.words(linkId, fhir, "text", item);
        copy(fhir, "required", item);
        copy(fhir, "repeats", item);
        for (var extension : elements.extensions(linkId, fhir, "extension")) {
            extension(linkId, extension, item);
        }
        for (var extension : elements.extensions(linkId, fhir, "modifierExtension")) {
            if (Fhir.ENABLE_WHEN.equals(extension.path("url").asString(""))) {
                keptConditions(linkId, extension, fhir, item);
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

    private void keptConditions(String linkId, JsonNode extension, JsonNode fhir, ObjectNode item) {
        var kept = elements.parsed(linkId, extension);
        if (kept instanceof ObjectNode object) {
            faults.only(linkId, object, Set.of("enableWhen", "enableBehavior"));
            item.setAll(object);
        } else if (kept != null) {
            elements.fault(linkId, extension);
        }
        if (fhir.has("enableWhen")) {
            faults.add(linkId, "twice", "enableWhen");
        }
    }

    private void extension(String linkId, JsonNode extension, ObjectNode item) {
        var url = extension.path("url").asString("");
        var carried = Fhir.ITEM.get(url);
        if (carried != null) {
            elements.carried(linkId, extension, carried, item);
        } else if (url.equals(Fhir.HIDDEN)) {
            faults.only(linkId, extension, Set.of("url", "valueBoolean"));
            item.set("hidden", extension.path("valueBoolean"));
        } else if (Fhir.bound(url)) {
            var value = elements.value(linkId, extension, "value", Set.of("url"));
            if (value != null) {
                item.set(url.contains("min") ? "min" : "max", value);
            }
        } else if (url.equals(Fhir.UNIT)) {
            var coding = coding(linkId, extension);
            if (coding.has("display")) {
                faults.only(linkId, coding, Set.of("display", "_display"));
                elements.words(linkId, coding, "display", "unit", item);
            } else {
                faults.only(linkId, coding, Set.of("code"));
                item.set("unit", coding.path("code"));
            }
        } else if (url.equals(Fhir.UNIT_OPTION)) {
            var coding = coding(linkId, extension);
            faults.only(linkId, coding, Set.of("code", "extension"));
            var unit = item.withArray("unitOption").addObject();
            unit.set("code", coding.path("code"));
            elements.number(linkId, coding, Fhir.FACTOR, "factor", unit);
        } else {
            faults.add(linkId, "extension", Faults.shown(url));
        }
    }

    private JsonNode coding(String linkId, JsonNode extension) {
        faults.only(linkId, extension, Set.of("url", "valueCoding"));
        return extension.path("valueCoding");
    }

    private void options(String linkId, JsonNode fhir, ObjectNode item) {
        if (!fhir.has("answerOption")) {
            return;
        }
        var options = item.putArray("answerOption");
        for (var one : elements.list(linkId, fhir, "answerOption")) {
            faults.only(linkId, one, Set.of("valueCoding"));
            var coding = one.path("valueCoding");
            faults.only(linkId, coding, Set.of("code", "display", "_display", "extension"));
            var option = options.addObject();
            option.set("code", coding.path("code"));
            elements.words(linkId, coding, "display", option);
            elements.number(linkId, coding, Fhir.ORDINAL, "score", option);
        }
    }

    private void conditions(String linkId, JsonNode fhir, ObjectNode item) {
        if (!fhir.has("enableWhen")) {
            return;
        }
        var links = item.putArray("enableWhen");
        for (var one : elements.list(linkId, fhir, "enableWhen")) {
            var link = links.addObject();
            copy(one, "question", link);
            copy(one, "operator", link);
            var value = elements.value(linkId, one, "answer", Set.of("question", "operator"));
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
        for (var one : elements.list(linkId, fhir, "initial")) {
            var value = elements.value(linkId, one, "value", Set.of());
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

    private static void copy(JsonNode from, String name, ObjectNode to) {
        if (from.has(name)) {
            to.set(name, from.path(name));
        }
    }
}
