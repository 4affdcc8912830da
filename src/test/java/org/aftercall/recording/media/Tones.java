package org.aftercall.recording.media;

/** Measures what is heard. */
public final class Tones {
    private static final int RATE = 8000;

    private Tones() {}

    /** The mean level. */
    public static double rms(short[] samples) {
        double sum = 0;
        for (short s : samples) {
            sum += (double) s * s;
        }
        return Math.sqrt(sum / samples.length);
    }

    private record Wave(double cosine, double sine) {}

    private static Wave wave(short[] samples, double hertz) {
        double cosine = 0;
        double sine = 0;
        for (int i = 0; i < samples.length; i++) {
            cosine += samples[i] * Math.cos(2 * Math.PI * hertz * i / RATE);
            sine += samples[i] * Math.sin(2 * Math.PI * hertz * i / RATE);
        }
        return new Wave(2 * cosine / samples.length, 2 * sine / samples.length);
    }

    /** Of the power, how much is this tone. */
    public static double share(short[] samples, double hertz) {
        var tone = wave(samples, hertz);
        double power = (tone.cosine * tone.cosine + tone.sine * tone.sine) / 2;
        return power / (rms(samples) * rms(samples));
    }

    public static short[] withoutTone(short[] samples) {
        var tone = wave(samples, Bleep.HERTZ);
        var rest = samples.clone();
        for (int i = 0; i < rest.length; i++) {
            double at = 2 * Math.PI * Bleep.HERTZ * i / RATE;
            rest[i] -= (short) (tone.cosine * Math.cos(at) + tone.sine * Math.sin(at));
        }
        return rest;
    }

    /** 1 for the same sound, about 0 for two that have nothing to do with each other. */
    public static double likeness(short[] one, short[] other) {
        double both = 0;
        for (int i = 0; i < one.length; i++) {
            both += (double) one[i] * other[i];
        }
        return both / (rms(one) * rms(other) * one.length + 1);
    }
}
