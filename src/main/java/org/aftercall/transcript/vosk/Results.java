package org.aftercall.transcript.vosk;

import java.util.ArrayList;
import org.aftercall.transcript.engine.Heard;
import tools.jackson.databind.JsonNode;

/** Reads what Vosk answers. */
final class Results {
    static final String UNKNOWN = "[unk]";

    private Results() {}

    static Heard read(JsonNode result) {
        var words = new ArrayList<Heard.Word>();
        for (var w : result.path("result")) {
            var word = w.path("word").asString("");
            if (!word.isEmpty() && !word.equals(UNKNOWN)) {
                words.add(
                        new Heard.Word(
                                word,
                                w.path("start").asDouble(0),
                                w.path("end").asDouble(0),
                                w.path("conf").asDouble(0)));
            }
        }
        return new Heard(words);
    }
}
