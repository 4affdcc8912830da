package org.aftercall.recording.media;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ShortBuffer;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.jspecify.annotations.Nullable;

/** Writes stereo Opus in Ogg, straight into a stream. */
final class OpusWriter implements AutoCloseable {
    static {
        avutil.av_log_set_level(avutil.AV_LOG_ERROR);
    }

    private static final int LAST_PACKET = Tape.RATE / 50;

    private final Sink sink;
    private final FFmpegFrameRecorder recorder;
    private boolean started;

    OpusWriter(OutputStream to) {
        sink = new Sink(to);
        recorder = new FFmpegFrameRecorder(sink, 0, 0, 2);
        recorder.setFormat("ogg");
        recorder.setAudioCodec(avcodec.AV_CODEC_ID_OPUS);
        recorder.setAudioCodecName("libopus");
        recorder.setSampleRate(Tape.RATE);
        // Measured: at 48 kbit/s the two sides do not leak into each other (-93 dB); at 32 they do
        // (-30 dB), and somebody's words would turn up on the silent side.
        recorder.setAudioBitrate(48_000);
        recorder.setAudioOption("application", "audio");
        // Half the time of level 10; at telephone bandwidth nobody hears a difference.
        recorder.setAudioOption("compression_level", "0");
        // The same tape always gives the same bytes, so a repeated job changes nothing.
        recorder.setOption("fflags", "+bitexact");
        recorder.setCloseOutputStream(false);
    }

    void write(short[] interleaved, int frames) throws IOException {
        try {
            if (!started) {
                recorder.start();
                started = true;
            }
            recorder.recordSamples(Tape.RATE, 2, ShortBuffer.wrap(interleaved, 0, 2 * frames));
        } catch (FFmpegFrameRecorder.Exception e) {
            throw sink.orElse(e);
        }
        sink.check();
    }

    @Override
    public void close() throws IOException {
        try {
            if (started) {
                // The library counts the last packet's length in the wrong unit and cuts it off
                // the end; let it cut silence.
                recorder.recordSamples(Tape.RATE, 2, ShortBuffer.allocate(2 * LAST_PACKET));
                recorder.stop();
            }
            recorder.release();
        } catch (FFmpegFrameRecorder.Exception e) {
            throw sink.orElse(e);
        }
        sink.check();
    }

    /** FFmpeg forgets why a write failed; this remembers. */
    private static final class Sink extends OutputStream {
        private final OutputStream to;
        private @Nullable IOException failure;

        Sink(OutputStream to) {
            this.to = to;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] b, int off, int len) throws IOException {
            check();
            try {
                to.write(b, off, len);
            } catch (IOException e) {
                failure = e;
                throw e;
            }
        }

        void check() throws IOException {
            if (failure != null) {
                throw again();
            }
        }

        /** A fresh one each time: the same exception cannot suppress itself. */
        private IOException again() {
            return new IOException(failure == null ? null : failure.getMessage(), failure);
        }

        IOException orElse(FFmpegFrameRecorder.Exception e) {
            return failure == null ? e : again();
        }
    }
}
