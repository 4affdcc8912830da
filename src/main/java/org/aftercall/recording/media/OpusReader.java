package org.aftercall.recording.media;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ShortBuffer;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.FrameGrabber;
import org.jspecify.annotations.Nullable;

/** Reads stereo Opus back as samples at 8 kHz, piece by piece. */
public final class OpusReader implements AutoCloseable {
    static {
        avutil.av_log_set_level(avutil.AV_LOG_ERROR);
    }

    private final FFmpegFrameGrabber grabber;

    /**
     * @param opus is closed with this
     */
    public OpusReader(InputStream opus) throws IOException {
        // 0: do not seek, so that the stream is read once from start to end.
        grabber = new FFmpegFrameGrabber(opus, 0);
        grabber.setFormat("ogg");
        grabber.setSampleRate(Tape.RATE);
        grabber.setAudioChannels(2);
        grabber.setSampleMode(FrameGrabber.SampleMode.SHORT);
        grabber.start();
    }

    /** Both sides interleaved, nurse first; some 20 ms at a time; null at the end. */
    public @Nullable ShortBuffer next() throws IOException {
        var frame = grabber.grabSamples();
        return frame == null ? null : (ShortBuffer) frame.samples[0];
    }

    @Override
    public void close() throws IOException {
        grabber.close();
    }
}
