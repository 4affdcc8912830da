package org.aftercall.recording.vault;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.TimeoutException;
import org.aftercall.recording.StoreDown;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The house's own S3 server, in this process over a folder; only this process knows its password.
 */
final class HouseStore implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(HouseStore.class);
    private final Path folder;
    private @Nullable S3Proxy server;
    private @Nullable Access access;

    HouseStore(Path folder) {
        this.folder = folder;
    }

    record Access(String endpoint, String accessKey, String secretKey) {}

    /** Starts it at the first call. */
    synchronized Access open() {
        if (access != null) {
            return access;
        }
        try {
            Files.createDirectories(folder);
            var secret = new byte[24];
            new SecureRandom().nextBytes(secret);
            var password = HexFormat.of().formatHex(secret);
            var started =
                    S3Proxy.builder()
                            .blobStore(
                                    new FilesystemNio2BlobStore(folder.toAbsolutePath().toString()))
                            .awsAuthentication(AuthenticationType.AWS_V4, "house", password)
                            .endpoint(URI.create("http://127.0.0.1:0"))
                            .stopTimeout(0)
                            .build();
            start(started);
            server = started;
            access = new Access("http://127.0.0.1:" + started.getPort(), "house", password);
            return access;
        } catch (IOException e) {
            throw new StoreDown(e);
        }
    }

    @SuppressWarnings("CatchingUnchecked") // its start() declares every exception
    private static void start(S3Proxy server) throws IOException {
        try {
            server.start();
        } catch (Exception e) {
            throw new IOException("The in-process store did not start", e);
        }
    }

    @Override
    public synchronized void close() throws Exception {
        if (server != null) {
            try {
                server.stop();
            } catch (TimeoutException _) {
                log.info("The in-process store stopped without waiting for its last clients");
            }
            server = null;
            access = null;
        }
    }
}
