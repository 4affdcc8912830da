package org.aftercall.recording.vault;

import com.google.crypto.tink.subtle.AesGcmHkdfStreaming;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.aftercall.recording.StoreDown;
import org.jspecify.annotations.Nullable;

/**
 * Keeps sealed objects: each under a data key of its own, which only the master key opens. Any
 * stretch of an object can be read without reading the rest (AES-GCM-HKDF streaming of Google
 * Tink), and a changed, shortened or swapped object is refused.
 */
public final class Vault {
    private static final String FOLDER = "recordings/";
    private static final String CHECKS = "checks/";
    private static final int KEY_BYTES = 32;
    private static final int SEGMENT = 16 * 1024;

    private final ObjectStore store;
    private final Keyring keys;

    Vault(ObjectStore store, Keyring keys) {
        this.store = store;
        this.keys = keys;
    }

    /** A fresh data key for one recording, and for no other. */
    public SealedKey newKey(UUID owner) {
        var key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return keys.lock(key, bytes(owner));
    }

    /**
     * The same data key under the master key of today; the sound stays as it is.
     *
     * @throws BrokenSeal when the old one does not open it
     * @throws org.aftercall.recording.KeysDown when a master key cannot be reached
     */
    public SealedKey relock(UUID owner, SealedKey key) throws BrokenSeal {
        return keys.lock(keys.unlock(key, bytes(owner)), bytes(owner));
    }

    /** Which master key locks new recordings. */
    public String currentMaster() {
        return keys.current();
    }

    /** Whether we have, or may ask, a master key of that name. */
    public boolean holds(String master) {
        return keys.holds(master);
    }

    /**
     * The names of all master keys that could open something.
     *
     * @throws org.aftercall.recording.KeysDown when they cannot be reached
     */
    public List<String> masters() {
        return keys.masters();
    }

    /** Whether a master key is ours to replace and to destroy, and not the operator's alone. */
    public boolean mastersAreOurs() {
        return keys.ours();
    }

    /** Whether this one is ours to destroy. */
    public boolean destroys(String master) {
        return keys.destroys(master);
    }

    /** For good: what it locked opens by no copy of anything any more. */
    public void destroy(String master) {
        keys.destroy(master);
    }

    /** Where the master keys are, for people and without secrets. */
    public String whereKeysAre() {
        return keys.words();
    }

    /** A new master key locks from here on. */
    public void rotate() {
        keys.rotate();
    }

