package org.aftercall.followup.outside;

/** What came of a message to the gateway. */
public sealed interface Reply {
    /** It is the gateway's to deliver now. */
    record Taken(int status) implements Reply {}

    /** The gateway does not want it, and will hardly want it later. */
    record Refused(int status) implements Reply {}

    /**
     * Later perhaps.
     *
     * @param why {@code http.503}, {@code timeout}, {@code unreachable}, {@code tls} or {@code
     *     broken}
     */
    record NotNow(String why) implements Reply {}
}
