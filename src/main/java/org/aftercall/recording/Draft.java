package org.aftercall.recording;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Objects;
import org.aftercall.recording.media.Tape;
import org.aftercall.recording.media.TapeEncoder;
import org.aftercall.recording.vault.SealedKey;
import org.aftercall.recording.vault.Vault;
import org.jspecify.annotations.Nullable;

/**
 * A tape on its way to a sealed Opus file: samples in, sealed Opus out, measured and hashed in the
 * same pass, at once or piece by piece; plain sound never touches the disk.
 */
final class Draft implements AutoCloseable {
    private static final int AT_ONCE = 64 * 1024;

    private final Path file;
    private final MessageDigest digest = sha256();
    private final Counter count;
    private final OutputStream sealed;
    private final TapeEncoder encoder;
    private List<Tape.Stretch> silent = List.of();
    private @Nullable Object tapeKey;
    private long read;

    private Draft(Path file, OutputStream sealed) {
        this.file = file;
        this.sealed = sealed;
        count = new Counter(sealed);
        encoder = new TapeEncoder(new DigestOutputStream(count, digest));
    }

    static Draft begin(Path folder, RecordingId id, SealedKey key, Vault vault) throws IOException {
        Files.createDirectories(folder);
        var file = Files.createTempFile(folder, id.value().toString(), ".sealed");
        try {
            return new Draft(file, vault.seal(id.value(), key, Files.newOutputStream(file)));
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    Path file() {
        return file;
    }

    /**
     * Takes in what has come to the tape.
     *
     * @param end up to here in bytes; a torn frame is left for the next time
     * @param silent what may not be on the recording; must {@linkplain #fits fit} what was said
     *     before
     */
    void read(Path tape, long end, List<Tape.Stretch> silent) throws IOException {
        this.silent = silent;
        try (var in = FileChannel.open(tape, StandardOpenOption.READ)) {
            tapeKey = key(tape);
            long last = Math.min(end, in.size()) / Tape.FRAME_BYTES * Tape.FRAME_BYTES;
            var piece = ByteBuffer.allocate(AT_ONCE);
            while (read < last) {
                piece.clear().limit((int) Math.min(AT_ONCE, last - read));
                while (piece.hasRemaining() && in.read(piece, read + piece.position()) > 0) {
                    // Until the piece is full.
                }
                if (piece.hasRemaining()) {
                    throw new IOException("The tape has become shorter");
                }
                encoder.write(piece.flip(), silent);
                read += piece.limit();
            }
        }
    }

    /** Whether what was read so far would be read the same way again. */
    boolean fits(Path tape, List<Tape.Stretch> now) throws IOException {
        long ms = read / Tape.FRAME_BYTES * 1000 / Tape.RATE;
        return Files.size(tape) >= read
                && (tapeKey == null || tapeKey.equals(key(tape)))
                && Tape.Stretch.before(ms, now).equals(Tape.Stretch.before(ms, silent));
    }

    private static @Nullable Object key(Path tape) throws IOException {
        return Files.readAttributes(tape, BasicFileAttributes.class).fileKey();
    }

    /** The file is whole. */
    Kept finish() throws IOException {
        var heard = encoder.finish();
        sealed.close();
        return new Kept(heard, count.bytes, Files.size(file), digest.digest());
    }

    /** Nothing stays of it but what was stored. */
    @Override
    public void close() throws IOException {
        try {
            encoder.close();
        } finally {
            try {
                sealed.close();
            } finally {
                Files.deleteIfExists(file);
            }
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Counter extends OutputStream {
        private final OutputStream next;
        private long bytes;

        Counter(OutputStream next) {
            this.next = Objects.requireNonNull(next);
        }

        @Override
        public void write(int b) throws IOException {
            next.write(b);
            bytes++;
        }

        @Override
        public void write(byte[] b, int off, int len) throws IOException {
            next.write(b, off, len);
            bytes += len;
        }
    }
}
