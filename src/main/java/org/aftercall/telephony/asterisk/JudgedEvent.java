package org.aftercall.telephony.asterisk;

import org.asteriskjava.manager.event.UserEvent;
import org.jspecify.annotations.Nullable;

/** The dialplan's word on who picked up. */
final class JudgedEvent extends UserEvent {
    private static final long serialVersionUID = 1;

    private final @Nullable String verdict;
    private final @Nullable String cause;

    /**
     * @param verdict Asterisk's {@code AMDSTATUS}
     * @param cause Asterisk's {@code AMDCAUSE}: a word and figures, joined by hyphens
     */
    JudgedEvent(Object source, @Nullable String verdict, @Nullable String cause) {
        super(source);
        this.verdict = verdict;
        this.cause = cause;
    }

    @Nullable String verdict() {
        return verdict;
    }

    @Nullable String cause() {
        return cause;
    }
}
