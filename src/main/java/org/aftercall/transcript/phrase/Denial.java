package org.aftercall.transcript.phrase;

import java.util.Comparator;
import java.util.List;

/**
 * The words by which something is denied. In doubt it is not: a suggestion too many is rejected by
 * one key, one too few is missed.
 *
 * @param before deny what follows: {@code 没有}, {@code no}
 * @param after deny what went before: {@code 没有了}, {@code is gone}
 * @param between may stand between a denial and what it denies: {@code 再}, {@code any}
 * @param or join several denied things: {@code 或者}, {@code or}
 * @param never look like a denial and are none: {@code 有没有}, {@code 不是没有}
 */
public record Denial(
        List<String> before,
        List<String> after,
        List<String> between,
        List<String> or,
        List<String> never) {
    public Denial {
        before = longestFirst(before);
        after = longestFirst(after);
        between = longestFirst(between);
        or = longestFirst(or);
        never = longestFirst(never);
    }

    /**
     * @param symptoms what else may stand in an enumeration, normalised
     */
    boolean denies(String text, int from, int to, List<String> symptoms) {
        return deniedBefore(text.substring(0, from).stripTrailing(), symptoms)
                || deniedAfter(text.substring(to).stripLeading());
    }

    private boolean deniedBefore(String left, List<String> symptoms) {
        var rest = left;
        boolean joined = false;
        while (!rest.isEmpty()) {
            if (ending(rest, never) > 0) {
                return false;
            }
            if (ending(rest, before) > 0) {
                return true;
            }
            int or = ending(rest, this.or);
            int skip = or > 0 ? or : ending(rest, between);
            if (skip == 0 && joined) {
                // no fever or chest pain: what stands before the "or" is denied with it.
                skip = ending(rest, symptoms);
                joined = skip == 0;
            }
            if (skip == 0) {
                return false;
            }
            joined |= or > 0;
            rest = rest.substring(0, rest.length() - skip).stripTrailing();
        }
        return false;
    }

    private boolean deniedAfter(String right) {
        return after.stream()
                .anyMatch(a -> right.startsWith(a) && Text.standsAlone(right, 0, a.length()));
    }

    /** How long the longest of these words is with which the text ends; 0 for none. */
    private static int ending(String text, List<String> words) {
        for (var word : words) {
            if (text.endsWith(word)
                    && Text.standsAlone(text, text.length() - word.length(), text.length())) {
                return word.length();
            }
        }
        return 0;
    }

    private static List<String> longestFirst(List<String> words) {
        return words.stream()
                .map(Text::normal)
                .filter(w -> !w.isEmpty())
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }
}
