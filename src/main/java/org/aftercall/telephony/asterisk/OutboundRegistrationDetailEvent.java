package org.aftercall.telephony.asterisk;

import org.asteriskjava.manager.event.ResponseEvent;
import org.jspecify.annotations.Nullable;

/**
 * One account of the switchboard's at a carrier, as {@code PJSIPShowRegistrationsOutbound} lists
 * it. asterisk-java makes it by name and setters.
 */
public final class OutboundRegistrationDetailEvent extends ResponseEvent {
    private static final long serialVersionUID = 1;

    private @Nullable String objectName;
    private @Nullable String clientUri;
    private @Nullable String status;

    public OutboundRegistrationDetailEvent(Object source) {
        super(source);
    }

    public @Nullable String getObjectName() {
        return objectName;
    }

    public void setObjectName(String objectName) {
        this.objectName = objectName;
    }

    /** A setting of it, that events of other kinds know as a number. */
    public void setLine(String line) {
        // Not of interest; without this each list would be an error in the log.
    }

    /** Whom it registers, as a SIP address. */
    public @Nullable String getClientUri() {
        return clientUri;
    }

    public void setClientUri(String clientUri) {
        this.clientUri = clientUri;
    }

    /** {@code Registered}, {@code Unregistered}, {@code Rejected} and some that pass. */
    public @Nullable String getStatus() {
        return status;
    }

    public void setStatus(String status) {
        this.status = status;
    }
}
