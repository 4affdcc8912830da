package org.aftercall.recording;

/** The object store does not answer, or answers that it cannot: ask again later. */
public class StoreDown extends RuntimeException {
    public StoreDown(Throwable cause) {
        super("The object store cannot be reached: " + cause.getMessage(), cause);
    }
}
