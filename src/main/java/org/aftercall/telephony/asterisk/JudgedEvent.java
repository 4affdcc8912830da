package org.aftercall.telephony.asterisk;

import org.asteriskjava.manager.event.UserEvent;
import org.jspecify.annotations.Nullable;

/** The dialplan's word on who picked up. asterisk-java makes it by name and setters. */
public final class JudgedEvent extends UserEvent {
    private static final long serialVersionUID = 1;

    private @Nullable String verdict;
    private @Nullable String cause;

    public JudgedEvent(Object source) {
        super(source);
    }

    /** Asterisk's {@code AMDSTATUS}. */
    public @Nullable String getVerdict() {
        return verdict;
    }

    /** Asterisk's {@code AMDCAUSE}: a word and figures, joined by hyphens. */
    public @Nullable String getCause() {
        return cause;
    }

    public void setCause(String cause) {
        this.cause = cause;
    }

    public void setVerdict(String verdict) {
        this.verdict = verdict;
    }
}
