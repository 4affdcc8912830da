package org.aftercall.telephony.asterisk;

import org.asteriskjava.manager.event.UserEvent;

/** The dialplan's word that a leg has all it needs: its tape runs, and its end will be told. */
final class SettledEvent extends UserEvent {
    private static final long serialVersionUID = 1;

    SettledEvent(Object source) {
        super(source);
    }
}
