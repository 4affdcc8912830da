package org.aftercall.transcript;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Something one side said, and when, in milliseconds from the beginning of the recording. */
public record Utterance(int seq, Speaker speaker, int fromMs, int toMs, List<Word> words) {
    /**
     * @param w the word as the model writes it
     * @param s start in milliseconds
     * @param e end in milliseconds
     * @param c confidence, 0 to 1
     */
    public record Word(String w, int s, int e, double c) {}

    public Utterance {
        words = List.copyOf(words);
    }

    /** As one reads it: Chinese words stand without spaces, others with. */
    public String text() {
        return IntStream.range(0, words.size())
                .mapToObj(i ->
                        (i == 0 || together(words.get(i - 1).w(), words.get(i).w()) ? "" : " ")
                                + words.get(i).w())
                .collect(Collectors.joining());
    }

    /** The word at a character of {@link #text}; a blank belongs to the word before it. */
    int wordAt(int character) {
        int end = 0;
        for (int i = 0; i < words.size(); i++) {
            boolean blank = i > 0 && !together(words.get(i - 1).w(), words.get(i).w());
            if (character < end + (blank ? 1 : 0) && i > 0) {
                return i - 1;
            }
            end += (blank ? 1 : 0) + words.get(i).w().length();
            if (character < end) {
                return i;
            }
        }
        return words.size() - 1;
    }

    private static boolean together(String left, String right) {
        return Terms.isChinese(left.codePointBefore(left.length()))
                && Terms.isChinese(right.codePointAt(0));
    }
}
