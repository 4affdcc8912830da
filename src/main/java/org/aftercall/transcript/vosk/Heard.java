package org.aftercall.transcript.vosk;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A stretch of speech between two silences, as words. */
public record Heard(List<Word> words) {
    /**
     * @param start seconds from the beginning of the sound
     * @param end seconds from the beginning of the sound
     * @param confidence 0 to 1
     */
    public record Word(String word, double start, double end, double confidence) {}

    static final String UNKNOWN = "[unk]";

    public Heard {
        words = List.copyOf(words);
    }

    /** A result of Vosk's. */
    static Heard read(JsonNode result) {
        var words = new ArrayList<Word>();
        for (var w : result.path("result")) {
            var word = w.path("word").asString("");
            if (!word.isEmpty() && !word.equals(UNKNOWN)) {
                words.add(
                        new Word(
                                word,
                                w.path("start").asDouble(0),
                                w.path("end").asDouble(0),
                                w.path("conf").asDouble(0)));
            }
        }
        return new Heard(words);
    }
}
