package org.aftercall.transcript.phrase;

import java.util.List;

/**
 * Words that may mean something when they are said.
 *
 * @param words in one language; Latin words as whole words, Chinese characters anywhere
 * @param speaker {@code PATIENT}, {@code NURSE} or {@code BOTH}
 * @param unless longer words in which they mean nothing: {@code 想死你了}
 */
public record Phrase(Kind kind, String words, String speaker, List<String> unless) {
    /** What it may mean. */
    public enum Kind {
        /** Something that a physician should hear of. */
        RED_FLAG,
        /** He is about to complain. */
        COMPLAINT,
        /** Despair, fear. */
        DISTRESS,
        /** He wants to be called again. */
        CALLBACK
    }

    public Phrase {
        words = Text.normal(words);
        unless = unless.stream().map(Text::normal).toList();
    }

    boolean saidBy(String who) {
        return speaker.equals("BOTH") || speaker.equals(who);
    }
}
