package org.aftercall.transcript.phrase;

import java.util.Locale;

/** How texts are compared: lower case, single blanks, none between Chinese characters. */
final class Text {
    private Text() {}

    static String normal(String text) {
        return text.strip()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[,.;:!?，。；：！？、]", " ")
                .replaceAll("\\s+", " ")
                .replaceAll("(?<=\\p{IsHan}) (?=\\p{IsHan})", "")
                .strip();
    }

    /** Whether no Latin word goes on beyond either end. */
    static boolean standsAlone(String text, int from, int to) {
        return !(from > 0 && isLatin(text, from - 1) && isLatin(text, from))
                && !(to < text.length() && isLatin(text, to - 1) && isLatin(text, to));
    }

    private static boolean isLatin(String text, int at) {
        char c = text.charAt(at);
        return c == '\'' || Character.isLetterOrDigit(c) && !Character.isIdeographic(c);
    }
}
