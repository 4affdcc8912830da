package org.aftercall.followup;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The answers of a record as a column keeps them: an object, by the link id of each item. */
final class Answers {
    private Answers() {}

    /** In their order; none where there is no text. */
    static Map<String, JsonNode> read(JsonMapper json, @Nullable String text) {
        var answers = new LinkedHashMap<String, JsonNode>();
        if (text != null) {
            json.readTree(text).properties().forEach(e -> answers.put(e.getKey(), e.getValue()));
        }
        return answers;
    }
}
