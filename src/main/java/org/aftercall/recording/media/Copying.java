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
}
