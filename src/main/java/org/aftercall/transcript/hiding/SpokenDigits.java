package org.aftercall.transcript.hiding;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Digits told one by one, in either language or in figures, and what they are. */
final class SpokenDigits {
    private static final Map<String, String> SPOKEN =
            Map.ofEntries(
                    Map.entry("zero", "0"),
                    Map.entry("oh", "0"),
                    Map.entry("o", "0"),
                    Map.entry("one", "1"),
                    Map.entry("two", "2"),
                    Map.entry("three", "3"),
                    Map.entry("four", "4"),
                    Map.entry("five", "5"),
                    Map.entry("six", "6"),
                    Map.entry("seven", "7"),
                    Map.entry("eight", "8"),
                    Map.entry("nine", "9"),
                    Map.entry("x", "X"),
                    Map.entry("叉", "X"));

    private static final String CHINESE = "零一二三四五六七八九";

    /** Said while one looks for the next digit. */
    private static final Set<String> BETWEEN =
            Set.of("嗯", "啊", "呃", "然后", "那个", "uh", "um", "and", "then", "-");

    private static final int SHORTEST = 7;

    private SpokenDigits() {}

    /** Digits with the word that each came from. */
    private record Run(StringBuilder digits, List<Integer> words) {}

    static List<Secret> secrets(List<String> words) {
        var all = new ArrayList<Secret>();
        var run = new Run(new StringBuilder(), new ArrayList<>());
        for (int w = 0; w <= words.size(); w++) {
            var digits = w < words.size() ? digits(words.get(w)) : "";
            if (!digits.isEmpty()) {
                for (char c : digits.toCharArray()) {
                    run.digits().append(c);
                    run.words().add(w);
                }
            } else if (w == words.size()
                    || !BETWEEN.contains(words.get(w).toLowerCase(Locale.ROOT))) {
                judge(run, all);
                run = new Run(new StringBuilder(), new ArrayList<>());
            }
        }
        return all;
    }

    /** What the word says in digits; empty when it says anything else. */
    private static String digits(String word) {
        var spoken = SPOKEN.get(word.toLowerCase(Locale.ROOT));
        if (spoken != null) {
            return spoken;
        }
        var digits = new StringBuilder();
        for (char c : word.toCharArray()) {
            if (c >= '0' && c <= '9') {
                digits.append(c);
            } else if (c == '〇') {
                digits.append('0');
            } else if (c == '幺') {
                digits.append('1');
            } else if (CHINESE.indexOf(c) >= 0) {
                digits.append(CHINESE.indexOf(c));
            } else if ((c == 'x' || c == 'X') && !digits.isEmpty()) {
                digits.append('X');
            } else {
                return "";
            }
        }
        return digits.toString();
    }

    /**
     * The longest kind first: a telephone number may stand inside an ID number, never around it.
     */
    private static void judge(Run run, List<Secret> all) {
        var digits = run.digits().toString();
        for (int at = 0; at + SHORTEST <= digits.length(); ) {
            int end = at;
            for (var kind : Secret.Kind.values()) {
                int length = length(kind, digits, at);
                if (length > 0) {
                    end = at + length;
                    all.add(new Secret(kind, run.words().get(at), run.words().get(end - 1) + 1));
                    break;
                }
            }
            at = Math.max(at + 1, end);
        }
    }

    private static int length(Secret.Kind kind, String digits, int at) {
        return switch (kind) {
            case ID_NUMBER -> Numbers.isId(cut(digits, at, 18)) ? 18 : 0;
            case BANK_CARD -> card(digits, at);
            case PHONE -> Numbers.phone(digits, at);
            case ADDRESS -> 0;
        };
    }

    private static int card(String digits, int at) {
        for (int length = 19; length >= 15; length--) {
            if (Numbers.isCard(cut(digits, at, length))) {
                return length;
            }
        }
        return 0;
    }

    private static String cut(String digits, int at, int length) {
        return at + length <= digits.length() ? digits.substring(at, at + length) : "";
    }
}
