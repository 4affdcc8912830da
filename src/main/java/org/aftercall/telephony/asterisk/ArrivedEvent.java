package org.aftercall.telephony.asterisk;

import org.asteriskjava.manager.event.UserEvent;
import org.jspecify.annotations.Nullable;

/** The dialplan's word that somebody calls in. asterisk-java makes it by name and setters. */
public final class ArrivedEvent extends UserEvent {
    private static final long serialVersionUID = 1;

    private @Nullable String from;

    public ArrivedEvent(Object source) {
        super(source);
    }

    /** The address he says is his. */
    public @Nullable String getFrom() {
        return from;
    }

    public void setFrom(String from) {
        this.from = from;
    }
}
