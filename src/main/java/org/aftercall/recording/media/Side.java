package org.aftercall.recording.media;

/** Whose voice: one channel of the tape and of the recording. */
public enum Side {
    NURSE,
    PATIENT
}
