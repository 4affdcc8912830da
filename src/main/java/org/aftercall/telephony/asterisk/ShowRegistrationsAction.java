package org.aftercall.telephony.asterisk;

import org.asteriskjava.manager.action.AbstractManagerAction;
import org.asteriskjava.manager.action.EventGeneratingAction;
import org.asteriskjava.manager.event.ResponseEvent;

/** Asks for the switchboard's accounts at carriers; asterisk-java has no such action. */
public final class ShowRegistrationsAction extends AbstractManagerAction
        implements EventGeneratingAction {
    private static final long serialVersionUID = 1;

    @Override
    public String getAction() {
        return "PJSIPShowRegistrationsOutbound";
    }

    @Override
    public Class<? extends ResponseEvent> getActionCompleteEventClass() {
        return OutboundRegistrationDetailCompleteEvent.class;
    }
}
