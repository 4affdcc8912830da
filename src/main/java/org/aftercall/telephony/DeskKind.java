package org.aftercall.telephony;

/** What a nurse talks with. */
public enum DeskKind {
    BROWSER,
    PHONE
}
