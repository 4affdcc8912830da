package org.aftercall.transcript.phrase;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The phrases that are listened for.
 *
 * @param symptoms other things that are often denied in one breath with them
 */
public record PhraseList(List<Phrase> phrases, Denial denial, List<String> symptoms) {
    public PhraseList {
        phrases = List.copyOf(phrases);
        symptoms = List.copyOf(symptoms);
    }

    /**
     * Where a phrase stands, in characters of the text as given.
     *
     * @param denied whether it was said that it is not so
     */
    public record Find(Phrase phrase, int from, int to, boolean denied) {}

    /**
     * All phrases in what one side said, denied ones too, in their order. Of two that overlap the
     * longer one counts.
     *
     * @param said as {@link org.aftercall.transcript.Utterance#text} has it, without punctuation
     * @param speaker {@code PATIENT} or {@code NURSE}
     */
    public List<Find> find(String said, String speaker) {
        var text = said.toLowerCase(java.util.Locale.ROOT);
        var known = new ArrayList<String>();
        phrases.forEach(p -> known.add(p.words()));
        symptoms.forEach(s -> known.add(Text.normal(s)));
        known.sort(Comparator.comparingInt(String::length).reversed());
        var found = new ArrayList<Find>();
        for (var phrase : phrases) {
            if (phrase.saidBy(speaker) && !phrase.words().isEmpty()) {
                where(text, phrase, known, found);
            }
        }
        found.sort(
                Comparator.comparingInt(Find::from)
                        .thenComparing(Comparator.comparingInt(Find::to).reversed()));
        var kept = new ArrayList<Find>();
        for (var find : found) {
            boolean inside =
                    kept.stream()
                            .anyMatch(k ->
                                    k.phrase().kind() == find.phrase().kind()
                                            && k.from() <= find.from()
                                            && find.to() <= k.to());
            if (!inside) {
                kept.add(find);
            }
        }
        return kept;
    }

    private void where(String text, Phrase phrase, List<String> known, List<Find> found) {
        var words = phrase.words();
        for (int at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
            int end = at + words.length();
            if (Text.standsAlone(text, at, end) && !isPartOf(text, at, end, phrase.unless())) {
                found.add(new Find(phrase, at, end, denial.denies(text, at, end, known)));
            }
        }
    }

    private static boolean isPartOf(String text, int from, int to, List<String> longer) {
        for (var word : longer) {
            for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
                if (at <= from && to <= at + word.length()) {
                    return true;
                }
            }
        }
        return false;
    }
}
