package org.aftercall.transcript.phrase;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.kernel.Refusal.Mend;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A phrase list as it is written down: in JSON, with every fault named by its place. */
public record PhraseBook(
        @Nullable List<@Nullable Entry> phrases,
        @Nullable Map<String, List<String>> denial,
        @Nullable List<String> symptoms) {
    private static final int MOST = 2_000;
    private static final int LONGEST = 60;
    private static final int MOST_WORDS = 300;
    private static final List<String> PARTS = List.of("before", "after", "between", "or", "never");

    /** One phrase; who may say it is the patient when nothing else is said. */
    public record Entry(
            @Nullable String kind,
            @Nullable String words,
            @Nullable String speaker,
            @Nullable List<String> unless) {}

    public static PhraseBook read(String json) {
        return JsonMapper.shared().readValue(json, PhraseBook.class);
    }

    public String write() {
        return JsonMapper.shared().writeValueAsString(this);
    }

    /**
     * @throws Refusal with a mend for every entry that is none
     */
    public PhraseList list() {
        var mends = new ArrayList<Mend>();
        var read = new ArrayList<Phrase>();
        var entries = Objects.requireNonNullElse(phrases, List.<@Nullable Entry>of());
        if (entries.isEmpty() || entries.size() > MOST) {
            mends.add(new Mend("/phrases", "phrases.count", List.of(MOST)));
        }
        for (int i = 0; i < entries.size(); i++) {
            read(entries.get(i), "/phrases/" + i, mends, read);
        }
        PARTS.forEach(part -> limit(words(part), "/denial/" + part, mends));
        var denied = Objects.requireNonNullElse(symptoms, List.<String>of());
        limit(denied, "/symptoms", mends);
        if (!mends.isEmpty()) {
            throw new Refusal(Kind.INVALID, "phrases.wrong", List.of(), mends);
        }
        return new PhraseList(
                read,
                new Denial(
                        words("before"),
                        words("after"),
                        words("between"),
                        words("or"),
                        words("never")),
                denied);
    }

    private static void limit(List<String> words, String at, List<Mend> mends) {
        if (words.size() > MOST_WORDS || words.stream().anyMatch(w -> w.length() > LONGEST)) {
            mends.add(new Mend(at, "phrases.list", List.of(MOST_WORDS, LONGEST)));
        }
    }

    private static void read(
            @Nullable Entry entry, String at, List<Mend> mends, List<Phrase> read) {
        var words = entry == null || entry.words() == null ? "" : Text.normal(entry.words());
        if (words.isEmpty() || words.length() > LONGEST) {
            mends.add(new Mend(at + "/words", "phrases.words", List.of(LONGEST)));
        }
        var kind = kind(entry == null ? null : entry.kind());
        if (kind == null) {
            mends.add(new Mend(at + "/kind", "phrases.kind", List.of()));
        }
        var speaker = entry == null || entry.speaker() == null ? "PATIENT" : entry.speaker();
        if (!List.of("PATIENT", "NURSE", "BOTH").contains(speaker)) {
            mends.add(new Mend(at + "/speaker", "phrases.speaker", List.of()));
        }
        if (read.stream().anyMatch(p -> p.words().equals(words) && p.kind() == kind)) {
            mends.add(new Mend(at + "/words", "phrases.twice", List.of(words)));
        }
        if (kind != null && entry != null) {
            var unless = entry.unless() == null ? List.<String>of() : entry.unless();
            read.add(new Phrase(kind, words, speaker, unless));
        }
    }

    private static Phrase.@Nullable Kind kind(@Nullable String code) {
        for (var kind : Phrase.Kind.values()) {
            if (kind.name().equals(code)) {
                return kind;
            }
        }
        return null;
    }

    private List<String> words(String part) {
        return denial == null ? List.of() : Objects.requireNonNullElse(denial.get(part), List.of());
    }
}
