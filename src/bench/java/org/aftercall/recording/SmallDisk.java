package org.aftercall.recording;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;

/** A disk in memory that has only so much room, and can be filled up. */
final class SmallDisk implements AutoCloseable {
    private static final int BLOCK = 8192;

    private final FileSystem files;
    private final Path ballast;

    SmallDisk(long bytes) {
        files =
                Jimfs.newFileSystem(
                        Configuration.unix().toBuilder()
                                .setAttributeViews("basic", "owner", "posix", "unix", "user")
                                .setWorkingDirectory("/")
                                .setBlockSize(BLOCK)
                                .setMaxSize(bytes)
                                .build());
        ballast = files.getPath("/ballast");
    }

    Path root() {
        try {
            return Files.createDirectories(files.getPath("/disk"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** To the last block. */
    void fill() throws IOException {
        var block = new byte[BLOCK];
        try (var out = Files.newOutputStream(ballast)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            if (!Files.exists(ballast)) {
                throw full;
            }
        }
    }

    void free() throws IOException {
        Files.delete(ballast);
    }

    @Override
    public void close() throws IOException {
        files.close();
    }
}
