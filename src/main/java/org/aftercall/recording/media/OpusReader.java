package org.aftercall.recording.media;

import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.Frame;
import org.bytedeco.javacv.FrameGrabber;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link OpusWriter} wrote back as samples at 8 kHz, piece by piece.
 *
 * <p>Opus always decodes at 48 kHz. Ours was made from 8 kHz and has nothing above 4 kHz, so each
 * sixth sample is all there is; a resampler would cost four times as much as the decoding.
 */
public final class OpusReader implements AutoCloseable {
    static {
        avutil.av_log_set_level(avutil.AV_LOG_ERROR);
    }

    private static final int DECODED_RATE = 48_000;
    private static final int STEP = DECODED_RATE / Tape.RATE;

    private final FFmpegFrameGrabber grabber;
    // How many decoded samples to pass over before the next one that counts.
    private int skip;

    /**
     * @param opus is closed with this
     */
    public OpusReader(InputStream opus) throws IOException {
        // 0: do not seek, so that the stream is read once from start to end.
        grabber = new FFmpegFrameGrabber(opus, 0);
        grabber.setFormat("ogg");
        grabber.setSampleMode(FrameGrabber.SampleMode.RAW);
        grabber.start();
        if (grabber.getSampleRate() != DECODED_RATE || grabber.getAudioChannels() != 2) {
            grabber.close();
            throw new IOException("Not a recording of ours");
        }
    }

    /** Both sides interleaved, nurse first; some 20 ms at a time; null at the end. */
    public @Nullable ShortBuffer next() throws IOException {
        var frame = grabber.grabSamples();
        return frame == null ? null : thinned(frame);
    }

    private ShortBuffer thinned(Frame frame) {
        var nurse = (FloatBuffer) frame.samples[0];
        var patient = (FloatBuffer) frame.samples[1];
        int decoded = nurse.remaining();
        var both = ShortBuffer.allocate(2 * (decoded / STEP + 1));
        int at = skip;
        for (; at < decoded; at += STEP) {
            both.put(sample(nurse.get(nurse.position() + at)));
            both.put(sample(patient.get(patient.position() + at)));
        }
        skip = at - decoded;
        return both.flip();
    }

    private static short sample(float level) {
        return (short) Math.clamp(Math.round(level * 32768f), Short.MIN_VALUE, Short.MAX_VALUE);
    }

    @Override
    public void close() throws IOException {
        grabber.close();
    }
}
