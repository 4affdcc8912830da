package org.aftercall.script;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.aftercall.script.BadQuestionnaire.Fault;
import tools.jackson.databind.JsonNode;

/** All that is found wrong in one document. */
final class Faults {
    private static final int MOST = 200;

    private final List<Fault> all = new ArrayList<>();

    /**
     * @param item linkId, or the place in the document
     * @param code message key under {@code fault.}
     */
    void add(String item, String code, Object... arguments) {
        if (all.size() < MOST) {
            all.add(new Fault(item, code, List.of(arguments)));
        }
    }

    /** A word that is none of those that stand there, with the one that was probably meant. */
    void unknown(String item, String code, String word, Collection<String> known) {
        nearest(word, known)
                .ifPresentOrElse(
                        meant -> add(item, code + "Nearest", shown(word), meant, known),
                        () -> add(item, code, shown(word), known));
    }

    /** Refuses every property but these. */
    void only(String item, JsonNode node, Collection<String> known) {
        for (var name : node.propertyNames()) {
            if (!known.contains(name)) {
                unknown(item, "property", name, known);
            }
        }
    }

    List<Fault> all() {
        return all;
    }

    boolean none() {
        return all.isEmpty();
    }

    static String shown(Object what) {
        var text = String.valueOf(what);
        return text.length() > 40 ? text.substring(0, 40) + "…" : text;
    }

    /** The one with the fewest letters to change, if that is a third of them or less. */
    static Optional<String> nearest(String word, Collection<String> known) {
        if (word.length() > 80) {
            return Optional.empty();
        }
        return known.stream()
                .min(Comparator.comparingInt((String k) -> distance(word, k)).thenComparing(k -> k))
                .filter(k -> distance(word, k) <= Math.max(word.length(), k.length()) / 3);
    }

    /** How many letters must change, come or go (Levenshtein), case aside. */
    private static int distance(String one, String other) {
        var a = one.toLowerCase(java.util.Locale.ROOT);
        var b = other.toLowerCase(java.util.Locale.ROOT);
        var row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int corner = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = corner + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                corner = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
