package org.aftercall.transcript.whisper;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Samples as a WAV file of 16 kHz, the only rate that every such server takes. */
record Wave(byte[] bytes, double seconds) {
    static final int RATE = 16_000;

    private static final int HEADER = 44;
    private static final int SHORT = 2;

    /** A sample midway between two comes from so many on either side. */
    private static final int REACH = 8;

    private static final double[] MIDWAY = midway();

    /**
     * @param sampleRate 8 000 or 16 000
     */
    static Wave of(short[] samples, int count, int sampleRate) {
        boolean telephone = sampleRate * 2 == RATE;
        if (!telephone && sampleRate != RATE) {
            throw new IllegalArgumentException("8 or 16 kHz, not " + sampleRate);
        }
        int size = count * SHORT * (telephone ? 2 : 1);
        var file = ByteBuffer.allocate(HEADER + size).order(ByteOrder.LITTLE_ENDIAN);
        file.put(ascii("RIFF")).putInt(HEADER - 8 + size).put(ascii("WAVEfmt "));
        file.putInt(16).putShort((short) 1).putShort((short) 1);
        file.putInt(RATE).putInt(RATE * SHORT).putShort((short) SHORT).putShort((short) 16);
        file.put(ascii("data")).putInt(size);
        for (int i = 0; i < count; i++) {
            file.putShort(samples[i]);
            if (telephone) {
                file.putShort(after(samples, i, count));
            }
        }
        return new Wave(file.array(), (double) count / sampleRate);
    }

    /** Half a sample after this one. */
    private static short after(short[] samples, int at, int count) {
        double sum = 0;
        for (int k = 0; k < MIDWAY.length; k++) {
            int i = at + 1 - REACH + k;
            sum += i < 0 || i >= count ? 0 : MIDWAY[k] * samples[i];
        }
        return (short) Math.clamp(Math.round(sum), Short.MIN_VALUE, Short.MAX_VALUE);
    }

    /** A sinc under a Hann window. */
    private static double[] midway() {
        var taps = new double[2 * REACH];
        double sum = 0;
        for (int k = 0; k < taps.length; k++) {
            double x = Math.PI * (k - REACH + 0.5);
            taps[k] = Math.sin(x) / x * (0.5 + 0.5 * Math.cos(x / REACH));
            sum += taps[k];
        }
        for (int k = 0; k < taps.length; k++) {
            taps[k] /= sum;
        }
        return taps;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
