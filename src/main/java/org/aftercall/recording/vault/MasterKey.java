package org.aftercall.recording.vault;

import com.google.crypto.tink.subtle.AesGcmJce;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;

/** Locks and unlocks data keys. Whoever loses it loses every recording. */
final class MasterKey {
    static final int BYTES = 32;

    private final String id;
    private final AesGcmJce lock;

    MasterKey(byte[] key) {
        if (key.length != BYTES) {
            throw new IllegalArgumentException("A master key has 32 bytes, in Base64");
        }
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(key);
            id = HexFormat.of().formatHex(digest, 0, 8);
            lock = new AesGcmJce(key);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static MasterKey of(String base64) {
        return new MasterKey(Base64.getDecoder().decode(base64.strip()));
    }

    /** Names it without telling it: the beginning of its SHA-256. */
    String id() {
        return id;
    }

    SealedKey lock(byte[] dataKey, byte[] owner) {
        try {
            return new SealedKey(id, lock.encrypt(dataKey, owner));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    byte[] unlock(SealedKey key, byte[] owner) throws BrokenSeal {
        try {
            return lock.decrypt(key.sealed(), owner);
        } catch (GeneralSecurityException e) {
            throw new BrokenSeal("The data key does not open", e);
        }
    }
}
