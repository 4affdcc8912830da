package org.aftercall.telephony.asterisk;

import org.asteriskjava.manager.event.UserEvent;
import org.jspecify.annotations.Nullable;

/** The dialplan's word that somebody calls in. */
final class ArrivedEvent extends UserEvent {
    private static final long serialVersionUID = 1;

    private final @Nullable String from;

    /**
     * @param from the address he says is his
     */
    ArrivedEvent(Object source, @Nullable String from) {
        super(source);
        this.from = from;
    }

    @Nullable String from() {
        return from;
    }
}
