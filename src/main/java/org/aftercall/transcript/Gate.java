package org.aftercall.transcript;

/**
 * Tells speech from the noise of a line, piece by piece. The noise is the quietest that was heard
 * lately: it sinks at once and rises slowly.
 */
final class Gate {
    private static final double OVER_NOISE_DB = 9;
    private static final double RISES_DB = 0.06;

    /** Whatever the noise, this is none, and that is somebody. */
    private static final double SURELY_NOT_DBFS = -52;

    private static final double SURELY_DBFS = -34;

    private double noise = SURELY_NOT_DBFS;

    boolean isSpeech(short[] piece) {
        double level = level(piece);
        noise = Math.min(level, noise + RISES_DB);
        return level > Math.clamp(noise + OVER_NOISE_DB, SURELY_NOT_DBFS, SURELY_DBFS);
    }

    private static double level(short[] piece) {
        double sum = 1;
        for (short s : piece) {
            sum += (double) s * s;
        }
        return 10 * Math.log10(sum / Math.max(1, piece.length) / (32768.0 * 32768));
    }
}
