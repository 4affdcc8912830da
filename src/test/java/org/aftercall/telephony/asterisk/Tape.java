package org.aftercall.telephony.asterisk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A tape read for measuring: levels, tones and the delay between its sides. */
record Tape(short[] left, short[] right) {
    static final int RATE = 8_000;

    static Tape read(Path file) {
        try {
            var samples =
                    ByteBuffer.wrap(Files.readAllBytes(file))
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .asShortBuffer();
            int frames = samples.remaining() / 2;
            var left = new short[frames];
            var right = new short[frames];
            for (int i = 0; i < frames; i++) {
                left[i] = samples.get(2 * i);
                right[i] = samples.get(2 * i + 1);
            }
            return new Tape(left, right);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    double seconds() {
        return (double) left.length / RATE;
    }

    /** The loudest tenth of a second, in dB below full scale. */
    static double loudest(short[] side, int from, int until) {
        double best = 0;
        for (int at = from; at + RATE / 10 <= Math.min(until, side.length); at += RATE / 10) {
            best = Math.max(best, level(side, at, at + RATE / 10));
        }
        return decibel(best);
    }

    static double loudest(short[] side) {
        return loudest(side, 0, side.length);
    }

    /** How many tenths of a second carry speech or tone. */
    static int busyTenths(short[] side) {
        int busy = 0;
        for (int at = 0; at + RATE / 10 <= side.length; at += RATE / 10) {
            busy += decibel(level(side, at, at + RATE / 10)) > -45 ? 1 : 0;
        }
        return busy;
    }

    /** How much of the sound between two samples is a tone of this frequency: 0 to 1. */
    static double purity(short[] side, int from, int until, double frequency) {
        double step = 2 * Math.PI * frequency / RATE;
        double real = 0;
        double imaginary = 0;
        double energy = 1e-9;
        int n = Math.min(until, side.length) - from;
        for (int i = 0; i < n; i++) {
            double x = side[from + i];
            real += x * Math.cos(step * i);
            imaginary += x * Math.sin(step * i);
            energy += x * x;
        }
        return 2 * (real * real + imaginary * imaginary) / (n * energy);
    }

    /** What a side holds, for a person: each stretch's seconds, level and strongest tone. */
    static String told(short[] side) {
        int piece = RATE / 10;
        var told = new StringBuilder();
        String last = "";
        for (int at = 0; at + piece <= side.length; at += piece) {
            double loud = decibel(level(side, at, at + piece));
            String now = loud < -60 ? "silence" : strongest(side, at, at + piece);
            if (!now.equals(last)) {
                told.append("%n%6.1f s %s".formatted((double) at / RATE, now));
                last = now;
            }
        }
        return told.append("%n%6.1f s end".formatted((double) side.length / RATE)).toString();
    }

    private static String strongest(short[] side, int from, int until) {
        int best = 0;
        for (int tone = 100; tone < RATE / 2; tone += 100) {
            best = purity(side, from, until, tone) > purity(side, from, until, best) ? tone : best;
        }
        return purity(side, from, until, best) > 0.5 ? best + " Hz" : "sound";
    }

    /** By how many samples {@code later} repeats {@code earlier} late, within half a second. */
    static int delay(short[] earlier, short[] later, int from, int until) {
        int best = 0;
        double most = Double.NEGATIVE_INFINITY;
        for (int lag = -RATE / 10; lag <= RATE / 2; lag++) {
            double sum = 0;
            for (int i = from; i < until; i += 2) {
                if (i + lag >= 0 && i + lag < later.length) {
                    sum += (double) earlier[i] * later[i + lag];
                }
            }
            if (sum > most) {
                most = sum;
                best = lag;
            }
        }
        return best;
    }

    private static double level(short[] side, int from, int until) {
        double sum = 0;
        for (short x : Arrays.copyOfRange(side, from, until)) {
            sum += (double) x * x;
        }
        return Math.sqrt(sum / (until - from)) / 32_768;
    }

    private static double decibel(double level) {
        return 20 * Math.log10(Math.max(level, 1e-6));
    }
}
