package org.aftercall.recording;

import org.jspecify.annotations.Nullable;

/** The object store does not answer, or answers that it cannot: ask again later. */
public class StoreDown extends RuntimeException {
    public StoreDown(Throwable cause) {
        super("The object store cannot be reached: " + cause.getMessage(), cause);
    }

    StoreDown(String why, @Nullable Throwable cause) {
        super(why, cause);
    }
}
