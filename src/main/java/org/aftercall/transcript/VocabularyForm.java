package org.aftercall.transcript;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.kernel.Refusal.Mend;
import org.jspecify.annotations.Nullable;

/** A list of words as somebody typed it, with every fault named by its place. */
record VocabularyForm(@Nullable List<@Nullable Entry> words) {
    private static final int MOST = 1_000;
    private static final int LONGEST = 40;
    private static final int LONGEST_NOTE = 200;

    /** Nothing that a prompt, or a graph of words, could take for anything but words. */
    private static final Pattern SAYABLE =
            Pattern.compile("[\\p{L}\\p{N}]([\\p{L}\\p{M}\\p{N} .·'’-]*[\\p{L}\\p{M}\\p{N}.])?");

    /**
     * @param sort {@code MEDICINE}, {@code PERSON}, {@code PLACE} or {@code OTHER}
     * @param language {@code en} or {@code zh}
     */
    record Entry(@Nullable String sort, @Nullable String language, @Nullable String text) {}

    /**
     * @throws Refusal with a mend for every entry that is none
     */
    List<Vocabulary.Word> read() {
        var mends = new ArrayList<Mend>();
        var read = new ArrayList<Vocabulary.Word>();
        var known = new HashSet<String>();
        var entries = Objects.requireNonNullElse(words, List.<@Nullable Entry>of());
        if (entries.size() > MOST) {
            mends.add(new Mend("/words", "vocabulary.count", List.of(MOST)));
        }
        for (int i = 0; i < entries.size() && i <= MOST; i++) {
            var entry = entries.get(i);
            var at = "/words/" + i;
            var text = entry == null || entry.text() == null ? "" : tidy(entry.text());
            var sort = sort(entry == null ? null : entry.sort());
            var language = entry == null ? null : entry.language();
            if (text.length() > LONGEST || !SAYABLE.matcher(text).matches()) {
                mends.add(new Mend(at + "/text", "vocabulary.text", List.of(LONGEST)));
            }
            if (sort == null) {
                mends.add(new Mend(at + "/sort", "vocabulary.sort", List.of()));
            }
            if (language == null || !List.of("zh", "en").contains(language)) {
                mends.add(new Mend(at + "/language", "vocabulary.language", List.of()));
            }
            if (!known.add(language + " " + text.toLowerCase(Locale.ROOT))) {
                mends.add(new Mend(at + "/text", "vocabulary.twice", List.of(text)));
            }
            if (sort != null && language != null) {
                read.add(new Vocabulary.Word(sort, language, text));
            }
        }
        if (!mends.isEmpty()) {
            throw new Refusal(Kind.INVALID, "vocabulary.wrong", List.of(), mends);
        }
        return read;
    }

    static String note(@Nullable String note) {
        var tidy = Objects.requireNonNullElse(note, "").strip();
        if (tidy.length() > LONGEST_NOTE) {
            throw new Refusal(
                    Kind.INVALID,
                    "vocabulary.wrong",
                    List.of(),
                    List.of(new Mend("/note", "vocabulary.note", List.of(LONGEST_NOTE))));
        }
        return tidy;
    }

    private static String tidy(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }

    private static Vocabulary.@Nullable Sort sort(@Nullable String code) {
        for (var sort : Vocabulary.Sort.values()) {
            if (sort.name().equals(code)) {
                return sort;
            }
        }
        return null;
    }
}
