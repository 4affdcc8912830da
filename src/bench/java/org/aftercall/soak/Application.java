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
    private static final String JAVA = ProcessHandle.current().info().command().orElse("java");

    private final Path jar;
    private final Path folder;
    private final Path log;
    private final int port;
    private final Map<String, String> settings;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();
    private @Nullable Process process;

    /**
     * @param folder where it is unpacked
     * @param settings all that it is told; its folder among them
     */
    Application(Path jar, Path folder, Path log, int port, Map<String, String> settings)
            throws IOException {
        if (!Files.isReadable(jar)) {
            throw new IOException(jar + " is not built yet");
        }
        this.jar = jar;
        this.folder = folder;
        this.log = log;
        this.port = port;
        this.settings = settings;
    }

    String address() {
        return "http://127.0.0.1:" + port;
    }

    /**
     * Unpacks the jar and starts it once to write down its classes (the JDK's ahead-of-time cache):
     * two hundred starts then take half their time.
     */
    void prepare() throws IOException, InterruptedException {
        ended(
                List.of(
                        JAVA,
                        "-Djarmode=tools",
                        "-jar",
                        jar.toString(),
                        "extract",
                        "--destination",
                        unpacked().toString()));
        ended(command("-XX:AOTCacheOutput=" + cache(), "-Dspring.context.exit=onRefresh"));
    }

    void start() throws IOException {
        process = begun(command("-XX:AOTCache=" + cache()));
    }

    private Path unpacked() {
        return folder.resolve("unpacked");
    }

    private Path cache() {
        return folder.resolve("classes.aot");
    }

    private List<String> command(String... more) {
        var command = new ArrayList<>(List.of(JAVA, "-Xmx600m", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of(more));
        command.addAll(
                List.of(
                        "--enable-native-access=ALL-UNNAMED",
                        "-jar",
                        unpacked().resolve(jar.getFileName()).toString(),
                        "--server.port=" + port));
        settings.forEach((name, value) -> command.add("--" + name + "=" + value));
        return command;
    }

    private Process begun(List<String> command) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    private void ended(List<String> command) throws IOException, InterruptedException {
        if (begun(command).waitFor() != 0) {
            throw new IOException("It could not be prepared, see " + log);
        }
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
