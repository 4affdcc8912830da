package org.aftercall.transcript;

import java.util.List;

/**
 * Words of a sentence while it is spoken, or when it is over.
 *
 * @param seq the number of the sentence in its call; a later caption of the same number replaces it
 * @param fromMs milliseconds since the patient picked up
 * @param done whether it is over
 * @param words with their times; empty until it is done
 */
record Caption(
        int seq,
        Speaker speaker,
        int fromMs,
        String text,
        boolean done,
        List<Utterance.Word> words) {
    @Override
    public String toString() {
        return "Caption[" + seq + " " + speaker + "]";
    }
}
