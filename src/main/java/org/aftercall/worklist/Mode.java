package org.aftercall.worklist;

/** Who decides when the next telephone rings. */
public enum Mode {
    /** The nurse picks the patient and dials. */
    MANUAL,
    /** She is handed the next patient, reads, and dials. */
    PREVIEW,
    /** While she is ready the next patient is dialed for her; she is reserved before it rings. */
    PROGRESSIVE,
    /** More telephones ring than nurses are free, within a cap on abandoned calls. */
    PREDICTIVE
}
