package org.aftercall.recording.media;

/**
 * The discrete Fourier transform of one length, in place, to compare two sounds at all shifts at
 * once.
 */
final class Spectrum {
    private final int size;
    private final float[] cos;
    private final float[] sin;

    /**
     * @param size a power of two
     */
    Spectrum(int size) {
        this.size = size;
        cos = new float[size / 2];
        sin = new float[size / 2];
        for (int i = 0; i < size / 2; i++) {
            cos[i] = (float) Math.cos(2 * Math.PI * i / size);
            sin[i] = (float) Math.sin(2 * Math.PI * i / size);
        }
    }

    /** Leaves the frequencies in the order that {@link #back} wants, which is not theirs. */
    void there(float[] re, float[] im) {
        for (int half = size / 2, step = 1; half > 0; half /= 2, step *= 2) {
            for (int from = 0; from < size; from += 2 * half) {
                for (int i = from, w = 0; i < from + half; i++, w += step) {
                    int j = i + half;
                    float dr = re[i] - re[j];
                    float di = im[i] - im[j];
                    re[i] += re[j];
                    im[i] += im[j];
                    re[j] = dr * cos[w] + di * sin[w];
                    im[j] = di * cos[w] - dr * sin[w];
                }
            }
        }
    }

    /** The way back; the result is {@code size} times as large. */
    void back(float[] re, float[] im) {
        for (int half = 1, step = size / 2; half < size; half *= 2, step /= 2) {
            for (int from = 0; from < size; from += 2 * half) {
                for (int i = from, w = 0; i < from + half; i++, w += step) {
                    int j = i + half;
                    float vr = re[j] * cos[w] - im[j] * sin[w];
                    float vi = im[j] * cos[w] + re[j] * sin[w];
                    re[j] = re[i] - vr;
                    im[j] = im[i] - vi;
                    re[i] += vr;
                    im[i] += vi;
                }
            }
        }
    }
}
