package org.aftercall.script;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.kernel.Refusal.Mend;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Questionnaires as texts, right or not yet; numbers keep all their digits. */
final class Documents {
    /** Of a text: a questionnaire of 200 questions in two languages has about a fifth of it. */
    static final int LONGEST = 1_000_000;

    private static final Pattern CODE = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(JsonNodeFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build();
    private static final Set<String> OF_THE_HOUSE =
            Set.of("resourceType", "name", "version", "status");

    private Documents() {}

    /**
     * What somebody sends.
     *
     * @throws Refusal saying where it cannot be read
     */
    static ObjectNode sent(String text) {
        if (text.length() > LONGEST) {
            throw new Refusal(Kind.INVALID, "library.tooLong", LONGEST);
        }
        return read(text);
    }

    static ObjectNode read(String text) {
        try {
            if (JSON.readTree(text) instanceof ObjectNode object) {
                return object;
            }
            throw new Refusal(Kind.INVALID, "library.notAnObject");
        } catch (JacksonException e) {
            var at = e.getLocation();
            throw new Refusal(
                    Kind.INVALID,
                    "library.notJson",
                    at == null ? 1 : at.getLineNr(),
                    at == null ? 1 : at.getColumnNr());
        }
    }

    static boolean isCode(String name) {
        return CODE.matcher(name).matches();
    }

    /** The code it gives itself; refused where it gives none. */
    static String code(ObjectNode document) {
        var code = document.path("name").asString("");
        if (!isCode(code)) {
            throw new Refusal(
                    Kind.INVALID,
                    "library.invalid",
                    List.of(),
                    List.of(new Mend("/name", "library.code", List.of())));
        }
        return code;
    }

    /** The same as it would be published under that version. */
    static ObjectNode published(ObjectNode document, String code, int version) {
        return titled(document, code, version, "active");
    }

    /** The same as somebody goes on writing it. */
    static ObjectNode draft(ObjectNode document, String code, int version) {
        return titled(document, code, version, "draft");
    }

    private static ObjectNode titled(ObjectNode document, String code, int version, String status) {
        var titled = JSON.createObjectNode();
        titled.put("resourceType", "Questionnaire");
        titled.put("name", code);
        titled.put("version", version);
        titled.put("status", status);
        for (var property : document.properties()) {
            if (!OF_THE_HOUSE.contains(property.getKey())) {
                titled.set(property.getKey(), property.getValue());
            }
        }
        return titled;
    }

    /** Whether two ask the same, whatever version they are. */
    static boolean same(ObjectNode one, ObjectNode other) {
        return titled(one, "x", 1, "").equals(titled(other, "x", 1, ""));
    }

    /** As it is kept and taken out of the house: a line for each property. */
    static String text(JsonNode document) {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document);
    }
}
