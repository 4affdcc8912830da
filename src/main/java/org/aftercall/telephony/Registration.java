package org.aftercall.telephony;

import java.time.Instant;

/**
 * How the house's account stands with the carrier's registrar (RFC 3261, 10), as the switchboard
 * last found; only where an operator set one up.
 *
 * @param sip the status code of the registrar's no; 0 when it gave none, or said yes
 * @param since when this was first seen
 */
public record Registration(State state, int sip, Instant since) {
    public enum State {
        REGISTERED,
        /** The registrar answers, and says no. */
        REJECTED,
        /** Nobody answers. */
        UNREACHABLE,
        /** Not asked yet, or not answered yet. */
        PENDING
    }

    /** What keeps it from being registered; its words are under {@code trunk.<code>}. */
    public String code() {
        return switch (state) {
            case REGISTERED -> "registered";
            case UNREACHABLE -> "unreachable";
            case PENDING -> "pending";
            case REJECTED ->
                    switch (sip) {
                        case 401, 407 -> "wrongSecret";
                        case 403 -> "forbidden";
                        case 404 -> "unknownAccount";
                        default -> "refused";
                    };
        };
    }
}
