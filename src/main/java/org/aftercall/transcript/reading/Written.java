package org.aftercall.transcript.reading;

import java.util.ArrayList;
import java.util.List;

/**
 * Words of an utterance that read better otherwise; the words themselves stay what was spoken.
 *
 * @param from index of the first word
 * @param to index after the last word
 * @param text how they are written, {@code 38.5 ℃}
 */
public record Written(int from, int to, String text) {

    /**
     * What of these words is written otherwise, in their order and without overlaps. Whatever is
     * not plainly a number, {@code 三四天} or {@code one or two}, is left as it was spoken.
     */
    public static List<Written> of(List<String> words) {
        var all = new ArrayList<Written>();
        int at = 0;
        while (at < words.size()) {
            int end = at;
            boolean chinese = isChinese(words.get(at));
            while (end < words.size() && isChinese(words.get(end)) == chinese) {
                end++;
            }
            var run = words.subList(at, end);
            int shift = at;
            (chinese ? Mandarin.read(run) : English.read(run))
                    .forEach(w -> all.add(new Written(w.from + shift, w.to + shift, w.text)));
            at = end;
        }
        return all;
    }

    private static boolean isChinese(String word) {
        return word.codePoints()
                .anyMatch(p -> Character.UnicodeScript.of(p) == Character.UnicodeScript.HAN);
    }

    /** Blood pressures that a living person may have. */
    static boolean isPressure(long upper, long lower) {
        return upper >= 70 && upper <= 260 && lower >= 30 && lower <= 160 && upper > lower;
    }

    /** Whether so many degrees are a body's, in Celsius. */
    static boolean isCelsius(double degrees) {
        return degrees >= 34 && degrees < 44;
    }
}
