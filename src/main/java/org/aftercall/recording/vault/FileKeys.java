package org.aftercall.recording.vault;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.aftercall.kernel.Refusal;
import org.aftercall.recording.KeysDown;
import org.jspecify.annotations.Nullable;

/**
 * Master keys in a file that only we may read, one a line, the newest last. Read again when it has
 * changed; made at the first need, but never while there is something that it should open.
 */
final class FileKeys implements KeyHolder {
    private final Path file;
    private final BooleanSupplier somethingIsSealed;
    private @Nullable MasterKeys keys;
    private @Nullable FileTime asOf;

    /**
     * @param somethingIsSealed whether a lost file would be a catastrophe rather than a first start
     */
    FileKeys(Path file, BooleanSupplier somethingIsSealed) {
        this.file = file.toAbsolutePath();
        this.somethingIsSealed = somethingIsSealed;
    }

    @Override
    public String words() {
        return "file, " + keys().keys().size();
    }

    @Override
    public String current() {
        return keys().last().id();
    }

    @Override
    public List<String> masters() {
        return keys().ids();
    }

    @Override
    public boolean holds(String master) {
        return keys().holds(master);
    }

    @Override
    public SealedKey lock(byte[] dataKey, byte[] owner) {
        return keys().last().lock(dataKey, owner);
    }

    @Override
    public byte[] unlock(SealedKey key, byte[] owner) throws BrokenSeal {
        return keys().unlock(key, owner);
    }

    @Override
    public synchronized void rotate() {
        keys();
        try {
            var lines = Files.readString(file, StandardCharsets.US_ASCII).strip();
            var draft = draft(lines + "\n" + fresh() + "\n");
            replace(draft);
        } catch (IOException e) {
            throw new KeysDown("The key file " + file + " cannot be written", e);
        }
    }

    @Override
    public boolean ours() {
        return true;
    }

    /**
     * Its line goes, and what the disk still has of the old file is written over, as far as the
     * file system writes in place.
     */
    @Override
    public synchronized void destroy(String master) {
        if (current().equals(master)) {
            throw new Refusal(Refusal.Kind.CONFLICT, "keys.operators");
        }
        try (var old = FileChannel.open(file, StandardOpenOption.WRITE)) {
            var left =
                    Arrays.stream(
                                    Files.readString(file, StandardCharsets.US_ASCII)
                                            .split("[\\s,]+"))
                            .filter(word -> !word.isEmpty())
                            .filter(word -> !MasterKey.of(word).id().equals(master))
                            .toList();
            replace(draft(String.join("\n", left) + "\n"));
            old.write(ByteBuffer.allocate((int) old.size()), 0);
            old.force(true);
        } catch (IOException e) {
            throw new KeysDown("The key file " + file + " cannot be written", e);
        }
    }

    /** On the disk before anything trusts it, whenever the power fails. */
    private void replace(Path draft) throws IOException {
        try (var fresh = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            fresh.force(true);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        keys = null;
        try (var folder = FileChannel.open(file.getParent())) {
            folder.force(true);
        }
    }

    private synchronized MasterKeys keys() {
        try {
            if (!Files.exists(file)) {
                if (somethingIsSealed.getAsBoolean()) {
                    throw new NoSuchFileException(file.toString());
                }
                create();
            }
            var written = Files.getLastModifiedTime(file);
            var known = keys;
            if (known == null || !written.equals(asOf)) {
                known = MasterKeys.of(Files.readString(file, StandardCharsets.US_ASCII));
                keys = known;
                asOf = written;
            }
            return known;
        } catch (IOException | IllegalArgumentException e) {
            keys = null;
            throw new KeysDown("The key file " + file + " is gone or cannot be read", e);
        }
    }

    private void create() throws IOException {
        Files.createDirectories(file.getParent());
        var draft = draft(fresh() + "\n");
        try {
            // A link, not a move: of two that start at once, the first one's key stands.
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException _) {
            // Somebody else was first.
        } finally {
            Files.delete(draft);
        }
    }

    private Path draft(String text) throws IOException {
        FileAttribute<?> mine =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        return Files.writeString(
                Files.createTempFile(file.getParent(), "master", ".new", mine), text);
    }

    private static String fresh() {
        var key = new byte[MasterKey.BYTES];
        new SecureRandom().nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }
}