    /** What is written to the result comes out of {@code to} sealed; closes {@code to}. */
    public OutputStream seal(UUID owner, SealedKey key, OutputStream to) throws IOException {
        try {
            return cipher(owner, key).newEncryptingStream(to, bytes(owner));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Puts a sealed file away, in place of an earlier one of the same owner. */
    public void put(UUID owner, Path sealed) {
        put(owner, sealed, null);
    }

    /**
     * The same.
     *
     * @param until before that nobody is to delete it; null: no such date
     * @return whether the store sees to that
     */
    public boolean put(UUID owner, Path sealed, @Nullable Instant until) {
        return store.put(name(owner), sealed, until);
    }

    /** A later date for an object that is there; only where the store {@linkplain #lock locks}. */
    public boolean extend(UUID owner, Instant until) {
        return store.extend(name(owner), until);
    }

    /**
     * Whether the store itself refuses to delete before the time.
     *
     * @param wanted GOVERNANCE or COMPLIANCE, or NONE
     * @param there whether its bucket has object lock
     */
    public record Lock(String wanted, boolean there) {
        public boolean used() {
            return there && !wanted.equals(StoreSettings.Lock.NONE.name());
        }
    }

    /**
     * @throws StoreDown when it is away
     */
    public Lock lock() {
        var lock = store.lock();
        return new Lock(lock.wanted().name(), lock.locks());
    }

    /**
     * The whole of it, unsealed while it is read.
     *
     * @throws BrokenSeal here or while reading
     * @throws StoreDown here or while reading
     */
    public InputStream open(UUID owner, SealedKey key, long sealedBytes) throws IOException {
        return open(owner, key, sealedBytes, 0, Long.MAX_VALUE);
    }

    /** From byte {@code from} of the sound; expected to be read up to {@code until}. */
    public InputStream open(UUID owner, SealedKey key, long sealedBytes, long from, long until)
            throws IOException {
        var cipher = cipher(owner, key);
        // One segment more than the sum says: headers and tags are small.
        long segments = until / cipher.getPlaintextSegmentSize() + 2;
        long wanted = segments > sealedBytes ? sealedBytes : segments * SEGMENT;
        try {
            var channel =
                    cipher.newSeekableDecryptingChannel(
                            new StoredBytes(store, name(owner), sealedBytes, wanted), bytes(owner));
            channel.position(from);
            return new Unsealed(Channels.newInputStream(channel));
        } catch (GeneralSecurityException e) {
            throw new BrokenSeal("The seal does not open", e);
        }
    }

    /** Whether an object is there, whatever is in it. */
    public boolean has(UUID owner) {
        return store.size(name(owner)).isPresent();
    }

    /** The sizes of all objects by their owners, as the store lists them. */
    public Map<String, Long> sizes() {
        var sizes = new HashMap<String, Long>();
        store.sizes(FOLDER).forEach((key, size) -> sizes.put(key.substring(FOLDER.length()), size));
        return sizes;
    }

    /**
     * Does nothing where there is nothing.
     *
     * @throws org.aftercall.recording.StillLocked when the store keeps it for a while yet
     */
    public void remove(UUID owner) {
        store.remove(name(owner));
    }

    /**
     * @throws StoreDown when it is away
     */
    public void check() {
        store.check();
    }

    /** Whether the store is the one that the house brings along for a trial. */
    public boolean inHouse() {
        return store.ownHouse();
    }

    /**
     * Puts a few bytes beside the recordings, reads them back and removes them.
     *
     * @return what the store does not do, and why, for people and without secrets; empty when it
     *     does all of it
     * @throws org.aftercall.recording.StillLocked when it does not remove them yet
     */
    public Optional<String> whyUseless() {
        var key = CHECKS + UUID.randomUUID();
        var wanted = key.getBytes(StandardCharsets.US_ASCII);
        var step = "takes nothing";
        try {
            store.put(key, wanted);
            step = "does not give back what it took";
            boolean same;
            try (var back = store.get(key, 0, wanted.length)) {
                same = Arrays.equals(back.readAllBytes(), wanted);
            }
            step = "does not delete";
            store.remove(key);
            return same ? Optional.empty() : Optional.of("gives back other bytes than it took");
        } catch (StoreDown | IOException e) {
            return Optional.of(step + ": " + e.getMessage());
        }
    }

    private AesGcmHkdfStreaming cipher(UUID owner, SealedKey key) throws BrokenSeal {
        try {
            return new AesGcmHkdfStreaming(
                    keys.unlock(key, bytes(owner)), "HmacSha256", KEY_BYTES, SEGMENT, 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String name(UUID owner) {
        return FOLDER + owner;
    }

    private static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    /** Says "broken seal" where the library says "IOException". */
    private static final class Unsealed extends InputStream {
        private final InputStream in;

        Unsealed(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] b, int off, int len) throws IOException {
            try {
                int got;
                do {
                    // Tink says 0 while it has only a part of a segment.
                    got = in.read(b, off, len);
                } while (got == 0 && len > 0);
                return got;
            } catch (FileNotFoundException e) {
                throw new BrokenSeal("The object is gone", e);
            } catch (BrokenSeal e) {
                throw e;
            } catch (IOException e) {
                if (e.getCause() instanceof GeneralSecurityException
                        || e.getClass() == IOException.class) {
                    throw new BrokenSeal("The seal does not open", e);
                }
                throw new StoreDown(e);
            }
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
