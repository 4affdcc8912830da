package org.aftercall.script;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A document that is not a questionnaire we can ask; says which item and why, all faults at once.
 */
public final class BadQuestionnaire extends RuntimeException {
    /**
     * @param item linkId, or the place in the document where there is none
     */
    public record Fault(String item, String text) {
        @Override
        public String toString() {
            return item + ": " + text;
        }
    }

    private final transient List<Fault> faults;

    BadQuestionnaire(List<Fault> faults) {
        super(faults.stream().map(Fault::toString).collect(Collectors.joining("; ")));
        this.faults = List.copyOf(faults);
    }

    public List<Fault> faults() {
        return faults;
    }
}
