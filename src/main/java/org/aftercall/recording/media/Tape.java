package org.aftercall.recording.media;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.util.List;
import org.aftercall.recording.Profile;

/** A tape of the switchboard: headerless, 8 kHz, 16-bit little-endian, two sides interleaved. */
public final class Tape {
    public static final int RATE = 8000;
    public static final int FRAME_BYTES = 4;

    /** Which channel of the tape is whose: as {@code telephony.Tapes} promises. */
    private static final Side LEFT = Side.PATIENT;

    // A fifth of a second: one cache-warm piece from disk to codec.
    private static final int FRAMES_AT_ONCE = 1600;

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
        var nurse = new Meter();
        var patient = new Meter();
        long frames = 0;
        var bytes = new byte[FRAMES_AT_ONCE * FRAME_BYTES];
        var samples = new short[FRAMES_AT_ONCE * 2];
        try (var opus = new OpusWriter(to)) {
            int got;
            while ((got = tape.readNBytes(bytes, 0, bytes.length) / FRAME_BYTES) > 0) {
                var in =
                        ByteBuffer.wrap(bytes, 0, got * FRAME_BYTES)
                                .order(ByteOrder.LITTLE_ENDIAN)
                                .asShortBuffer();
                for (int i = 0; i < got; i++) {
                    long frame = frames + i;
                    boolean gap =
                            !silent.isEmpty() && silent.stream().anyMatch(s -> s.covers(frame));
                    short left = gap ? skip(in) : in.get();
                    short right = gap ? skip(in) : in.get();
                    samples[2 * i] = LEFT == Side.NURSE ? left : right;
                    samples[2 * i + 1] = LEFT == Side.NURSE ? right : left;
                    nurse.hear(samples[2 * i]);
                    patient.hear(samples[2 * i + 1]);
                }
                opus.write(samples, got);
                frames += got;
            }
        }
        return new Heard(frames * 1000 / RATE, nurse.profile(), patient.profile());
    }

    private static short skip(ShortBuffer in) {
        in.get();
        return 0;
    }
}
