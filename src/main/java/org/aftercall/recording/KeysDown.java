package org.aftercall.recording;

import org.jspecify.annotations.Nullable;

/**
 * The master keys are not where they should be: nothing is sealed and nothing opened until then.
 */
public class KeysDown extends StoreDown {
    public KeysDown(String why, @Nullable Throwable cause) {
        super(why, cause);
    }
}
