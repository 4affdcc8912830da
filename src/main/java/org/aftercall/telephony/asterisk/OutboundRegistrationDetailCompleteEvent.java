package org.aftercall.telephony.asterisk;

import org.asteriskjava.manager.event.ResponseEvent;

/** The end of the list of {@link OutboundRegistrationDetailEvent}s. */
public final class OutboundRegistrationDetailCompleteEvent extends ResponseEvent {
    private static final long serialVersionUID = 1;

    public OutboundRegistrationDetailCompleteEvent(Object source) {
        super(source);
    }
}
