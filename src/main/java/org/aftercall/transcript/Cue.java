package org.aftercall.transcript;

import java.time.Instant;
import java.util.UUID;
import org.aftercall.call.CallId;
import org.aftercall.transcript.phrase.Phrase;
import org.jspecify.annotations.Nullable;

/**
 * A phrase that was heard in a call and may mean something: a suggestion, never a fact.
 *
 * @param words the phrase of the list
 * @param atMs milliseconds from the beginning of the recording
 * @param said the sentence around it, without what not everybody may read
 * @param live whether it was heard while they talked
 */
record Cue(
        UUID id,
        CallId call,
        Phrase.Kind kind,
        String words,
        Speaker speaker,
        int atMs,
        String said,
        int listVersion,
        boolean live,
        @Nullable Judged judged) {

    /** What a person thinks of it. */
    enum Verdict {
        CONFIRMED,
        REJECTED
    }

    /** Who thinks what of it. */
    record Judged(Verdict verdict, UUID by, Instant at) {}

    @Override
    public String toString() {
        return "Cue[" + id + " " + kind + "]";
    }
}
