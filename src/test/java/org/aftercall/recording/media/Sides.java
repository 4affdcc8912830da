package org.aftercall.recording.media;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** The samples of a copy, side by side. */
public final class Sides {
    private Sides() {}

    /** The nurse's and the patient's side of the first seconds. */
    public static short[][] of(InputStream opus, int seconds) throws IOException {
        var sides = new short[2][seconds * Tape.RATE];
        int at = 0;
        try (var in = new OpusReader(opus)) {
            for (var both = in.next(); both != null && at < sides[0].length; both = in.next()) {
                while (both.remaining() >= 2 && at < sides[0].length) {
                    sides[0][at] = both.get();
                    sides[1][at++] = both.get();
                }
            }
        }
        return new short[][] {Arrays.copyOf(sides[0], at), Arrays.copyOf(sides[1], at)};
    }
}
