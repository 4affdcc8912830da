package org.aftercall.worklist;

/**
 * How an attempt ended, as one named combination of the four axes. Its default next step is a row
 * of {@code worklist.retry_rule}.
 */
public enum Disposition {
    COMPLETED_ROUTINE,
    COMPLETED_ESCALATED,
    CALLBACK_DEFINITE,
    CALLBACK_UNSPECIFIED,
    INTERRUPTED,
    SOFT_REFUSAL,
    HARD_REFUSAL,
    DO_NOT_CALL,
    NOT_HOME_PROXY_ANSWERED,
    WRONG_PERSON,
    LANGUAGE_BARRIER,
    UNABLE_HEALTH,
    NO_ANSWER,
    BUSY,
    MACHINE_NO_MESSAGE,
    VOICEMAIL_LEFT,
    NUMBER_INVALID,
    FAX_OR_BUSINESS,
    TECHNICAL_FAILURE,
    DECEASED,
    READMITTED_OR_IN_FACILITY,
    MOVED_OR_OTHER_CARE,
    ALREADY_VISITED,
    TRANSFERRED_LIVE,
    REFER_SUPERVISOR,
    /** The nurse hung up before anybody answered. */
    CANCELLED,
    /** The console closed before an outcome. */
    RECORD_LOST,
    MAX_ATTEMPTS,
    /** A person picked up what predictive dialing rang, and no nurse came. */
    ABANDONED
}
