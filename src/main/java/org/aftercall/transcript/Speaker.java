package org.aftercall.transcript;

/** Whose side of the talk. */
public enum Speaker {
    NURSE,
    PATIENT
}
