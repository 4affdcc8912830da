package org.aftercall.transcript;

import org.aftercall.call.CallId;

/**
 * Words of a sentence that is being spoken, for the screen of who talks in it. Never kept.
 *
 * @param seq the number of the sentence; a later one of the same number replaces it
 * @param fromMs milliseconds since the patient picked up
 * @param done whether the sentence is over
 */
public record CaptionHeard(
        CallId call, int seq, Speaker speaker, int fromMs, String text, boolean done) {
    @Override
    public String toString() {
        return "CaptionHeard[" + call + " " + seq + "]";
    }
}
