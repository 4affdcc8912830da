package org.aftercall.recording.media;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.SplittableRandom;

/**
 * Noise under the voices, too soft to be heard, made from a secret and an id. It survives coding
 * and copying; whoever knows both finds it again in a copy, and in no other copy. In silence there
 * is none.
 */
public final class Watermark {
    /** Of the level that is heard around it: -30 dB. */
    private static final float DEPTH = 0.032f;

    /** Each sign lasts two samples, so that its sound is where voices are. */
    private static final int HOLD = 2;

    /** How fast the level falls that hides the noise. */
    static final float FALL = 0.999f;

    private final long seed;

    public Watermark(byte[] secret, byte[] id) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(secret);
            seed = ByteBuffer.wrap(digest.digest(id)).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Puts it into a sound, piece by piece. */
    final class Pen {
        private final SplittableRandom signs = new SplittableRandom(seed);
        private final float[] level = new float[2];
        private int left;
        private int sign;

        /**
         * @param sound both sides in turn; changed in place
         */
        void mark(short[] sound, int frames) {
            for (int i = 0; i < frames; i++) {
                if (left-- == 0) {
                    sign = signs.nextBoolean() ? 1 : -1;
                    left = HOLD - 1;
                }
                for (int side = 0; side < 2; side++) {
                    int at = 2 * i + side;
                    level[side] = Math.max(Math.abs((float) sound[at]), level[side] * FALL);
                    sound[at] =
                            (short)
                                    Math.clamp(
                                            Math.round(sound[at] + sign * DEPTH * level[side]),
                                            Short.MIN_VALUE,
                                            Short.MAX_VALUE);
                }
            }
        }
    }

    Pen pen() {
        return new Pen();
    }

    /** What the pen writes, sample by sample. */
    byte[] signs(int length) {
        var random = new SplittableRandom(seed);
        var signs = new byte[length];
        for (int i = 0; i < length; i += HOLD) {
            byte sign = (byte) (random.nextBoolean() ? 1 : -1);
            for (int j = i; j < Math.min(length, i + HOLD); j++) {
                signs[j] = sign;
            }
        }
        return signs;
    }
}
