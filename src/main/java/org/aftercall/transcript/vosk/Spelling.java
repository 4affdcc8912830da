package org.aftercall.transcript.vosk;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Spells terms in the words of a model. Chinese goes into as few words as will do, since a model's
 * words are not a person's; anything else stands as it is written.
 */
final class Spelling {
    private static final Pattern HAN = Pattern.compile("\\p{IsHan}");

    private final Map<String, Integer> words;

    Spelling(Map<String, Integer> words) {
        this.words = words;
    }

    /**
     * @return the labels of its words; empty when one of them is unknown
     */
    List<Integer> spelled(String term) {
        var labels = new ArrayList<Integer>();
        for (var piece : term.strip().toLowerCase(Locale.ROOT).split("\\s+")) {
            var label = words.get(piece);
            if (label != null) {
                labels.add(label);
                continue;
            }
            var several = HAN.matcher(piece).find() ? cut(piece) : List.<Integer>of();
            if (several.isEmpty()) {
                return List.of();
            }
            labels.addAll(several);
        }
        return labels;
    }

    private List<Integer> cut(String text) {
        int length = text.length();
        var fewest = new int[length + 1];
        var first = new int[length];
        Arrays.fill(fewest, Integer.MAX_VALUE);
        fewest[length] = 0;
        for (int at = length - 1; at >= 0; at--) {
            for (int end = length; end > at; end--) {
                if (fewest[end] < fewest[at] - 1 && words.containsKey(text.substring(at, end))) {
                    fewest[at] = fewest[end] + 1;
                    first[at] = end;
                }
            }
        }
        var labels = new ArrayList<Integer>();
        for (int at = 0; at < length && fewest[0] < Integer.MAX_VALUE; at = first[at]) {
            labels.add(Objects.requireNonNull(words.get(text.substring(at, first[at]))));
        }
        return labels;
    }
}
