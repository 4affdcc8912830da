package org.aftercall.telephony;

import java.net.URI;

/**
 * What a softphone needs to register.
 *
 * @param socket where it speaks SIP over WebSocket
 * @param uri its SIP address, {@code sip:user@host}
 */
public record DeskAccount(URI socket, String uri, String user, String password) {
    @Override
    public String toString() {
        return "DeskAccount[" + user + "]";
    }
}
