package org.aftercall.script;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.aftercall.kernel.Refusal;

/**
 * A document that is not a questionnaire we can ask; says which item and why, all faults at once.
 */
public final class BadQuestionnaire extends RuntimeException {
    /**
     * @param item linkId, or the place in the document where there is none
     * @param code message key under {@code fault.}
     * @param arguments what the message fills in
     */
    public record Fault(String item, String code, List<Object> arguments) {
        public Fault {
            arguments = List.copyOf(arguments);
        }

        /** What is wrong and how to mend it. */
        public String text(Locale locale) {
            return FaultWords.of(code, arguments, locale);
        }

        /** The same in English, for a log. */
        public String text() {
            return text(Locale.ENGLISH);
        }

        @Override
        public String toString() {
            return item + ": " + text();
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

    /** The same for the edge: one mend for each fault, which names its item. */
    public Refusal refusal(Locale locale) {
        return new Refusal(
                Refusal.Kind.INVALID,
                "questionnaire.faults",
                List.of(faults.size()),
                faults.stream()
                        .map(f ->
                                new Refusal.Mend(
                                        "/item/" + f.item().replace("~", "~0").replace("/", "~1"),
                                        "questionnaire.fault",
                                        List.of(f.item(), f.text(locale))))
                        .toList());
    }
}
