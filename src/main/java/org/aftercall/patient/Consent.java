package org.aftercall.patient;

/** What a patient agreed to. Calls come with the discharge; both can be withdrawn at any time. */
public record Consent(boolean calls, boolean recording) {
    /** What consent can be given for. */
    public enum To {
        CALLS,
        RECORDING
    }
}
