package org.aftercall.recording.media;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ShortBuffer;
import java.util.Arrays;
import java.util.OptionalLong;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.FrameGrabber;

/**
 * The half minute of a found copy in which most is said, to be searched for marks: wherever in the
 * recording it was cut from, in whatever format it was saved since, with one side or both.
 */
public final class Specimen {
    static {
        avutil.av_log_set_level(avutil.AV_LOG_ERROR);
    }

    /** Sound alone: a playlist would have us open what it names. */
    private static final String FORMATS = "ogg,wav,mp3,mov,flac,aac,matroska,aiff,amr,w64";

    /** Twice the rate of a mark, since another program's copy may lie half a sample beside. */
    private static final int RATE = 2 * Tape.RATE;

    private static final int READ_SECONDS = 600;
    private static final int PIECE = 30 * Tape.RATE;
    private static final int SIZE = 1 << 20;

    /** A copy may begin before its recording, and end after it. */
    private static final int MARGIN = Tape.RATE;

    /** Less of level than this hides no mark. */
    private static final int HIDES = 64;

    /** So far from chance, with all shifts of all copies of a large house tried: no chance. */
    private static final double CERTAIN = 9;

    private final Spectrum spectrum = new Spectrum(SIZE);
    private final float[] re = new float[SIZE];
    private final float[] im = new float[SIZE];
    // By phase and by the parity of the place.
    private final double[][] energy = new double[2][2];
    private final int voiced;

    private Specimen(float[][] phases, int from, int voiced) {
        this.voiced = voiced;
        for (int i = 0; i < PIECE && from + i < phases[0].length; i++) {
            re[i] = phases[0][from + i];
            im[i] = -phases[1][from + i];
            for (int phase = 0; phase < 2; phase++) {
                float one = phases[phase][from + i];
                energy[phase][i & 1] += (double) one * one;
            }
        }
        spectrum.there(re, im);
    }

    /**
     * @param copy any usual sound file; is closed
     * @throws IOException when it is none
     */
    public static Specimen of(InputStream copy) throws IOException {
        float[][] phases = {new float[0], new float[0]};
        try (copy;
                var grabber = new FFmpegFrameGrabber(copy)) {
            grabber.setOption("format_whitelist", FORMATS);
            grabber.setOption("protocol_whitelist", "");
            grabber.setSampleMode(FrameGrabber.SampleMode.SHORT);
            grabber.setSampleRate(RATE);
            grabber.start();
            int sides = grabber.getAudioChannels();
            if (sides < 1) {
                throw new IOException("No sound in it");
            }
            var voice = new Voice(Math.min(2, sides));
            grabber.setAudioChannels(Math.min(2, sides));
            for (var frame = grabber.grabSamples();
                    frame != null && !voice.full();
                    frame = grabber.grabSamples()) {
                voice.hear((ShortBuffer) frame.samples[0]);
            }
            phases = voice.phases();
        }
        // The seconds in which most is said.
        int seconds = phases[0].length / Tape.RATE + 1;
        var said = new int[seconds];
        for (int i = 0; i < phases[0].length; i++) {
            said[i / Tape.RATE] += phases[0][i] == 0 ? 0 : 1;
        }
        int best = 0;
        int most = -1;
        for (int from = 0; from == 0 || from + PIECE / Tape.RATE <= seconds; from++) {
            int sum = Arrays.stream(said, from, Math.min(seconds, from + PIECE / Tape.RATE)).sum();
            if (sum > most) {
                most = sum;
                best = from;
            }
        }
        return new Specimen(phases, best * Tape.RATE, most);
    }

    /** How many seconds of it are loud enough to carry a mark. */
    public int voicedSeconds() {
        return voiced / Tape.RATE;
    }

    /**
     * Looks for a mark.
     *
     * @param frames of the recording that bears it, at 8 kHz
     * @return the frame of the recording at which this piece begins; empty when it is not in here
     */
    public OptionalLong find(Watermark mark, long frames) {
        var signs = mark.signs(Math.toIntExact(frames));
        for (int from = -MARGIN; from < frames; from += SIZE - PIECE) {
            var found = find(signs, from);
            if (found.isPresent()) {
                return found;
            }
        }
        return OptionalLong.empty();
    }

    private OptionalLong find(byte[] signs, int from) {
        var r = new float[SIZE];
        var i = new float[SIZE];
        for (int at = Math.max(0, 1 - from); at < SIZE && from + at < signs.length; at++) {
            r[at] = signs[from + at] - signs[from + at - 1];
        }
        spectrum.there(r, i);
        for (int k = 0; k < SIZE; k++) {
            float real = r[k] * re[k] + i[k] * im[k];
            i[k] = i[k] * re[k] - r[k] * im[k];
            r[k] = real;
        }
        spectrum.back(r, i);
        for (int shift = 0; shift <= SIZE - PIECE; shift++) {
            int odd = (from + shift) & 1;
            if (score(r[shift], energy[0][odd]) > CERTAIN
                    || score(i[shift], energy[1][odd]) > CERTAIN) {
                return OptionalLong.of(from + shift);
            }
        }
        return OptionalLong.empty();
    }

    /** By how many standard deviations this is not chance: half of the signs differ, by two. */
    private static double score(float sum, double energy) {
        return (double) sum / SIZE / Math.sqrt(2 * energy + 1e-9);
    }

    /**
     * What may be a mark in what is heard: how neighbours differ, against the level that would hide
     * it. Voices are alike from sample to sample, the noise is not.
     */
    private static final class Voice {
        private final int sides;
        private final float[][] phases = new float[2][READ_SECONDS * Tape.RATE];
        // Of each side and phase: the sample before and the level.
        private final float[][] before = new float[2][2];
        private final float[][] level = new float[2][2];
        private int heard;

        Voice(int sides) {
            this.sides = sides;
        }

        boolean full() {
            return heard >= 2 * phases[0].length;
        }

        void hear(ShortBuffer samples) {
            while (samples.remaining() >= sides && !full()) {
                int phase = heard & 1;
                float sum = 0;
                for (int side = 0; side < sides; side++) {
                    float sample = samples.get();
                    float loud = Math.max(Math.abs(sample), level[side][phase] * Watermark.FALL);
                    if (loud >= HIDES) {
                        sum += (sample - before[side][phase]) / loud;
                    }
                    before[side][phase] = sample;
                    level[side][phase] = loud;
                }
                phases[phase][heard++ / 2] = sum;
            }
        }

        float[][] phases() {
            return new float[][] {
                Arrays.copyOf(phases[0], heard / 2), Arrays.copyOf(phases[1], heard / 2)
            };
        }
    }
}
