package org.aftercall.recording.media;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.util.List;

/**
 * Turns a tape into stereo Opus in Ogg (left nurse, right patient) in one pass, in pieces of any
 * size: the same tape always gives the same bytes.
 */
public final class TapeEncoder implements AutoCloseable {
    /** Which channel of the tape is whose: as {@code telephony.Tapes} promises. */
    private static final Side LEFT = Side.PATIENT;

    // A fifth of a second: one cache-warm piece from disk to codec.
    private static final int FRAMES_AT_ONCE = 1600;

    private final Meter nurse = new Meter();
    private final Meter patient = new Meter();
    private final OpusWriter opus;
    private final short[] samples = new short[FRAMES_AT_ONCE * 2];
    private long frames;
    private boolean closed;

    /**
     * @param to receives the Opus; stays open
     */
    public TapeEncoder(OutputStream to) {
        opus = new OpusWriter(to);
    }

    /**
     * The next piece.
     *
     * @param bytes whole frames of the tape
     * @param silent stretches in which both sides are silent, whatever is on the tape there
     * @throws IOException when the receiver refuses
     */
    public void write(ByteBuffer bytes, List<Tape.Stretch> silent) throws IOException {
        var in = bytes.order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
        while (in.remaining() >= 2) {
            int count = Math.min(FRAMES_AT_ONCE, in.remaining() / 2);
            for (int i = 0; i < count; i++) {
                long frame = frames + i;
                boolean gap = !silent.isEmpty() && silent.stream().anyMatch(s -> s.covers(frame));
                short left = gap ? skip(in) : in.get();
                short right = gap ? skip(in) : in.get();
                samples[2 * i] = LEFT == Side.NURSE ? left : right;
                samples[2 * i + 1] = LEFT == Side.NURSE ? right : left;
                nurse.hear(samples[2 * i]);
                patient.hear(samples[2 * i + 1]);
            }
            opus.write(samples, count);
            frames += count;
        }
    }

    /** That was all. */
    public Tape.Heard finish() throws IOException {
        close();
        return new Tape.Heard(frames * 1000 / Tape.RATE, nurse.profile(), patient.profile());
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            opus.close();
        }
    }

    private static short skip(ShortBuffer in) {
        in.get();
        return 0;
    }
}
