package org.aftercall.recording.vault;

import com.google.crypto.tink.subtle.AesGcmJce;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
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

    /** Reads the key from a file that only we may read; makes one at the first start. */
    static MasterKey in(Path file) {
        try {
            if (!Files.exists(file)) {
                create(file);
            }
            return of(Files.readString(file, StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException("No master key in " + file, e);
        }
    }

    private static void create(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        var key = new byte[BYTES];
        new SecureRandom().nextBytes(key);
        var mine =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        var draft = Files.createTempFile(file.toAbsolutePath().getParent(), "master", ".new", mine);
        try {
            Files.writeString(draft, Base64.getEncoder().encodeToString(key) + "\n");
            // A link, not a move: of two that start at once, the first one's key stands.
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException _) {
            // Somebody else was first.
        } finally {
            Files.delete(draft);
        }
    }

    SealedKey lock(byte[] dataKey, byte[] owner) {
        try {
            return new SealedKey(id, lock.encrypt(dataKey, owner));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    byte[] unlock(SealedKey key, byte[] owner) throws BrokenSeal {
        if (!id.equals(key.master())) {
            throw new BrokenSeal("Sealed under the master key " + key.master() + ", we hold " + id);
        }
        try {
            return lock.decrypt(key.sealed(), owner);
        } catch (GeneralSecurityException e) {
            throw new BrokenSeal("The data key does not open", e);
        }
    }
}
