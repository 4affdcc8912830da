package org.aftercall.transcript.whisper;

import java.util.ArrayList;
import java.util.List;

/**
 * Words that are shown to whisper before it listens ({@code prompt}). It looks at no more than 224
 * tokens (half its context, minus one), and only its makers' table tells how many a word takes; so
 * we count on the safe side and leave out the last words of a long list.
 *
 * @param text empty when there is nothing to say
 */
record Prompt(String text, List<String> left) {
    private static final int MOST_TOKENS = 210;

    static Prompt of(String language, List<String> terms) {
        boolean zh = language.equals("zh");
        var taken = new ArrayList<String>();
        var left = new ArrayList<String>();
        var head = zh ? "词汇：" : "Glossary: ";
        int tokens = tokens(head);
        for (var term : terms) {
            tokens += tokens(term) + 1;
            (tokens > MOST_TOKENS ? left : taken).add(term);
        }
        var text =
                taken.isEmpty()
                        ? ""
                        : head + String.join(zh ? "、" : ", ", taken) + (zh ? "。" : ".");
        return new Prompt(text, List.copyOf(left));
    }

    /** Two for a Chinese character, one for three others. */
    private static int tokens(String text) {
        int han = (int) text.codePoints().filter(Character::isIdeographic).count();
        return 2 * han + (text.length() - han + 2) / 3;
    }
}
