package org.aftercall.recording.vault;

import java.io.IOException;

/** What came out of the store is not what was put in, or its key is not ours: nothing is played. */
public class BrokenSeal extends IOException {
    public BrokenSeal(String why) {
        super(why);
    }

    public BrokenSeal(String why, Throwable cause) {
        super(why, cause);
    }
}
