package org.aftercall.transcript;

import java.util.ArrayList;
import java.util.List;

/**
 * New words in the place of what was heard: what stays the same keeps its time, what is new gets
 * the time between its neighbours.
 */
final class Correction {
    private final String before;
    private final int[] start;
    private final int[] end;
    private final int[] wordOf;
    private final Utterance said;

    private Correction(Utterance said) {
        this.said = said;
        int length = said.words().stream().mapToInt(w -> w.w().length()).sum();
        start = new int[length];
        end = new int[length];
        wordOf = new int[length];
        var letters = new StringBuilder();
        for (int w = 0; w < said.words().size(); w++) {
            var word = said.words().get(w);
            int many = word.w().length();
            for (int i = 0; i < many; i++) {
                int at = letters.length();
                start[at] = word.s() + (word.e() - word.s()) * i / many;
                end[at] = word.s() + (word.e() - word.s()) * (i + 1) / many;
                wordOf[at] = w;
                letters.append(word.w().charAt(i));
            }
        }
        before = letters.toString();
    }

    /**
     * @param text what was really said, at least one word
     */
    static Utterance of(Utterance said, String text) {
        var words = new Correction(said).words(text);
        return new Utterance(said.seq(), said.speaker(), said.fromMs(), said.toMs(), words);
    }

    private List<Utterance.Word> words(String text) {
        var tokens = tokens(text);
        var letters = String.join("", tokens);
        int[] match = match(letters);
        var words = new ArrayList<Utterance.Word>();
        int at = 0;
        for (var token : tokens) {
            words.add(word(token, at, match));
            at += token.length();
        }
        return words;
    }

    private Utterance.Word word(String token, int at, int[] match) {
        int first = match[at];
        int last = match[at + token.length() - 1];
        boolean same =
                first >= 0
                        && last == first + token.length() - 1
                        && (first == 0 || wordOf[first - 1] != wordOf[first])
                        && (last == before.length() - 1 || wordOf[last + 1] != wordOf[last]);
        if (same && said.words().get(wordOf[first]).w().equals(token)) {
            return said.words().get(wordOf[first]);
        }
        int from = first >= 0 ? start[first] : after(match, at);
        int to = last >= 0 ? end[last] : before(match, at + token.length() - 1);
        return new Utterance.Word(token, from, Math.max(from, to), 1);
    }

    /** Where the last letter before it that stayed the same ends. */
    private int after(int[] match, int at) {
        for (int i = at - 1; i >= 0; i--) {
            if (match[i] >= 0) {
                return end[match[i]];
            }
        }
        return said.fromMs();
    }

    private int before(int[] match, int at) {
        for (int i = at + 1; i < match.length; i++) {
            if (match[i] >= 0) {
                return start[match[i]];
            }
        }
        return said.toMs();
    }

    /**
     * Latin words; Chinese as the recogniser had cut it, and in single characters where it had not.
     */
    private List<String> tokens(String text) {
        var known = said.words().stream().map(Utterance.Word::w).toList();
        var tokens = new ArrayList<String>();
        for (var part : text.strip().split("\\s+")) {
            int at = 0;
            while (at < part.length()) {
                int from = at;
                int length = Character.charCount(part.codePointAt(at));
                if (Terms.isChinese(part.codePointAt(at))) {
                    length =
                            known.stream()
                                    .filter(k -> part.startsWith(k, from))
                                    .mapToInt(String::length)
                                    .max()
                                    .orElse(length);
                } else {
                    while (at + length < part.length()
                            && !Terms.isChinese(part.codePointAt(at + length))) {
                        length += Character.charCount(part.codePointAt(at + length));
                    }
                }
                tokens.add(part.substring(at, at + length));
                at += length;
            }
        }
        return tokens;
    }

    /** The longest common subsequence of letters: for each new one its old one, or -1. */
    private int[] match(String after) {
        var longest = new int[before.length() + 1][after.length() + 1];
        for (int i = before.length() - 1; i >= 0; i--) {
            for (int j = after.length() - 1; j >= 0; j--) {
                longest[i][j] =
                        before.charAt(i) == after.charAt(j)
                                ? longest[i + 1][j + 1] + 1
                                : Math.max(longest[i + 1][j], longest[i][j + 1]);
            }
        }
        var match = new int[after.length()];
        java.util.Arrays.fill(match, -1);
        for (int i = 0, j = 0; i < before.length() && j < after.length(); ) {
            if (before.charAt(i) == after.charAt(j)) {
                match[j++] = i++;
            } else if (longest[i + 1][j] >= longest[i][j + 1]) {
                i++;
            } else {
                j++;
            }
        }
        return match;
    }
}
