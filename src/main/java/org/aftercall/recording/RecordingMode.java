package org.aftercall.recording;

/** Whether the talks of a list are recorded; the later, the less is. */
public enum RecordingMode {
    /** Unless the patient said no once and for all. */
    ALWAYS,
    /** From the moment on in which he agrees in the talk itself. */
    ON_CONSENT,
    NEVER
}
