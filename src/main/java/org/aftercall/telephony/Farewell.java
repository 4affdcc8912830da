package org.aftercall.telephony;

/** What somebody hears last whom nobody could talk with: who we are, and no word of his health. */
public enum Farewell {
    /** We called, and nobody came to the line. */
    SORRY,
    /** He called when nobody works. */
    CLOSED,
    /** He called, and nobody is free. */
    BUSY
}
