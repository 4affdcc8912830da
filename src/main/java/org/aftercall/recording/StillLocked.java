package org.aftercall.recording;

/** The store does not let an object go before its time; it is unreadable all the same. */
public class StillLocked extends RuntimeException {
    public StillLocked(String object, Throwable cause) {
        super("The store still keeps " + object + ": " + cause.getMessage(), cause);
    }
}
