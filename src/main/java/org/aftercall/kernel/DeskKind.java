package org.aftercall.kernel;

/** What a nurse talks with. */
public enum DeskKind {
    BROWSER,
    PHONE
}
