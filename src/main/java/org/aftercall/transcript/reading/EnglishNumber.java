package org.aftercall.transcript.reading;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A number in English words, as far as it goes from one place on.
 *
 * @param value {@code 38.5}
 * @param end index behind its last word
 */
record EnglishNumber(String value, int end) {
    private static final Map<String, Integer> SMALL = new TreeMap<>();
    private static final Map<String, Integer> TENS = new TreeMap<>();
    private static final Map<String, Integer> ORDINALS = new TreeMap<>();

    static {
        put(
                SMALL,
                0,
                "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
                        + " sixteen seventeen eighteen nineteen");
        put(
                ORDINALS,
                1,
                "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth"
                        + " fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth");
        ORDINALS.put("thirtieth", 30);
        put(TENS, 2, "twenty thirty forty fifty sixty seventy eighty ninety");
        TENS.replaceAll((_, tens) -> tens * 10);
    }

    private static void put(Map<String, Integer> map, int from, String words) {
        int value = from;
        for (var word : words.split(" ")) {
            map.put(word, value++);
        }
    }

    long whole() {
        return value.contains(".") ? -1 : Long.parseLong(value);
    }

    /** Whether the word can be part of a number. */
    static boolean isPart(String word) {
        return SMALL.containsKey(word)
                || TENS.containsKey(word)
                || word.equals("hundred")
                || word.equals("thousand");
    }

    static boolean isDigit(String word) {
        return word.equals("oh") || word.equals("o") || SMALL.getOrDefault(word, 10) < 10;
    }

    static int digit(String word) {
        return SMALL.getOrDefault(word, 0);
    }

    /** The longest one that begins here. */
    static @Nullable EnglishNumber at(List<String> words, int at) {
        var whole = thousands(words, at);
        if (whole == null || !word(words, whole.end()).equals("point")) {
            return whole;
        }
        int end = whole.end() + 1;
        var tenths = new StringBuilder();
        while (isDigit(word(words, end))) {
            tenths.append(digit(word(words, end++)));
        }
        return tenths.isEmpty() ? whole : new EnglishNumber(whole.value() + "." + tenths, end);
    }

    /** {@code one forty} and {@code one oh five}, as only pressures and doses are said. */
    static @Nullable EnglishNumber brief(List<String> words, int at) {
        int hundreds = SMALL.getOrDefault(word(words, at), 0);
        if (hundreds < 1 || hundreds > 2) {
            return null;
        }
        var next = word(words, at + 1);
        if (next.equals("oh") || next.equals("o")) {
            int unit = SMALL.getOrDefault(word(words, at + 2), 0);
            return unit < 1 || unit > 9
                    ? null
                    : new EnglishNumber(String.valueOf(hundreds * 100 + unit), at + 3);
        }
        var rest = below100(words, at + 1);
        return rest == null || rest.whole() < 10
                ? null
                : new EnglishNumber(String.valueOf(hundreds * 100 + rest.whole()), rest.end());
    }

    /** Which day of a month it is, spoken as an ordinal. */
    static @Nullable EnglishNumber ordinal(List<String> words, int at) {
        var single = ORDINALS.get(word(words, at));
        if (single != null) {
            return new EnglishNumber(String.valueOf(single), at + 1);
        }
        var tens = TENS.get(word(words, at));
        var unit = ORDINALS.get(word(words, at + 1));
        return tens == null || unit == null || unit > 9
                ? null
                : new EnglishNumber(String.valueOf(tens + unit), at + 2);
    }

    private static @Nullable EnglishNumber thousands(List<String> words, int at) {
        var many = hundreds(words, at);
        if (many == null || !word(words, many.end()).equals("thousand")) {
            return many;
        }
        int and = word(words, many.end() + 1).equals("and") ? 1 : 0;
        var rest = hundreds(words, many.end() + 1 + and);
        return rest == null
                ? new EnglishNumber(String.valueOf(many.whole() * 1000), many.end() + 1)
                : new EnglishNumber(String.valueOf(many.whole() * 1000 + rest.whole()), rest.end());
    }

    private static @Nullable EnglishNumber hundreds(List<String> words, int at) {
        boolean article = word(words, at).equals("a") && word(words, at + 1).equals("hundred");
        var many = article ? new EnglishNumber("1", at + 1) : below100(words, at);
        if (many == null
                || many.whole() > 9
                || many.whole() < 1
                || !word(words, many.end()).equals("hundred")) {
            return many;
        }
        int and = word(words, many.end() + 1).equals("and") ? 1 : 0;
        var rest = below100(words, many.end() + 1 + and);
        return rest == null || rest.whole() == 0
                ? new EnglishNumber(String.valueOf(many.whole() * 100), many.end() + 1)
                : new EnglishNumber(String.valueOf(many.whole() * 100 + rest.whole()), rest.end());
    }

    static @Nullable EnglishNumber below100(List<String> words, int at) {
        var small = SMALL.get(word(words, at));
        if (small != null) {
            return new EnglishNumber(String.valueOf(small), at + 1);
        }
        var tens = TENS.get(word(words, at));
        if (tens == null) {
            return null;
        }
        int unit = SMALL.getOrDefault(word(words, at + 1), 0);
        return unit >= 1 && unit <= 9
                ? new EnglishNumber(String.valueOf(tens + unit), at + 2)
                : new EnglishNumber(String.valueOf(tens), at + 1);
    }

    static String word(List<String> words, int at) {
        return at >= 0 && at < words.size() ? words.get(at) : "";
    }
}
