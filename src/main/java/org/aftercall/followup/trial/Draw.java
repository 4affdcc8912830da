package org.aftercall.followup.trial;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** Which wording a patient gets: by lot, and always the same. */
public final class Draw {
    private Draw() {}

    /** The wording that was there, and the new one. */
    public enum Arm {
        A,
        B
    }

    /**
     * The first bit of SHA-256 over both ids: nobody can foresee or choose it, every application
     * draws the same, and in another comparison the same patient may get the other arm.
     */
    public static Arm arm(UUID trial, UUID patient) {
        try {
            var ids =
                    ByteBuffer.allocate(32)
                            .putLong(trial.getMostSignificantBits())
                            .putLong(trial.getLeastSignificantBits())
                            .putLong(patient.getMostSignificantBits())
                            .putLong(patient.getLeastSignificantBits());
            var hash = MessageDigest.getInstance("SHA-256").digest(ids.array());
            return (hash[0] & 1) == 0 ? Arm.A : Arm.B;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
