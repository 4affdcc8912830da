package org.aftercall.recording.media;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import org.aftercall.recording.Profile;

/** A tape of the switchboard: headerless, 8 kHz, 16-bit little-endian, two sides interleaved. */
public final class Tape {
    public static final int RATE = 8000;
    public static final int FRAME_BYTES = 4;

    // A fifth of a second.
    private static final int AT_ONCE = 1600 * FRAME_BYTES;

    private Tape() {}

    /** What was found on the tape while it went by. */
    public record Heard(long durationMs, Profile nurse, Profile patient) {
        /** Line noise of an idle telephone line stays below this; any voice is above it. */
        private static final float AUDIBLE_DBFS = -66f;

        public boolean silent() {
            return nurse.peakDbfs() < AUDIBLE_DBFS && patient.peakDbfs() < AUDIBLE_DBFS;
        }
    }

    /**
     * Turns a tape into stereo Opus in Ogg (left nurse, right patient) in one pass. A torn last
     * frame is left out.
     *
     * @param to receives the Opus; stays open
     * @throws IOException when the tape cannot be read or {@code to} refuses
     */
    public static Heard toOpus(InputStream tape, OutputStream to) throws IOException {
        return toOpus(tape, to, List.of());
    }

    /** A stretch in ms from the tape's beginning; {@code until} is exclusive. */
    public record Stretch(long from, long until) {
        /** As much of these as lies before a moment in ms. */
        public static List<Stretch> before(long end, List<Stretch> all) {
            return all.stream()
                    .filter(s -> s.from < end)
                    .map(s -> new Stretch(s.from, Math.min(s.until, end)))
                    .toList();
        }

        boolean covers(long frame) {
            return frame >= from * RATE / 1000 && frame < until * RATE / 1000;
        }
    }

    /**
     * The same with silence on both sides in these stretches, whatever is on the tape there.
     *
     * @throws IOException when the tape cannot be read or {@code to} refuses
     */
    public static Heard toOpus(InputStream tape, OutputStream to, List<Stretch> silent)
            throws IOException {
        var bytes = new byte[AT_ONCE];
        try (var encoder = new TapeEncoder(to)) {
            int got;
            while ((got = tape.readNBytes(bytes, 0, bytes.length) / FRAME_BYTES) > 0) {
                encoder.write(ByteBuffer.wrap(bytes, 0, got * FRAME_BYTES), silent);
            }
            return encoder.finish();
        }
    }
}
