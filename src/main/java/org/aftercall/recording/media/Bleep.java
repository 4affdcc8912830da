package org.aftercall.recording.media;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A stretch that is covered by a tone, on both sides: a headset that leaks, or the echo of a
 * telephone line, puts what one says on the other's side, too.
 *
 * @param from in ms from the recording's beginning
 * @param until exclusive
 */
public record Bleep(long from, long until) {
    /** Words are not cut as exactly as recognisers say, and an echo comes later. */
    public static final long MARGIN_MS = 150;

    /** Of full scale 32768: well heard and below a voice, -18 dB. */
    public static final int LEVEL = 4096;

    static final double HERTZ = 1000;
    private static final int RAMP = Tape.RATE / 200;

    public Bleep {
        if (from < 0 || until <= from) {
            throw new IllegalArgumentException(from + " to " + until);
        }
    }

    /** These words with a margin on both sides; what overlaps is one. In their order. */
    public static List<Bleep> over(List<Bleep> words) {
        var covered = new ArrayList<Bleep>();
        for (var word : words.stream().sorted(Comparator.comparingLong(Bleep::from)).toList()) {
            var wide = new Bleep(Math.max(0, word.from - MARGIN_MS), word.until + MARGIN_MS);
            if (!covered.isEmpty() && wide.from <= covered.getLast().until) {
                var last = covered.removeLast();
                wide = new Bleep(last.from, Math.max(last.until, wide.until));
            }
            covered.add(wide);
        }
        return List.copyOf(covered);
    }

    /**
     * The waveform of a side as it is heard.
     *
     * @param peaks 0 to 255 of full scale
     */
    public static byte[] drawn(byte[] peaks, int perSecond, List<Bleep> bleeps) {
        var drawn = peaks.clone();
        for (var bleep : bleeps) {
            long from = bleep.from * perSecond / 1000;
            long until = (bleep.until * perSecond + 999) / 1000;
            for (long i = from; i < Math.min(until, drawn.length); i++) {
                drawn[(int) i] = (byte) (LEVEL >> 7);
            }
        }
        return drawn;
    }

    long firstSample() {
        return from * Tape.RATE / 1000;
    }

    /** Exclusive. */
    long lastSample() {
        return until * Tape.RATE / 1000;
    }

    /** The tone at a sample of the recording inside; it rises and falls, the voice does not. */
    short at(long sample) {
        long edge = Math.min(sample - firstSample(), lastSample() - 1 - sample);
        double ramp = Math.min(1, (edge + 1) / (double) RAMP);
        return (short)
                Math.round(LEVEL * ramp * Math.sin(2 * Math.PI * HERTZ * sample / Tape.RATE));
    }
}
