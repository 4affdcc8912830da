package org.aftercall.recording.vault;

import static org.assertj.core.api.Assumptions.assumeThat;

import io.minio.BucketExistsArgs;
import io.minio.MinioClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A real MinIO server for as long as a test class takes. */
public final class MinioServer implements AutoCloseable {
    private static final Path PROGRAM = Path.of("var/tools/bin/minio").toAbsolutePath();
    public static final String USER = "aftercall";
    public static final String SECRET = "secret-of-this-run";

    private final Process process;
    private final String endpoint;

    private MinioServer(Process process, String endpoint) {
        this.process = process;
        this.endpoint = endpoint;
    }

    /** For {@code EnabledIf}. */
    public static boolean isInstalled() {
        return Files.isExecutable(PROGRAM);
    }

    /** Where there is none the tests are skipped, and say so. */
    public static MinioServer start(Path folder) throws IOException {
        assumeThat(PROGRAM)
                .as("a real MinIO server: storage/s3/minio install builds it")
                .isExecutable();
        Files.createDirectories(folder);
        int port = freePort();
        var minio =
                new ProcessBuilder(
                        PROGRAM.toString(),
                        "server",
                        "--quiet",
                        "--address",
                        "127.0.0.1:" + port,
                        folder.resolve("minio").toString());
        minio.environment().put("MINIO_ROOT_USER", USER);
        minio.environment().put("MINIO_ROOT_PASSWORD", SECRET);
        minio.environment().put("MINIO_BROWSER", "off");
        // A data folder on the system disk is all right here.
        minio.environment().put("CI", "true");
        var process =
                minio.redirectErrorStream(true)
                        .redirectOutput(folder.resolve("minio.log").toFile())
                        .start();
        var server = new MinioServer(process, "http://127.0.0.1:" + port);
        var client = server.client();
        Awaitility.await()
                .atMost(60, TimeUnit.SECONDS)
                .ignoreExceptions()
                .until(() ->
                        !client.bucketExists(BucketExistsArgs.builder().bucket("any").build()));
        return server;
    }

    public String endpoint() {
        return endpoint;
    }

    /** The server as its owner sees it. */
    public MinioClient client() {
        return MinioClient.builder().endpoint(endpoint).credentials(USER, SECRET).build();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }

    static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
