package org.aftercall.soak;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The jar that is shipped, as a process of its own that can be killed. */
final class Application implements AutoCloseable {
    private final Path jar;
    private final Path log;
    private final int port;
    private final Map<String, String> settings;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();
    private @Nullable Process process;

    /**
     * @param settings all that it is told; its folder among them
     */
    Application(Path jar, Path log, int port, Map<String, String> settings) throws IOException {
        if (!Files.isReadable(jar)) {
            throw new IOException(jar + " is not built yet");
        }
        this.jar = jar;
        this.log = log;
        this.port = port;
        this.settings = settings;
    }

    String address() {
        return "http://127.0.0.1:" + port;
    }

    void start() throws IOException {
        var command =
                new ArrayList<>(
                        List.of(
                                ProcessHandle.current().info().command().orElse("java"),
                                "-Xmx600m",
                                "-XX:TieredStopAtLevel=1",
                                "--enable-native-access=ALL-UNNAMED",
                                "-jar",
                                jar.toString(),
                                "--server.port=" + port));
        settings.forEach((name, value) -> command.add("--" + name + "=" + value));
        process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .start();
    }

    /**
     * @return when it said that it is ready
     */
    Instant ready() throws IOException, InterruptedException {
        var until = Instant.now().plusSeconds(180);
        while (Instant.now().isBefore(until)) {
            if (isReady()) {
                return Instant.now();
            }
            if (process == null || !process.isAlive()) {
                throw new IOException("It ended while starting, see " + log);
            }
            Thread.sleep(20);
        }
        throw new IOException("It is not ready after three minutes, see " + log);
    }

    boolean isReady() throws InterruptedException {
        var question =
                HttpRequest.newBuilder(URI.create(address() + "/actuator/health/readiness"))
                        .timeout(Duration.ofSeconds(2))
                        .build();
        try {
            return http.send(question, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException _) {
            return false;
        }
    }

    /** As {@code kill -9} does. */
    void kill() {
        var victim = process;
        if (victim != null) {
            victim.destroyForcibly();
            victim.onExit().join();
        }
    }

    @Override
    public void close() {
        kill();
    }
}
