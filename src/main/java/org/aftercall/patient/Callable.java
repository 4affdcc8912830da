package org.aftercall.patient;

import java.util.List;

/** Whether a number of a patient may be rung right now. */
public sealed interface Callable {
    /** Nothing is in the way. */
    record Yes() implements Callable {}

    /**
     * Do not ring.
     *
     * @param code one of the constants here, for the screen and for {@code problem+json}
     * @param params what its sentence fills in, in order
     */
    record No(String code, List<String> params) implements Callable {
        public No {
            params = List.copyOf(params);
        }
    }

    String DO_NOT_CALL = "patient.doNotCall";
    String NO_CONSENT = "patient.noConsent";

    /** Parameter: the {@link Suspension}. */
    String SUSPENDED = "patient.suspended";

    String CONTACT_INVALID = "contact.invalid";

    /** Parameter: the zone as it is on file, may be empty. */
    String ZONE_UNKNOWN = "patient.zoneUnknown";

    /**
     * Parameters: the hour over there, that day's hours, when it opens next, zone; may be empty.
     */
    String WINDOW_CLOSED = "window.closed";

    static Callable no(String code, String... params) {
        return new No(code, List.of(params));
    }
}
