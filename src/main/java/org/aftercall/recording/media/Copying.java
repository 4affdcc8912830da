package org.aftercall.recording.media;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Makes a copy of a recording that tells whose copy it is. */
public final class Copying {
    private static final int FRAMES = 4000;

    private Copying() {}

    /**
     * @param opus a recording of ours; is closed
     * @param to receives the copy; stays open
     */
    public static void copy(InputStream opus, Watermark mark, OutputStream to) throws IOException {
        var pen = mark.pen();
        var samples = new short[2 * FRAMES];
        try (var in = new OpusReader(opus);
                var out = new OpusWriter(to)) {
            for (var both = in.next(); both != null; both = in.next()) {
                while (both.hasRemaining()) {
                    int frames = Math.min(FRAMES, both.remaining() / 2);
                    both.get(samples, 0, 2 * frames);
                    pen.mark(samples, frames);
                    out.write(samples, frames);
                }
            }
        }
    }

    /** The nurse's and the patient's side of the first seconds of a copy. */
    public static short[][] sides(InputStream opus, int seconds) throws IOException {
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
        return new short[][] {
            java.util.Arrays.copyOf(sides[0], at), java.util.Arrays.copyOf(sides[1], at)
        };
    }
}
