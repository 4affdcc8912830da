package org.aftercall.script;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.aftercall.script.BadQuestionnaire.Fault;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads a questionnaire and finds every fault in it. */
final class Reading {
    static final JsonMapper JSON =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(100)
                                                    .maxNumberLength(100)
                                                    .build())
                                    .build())
                    .enable(JsonNodeFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build();
    static final int LONGEST = 1_000_000;
    private static final Set<String> TOP =
            Set.of(
                    "resourceType",
                    "name",
                    "version",
                    "status",
                    "title",
                    "item",
                    "score",
                    "situation");
    private static final Pattern CODE = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    private static final String HERE = "questionnaire";

    private final Faults faults = new Faults();

    private Reading() {}

    static Questionnaire of(String json) {
        return of(object(json));
    }

    static Questionnaire of(ObjectNode document) {
        return new Reading().read(document);
    }

    private Questionnaire read(ObjectNode document) {
        faults.only(HERE, document, TOP);
        if (!"Questionnaire".equals(document.path("resourceType").asString(""))) {
            faults.add(HERE, "resourceType");
        }
        if (!"active".equals(document.path("status").asString(""))) {
            faults.add(HERE, "status");
        }
        var code = document.path("name").asString("");
        if (!document.path("name").isString() || !CODE.matcher(code).matches()) {
            faults.add(HERE, "name");
        }
        var version = document.path("version");
        if (!version.isInt() || version.intValue() < 1) {
            faults.add(HERE, "version");
        }
        var items = new ItemReading(faults);
        items.properties().texts(HERE, "title", document, true);
        items.words().situations(items.properties().list(HERE, "situation", document));
        var tree = items.items(HERE, document.path("item"));
        if (tree.isEmpty()) {
            faults.add(HERE, "empty");
        }
        var once = new LinkedHashMap<String, Item>();
        tree.stream().flatMap(Item::once).forEach(i -> once.putIfAbsent(i.linkId(), i));
        var scales = new ScoreReading(faults, items, once).scales(document.path("score"));
        var scores = new Scores(scales, tree);
        new Linking(faults, tree, scores).check(items.health());
        if (!faults.none()) {
            throw new BadQuestionnaire(faults.all());
        }
        return new Questionnaire(code, version.intValue(), document, tree, scores);
    }

    /** The text as a JSON object. */
    static ObjectNode object(String json) {
        if (json.length() > LONGEST) {
            throw bad("long", LONGEST);
        }
        try {
            if (JSON.readTree(json) instanceof ObjectNode object) {
                return object;
            }
            throw bad("object");
        } catch (JacksonException e) {
            var at = e.getLocation();
            throw bad("json", at == null ? 1 : at.getLineNr(), at == null ? 1 : at.getColumnNr());
        }
    }

    private static BadQuestionnaire bad(String code, Object... arguments) {
        return new BadQuestionnaire(
                List.of(new Fault(HERE, "document." + code, List.of(arguments))));
    }
}
