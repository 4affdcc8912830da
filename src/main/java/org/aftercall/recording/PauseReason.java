package org.aftercall.recording;

/** Why a stretch of a talk is on no recording. */
public enum PauseReason {
    /** What is said is nobody else's business. */
    SENSITIVE,
    /** Somebody speaks whom the talk is not about. */
    THIRD_PARTY,
    /** The patient asked for it. */
    PATIENT_WISH,
    /** He has not agreed, or not yet. */
    CONSENT
}
