package org.aftercall.recording.media;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ShortBuffer;
import java.nio.file.Files;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.FrameGrabber;

/** A piece of a sound as another program saves it. */
public final class Saved {
    private Saved() {}

    /** Without its first seconds. */
    public static byte[] as(
            byte[] opus, double from, String format, String codec, int rate, int sides, int bits)
            throws IOException {
        var file = Files.createTempFile("saved", "." + format);
        try (var grabber = new FFmpegFrameGrabber(new ByteArrayInputStream(opus));
                var recorder = new FFmpegFrameRecorder(file.toFile(), sides)) {

            grabber.setSampleMode(FrameGrabber.SampleMode.SHORT);
            grabber.start();
            grabber.setAudioChannels(sides);
            recorder.setFormat(format);
            recorder.setAudioCodec(avcodec.avcodec_find_encoder_by_name(codec).id());
            recorder.setAudioCodecName(codec);
            recorder.setSampleRate(rate);
            recorder.setAudioBitrate(bits);
            recorder.start();
            int sourceRate = grabber.getSampleRate();
            long skip = Math.round(from * sourceRate);
            for (var frame = grabber.grabSamples(); frame != null; frame = grabber.grabSamples()) {
                var all = (ShortBuffer) frame.samples[0];
                int frames = all.remaining() / sides;
                int left = (int) Math.min(skip, frames);
                skip -= left;
                var rest = ShortBuffer.allocate(sides * (frames - left));
                rest.put(all.position(all.position() + sides * left)).flip();
                if (rest.hasRemaining()) {
                    recorder.recordSamples(sourceRate, sides, rest);
                }
            }
            recorder.stop();
            return Files.readAllBytes(file);
        } finally {
            Files.delete(file);
        }
    }
}
