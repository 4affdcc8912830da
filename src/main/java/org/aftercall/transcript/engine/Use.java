package org.aftercall.transcript.engine;

import java.util.List;

/**
 * What an engine makes of the words that a house wants to be heard.
 *
 * @param unknown terms that it can never hear, since it does not know a word of them
 * @param left terms for which there was no more room; known ones, from the end of the list
 */
public record Use(Means means, List<String> unknown, List<String> left) {
    /** How it is told. */
    public enum Means {
        /** The words are made likelier in its graph. */
        GRAPH,
        /** They are shown to it before it listens. */
        PROMPT,
        /** Its graph is put together beforehand and cannot be changed. */
        FIXED,
        /** Its graph is too large, or of a kind that is not known. */
        UNREADABLE
    }

    public Use {
        unknown = List.copyOf(unknown);
        left = List.copyOf(left);
    }

    /** Whether they change anything. */
    public boolean any() {
        return means == Means.GRAPH || means == Means.PROMPT;
    }
}
