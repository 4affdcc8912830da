package org.aftercall.transcript.hiding;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Where somebody lives: a street with a number, a house with a door. */
final class Addresses {
    private static final String NUMBER = "[零〇一二三四五六七八九十百千两幺\\d]{1,7}";

    /**
     * Districts, then a street or estate with a number, then stairs and door: only what has a
     * number is anybody's address.
     */
    private static final Pattern CHINESE =
            Pattern.compile(
                    "(?:\\p{IsHan}{2,7}?(?:省|市|区|县|镇|乡))*"
                            + "\\p{IsHan}{1,6}?(?:路|街|大道|巷|弄|胡同|小区|新村|花园|村)"
                            + "(?:"
                            + NUMBER
                            + "(?:号楼|号院|号|弄|栋|幢|单元|楼|层|室|门|组))+"
                            + "(?:"
                            + NUMBER
                            + ")?");

    /** What leads to an address and is none. */
    private static final Pattern LEADING =
            Pattern.compile("^.*?(?:我家住在|我家在|我住在|住在|家在|地址是|地址在|搬到了?|我住|就在)");

    private static final String ENGLISH_NUMBER =
            "(?:\\d+|zero|oh|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen"
                    + "|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy"
                    + "|eighty|ninety|hundred)";

    private static final Pattern ENGLISH =
            Pattern.compile(
                    "\\b(?:"
                            + ENGLISH_NUMBER
                            + " )+(?:(?!(?:the|on|in|to|a|of|and|pills|tablets|times|days|hours|down|off)\\b)[a-z']+ ){1,3}(?:street|road|avenue|lane|boulevard)\\b"
                            + "(?: (?:apartment|flat|room|unit)(?: "
                            + ENGLISH_NUMBER
                            + ")+)?");

    private Addresses() {}

    static List<Secret> in(List<String> words) {
        var all = new ArrayList<Secret>();
        search(words, "", CHINESE, all);
        search(words, " ", ENGLISH, all);
        return all;
    }

    private static void search(List<String> words, String between, Pattern form, List<Secret> all) {
        var text = new StringBuilder();
        var starts = new int[words.size()];
        for (int w = 0; w < starts.length; w++) {
            text.append(w == 0 ? "" : between);
            starts[w] = text.length();
            text.append(words.get(w).toLowerCase(Locale.ROOT));
        }
        var found = form.matcher(text);
        while (found.find()) {
            int from = found.start();
            var lead = LEADING.matcher(found.group());
            if (lead.find() && from + lead.end() < found.end()) {
                from += lead.end();
            }
            all.add(
                    new Secret(
                            Secret.Kind.ADDRESS,
                            wordAt(starts, from),
                            wordAt(starts, found.end() - 1) + 1));
        }
    }

    private static int wordAt(int[] starts, int at) {
        int word = 0;
        while (word + 1 < starts.length && starts[word + 1] <= at) {
            word++;
        }
        return word;
    }
}
