package org.aftercall.transcript;

import java.util.Comparator;
import java.util.Optional;
import org.aftercall.call.CallId;
import org.aftercall.transcript.phrase.Phrase;
import org.springframework.stereotype.Component;

/** What a person confirmed to be a complaint. */
@Component
public class Complaints {
    private final CueRows rows;

    Complaints(CueRows rows) {
        this.rows = rows;
    }

    /**
     * @param words the phrase of the hospital's list
     * @param second of the talk
     */
    public record Heard(String words, int second) {}

    /** The first of a call. */
    public Optional<Heard> of(CallId call) {
        return rows.of(call).stream()
                .filter(c -> c.kind() == Phrase.Kind.COMPLAINT)
                .filter(c -> c.judged() != null && c.judged().verdict() == Cue.Verdict.CONFIRMED)
                .min(Comparator.comparingInt(Cue::atMs))
                .map(c -> new Heard(c.words(), c.atMs() / 1000));
    }
}
