package org.aftercall.transcript.hiding;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Words of an utterance that not everybody may read.
 *
 * @param from index of the first word
 * @param to index after the last word
 */
public record Secret(Kind kind, int from, int to) {
    /** What it is. */
    public enum Kind {
        ID_NUMBER,
        PHONE,
        BANK_CARD,
        ADDRESS
    }

    /** All of them, in their order and without overlaps. */
    public static List<Secret> in(List<String> words) {
        var found = new ArrayList<>(SpokenDigits.secrets(words));
        for (var address : Addresses.in(words)) {
            boolean free =
                    found.stream().noneMatch(s -> s.from < address.to && address.from < s.to);
            if (free) {
                found.add(address);
            }
        }
        found.sort(Comparator.comparingInt(Secret::from));
        return found;
    }
}
