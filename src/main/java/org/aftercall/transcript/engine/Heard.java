package org.aftercall.transcript.engine;

import java.util.List;

/** A stretch of speech between two silences, as words. */
public record Heard(List<Word> words) {
    /**
     * @param start seconds from the beginning of the sound
     * @param end seconds from the beginning of the sound
     * @param confidence 0 to 1
     */
    public record Word(String word, double start, double end, double confidence) {}

    public Heard {
        words = List.copyOf(words);
    }
}
