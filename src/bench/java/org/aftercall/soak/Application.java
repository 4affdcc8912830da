package org.aftercall.soak;

import java.io.File;
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
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.aftercall.Aftercall;
import org.jspecify.annotations.Nullable;

/** The application as a process of its own that can be killed. */
final class Application implements AutoCloseable {
    private static final Path JAR = Path.of("target/aftercall.jar");
    private static final String JAVA = ProcessHandle.current().info().command().orElse("java");

    private final List<String> what;
    private final Path log;
    private final int port;
    private final Map<String, String> settings;
    private final Map<String, String> environment;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();
    private List<String> faster = List.of();
    private volatile @Nullable Process process;

    private Application(
            List<String> what,
            Path folder,
            int port,
            Map<String, String> settings,
            Map<String, String> environment) {
        this.what = what;
        this.log = folder.resolve("application.log");
        this.port = port;
        this.settings = settings;
        this.environment = environment;
        // Nothing of it is left behind when a soak is broken off.
        Runtime.getRuntime().addShutdownHook(new Thread(this::kill));
    }

    /** Makes one of two kinds. */
    interface Kind {
        /**
         * @param folder where it may put what it needs
         * @param settings all that it is told; its folder among them
         */
        Application in(Path folder, int port, Map<String, String> settings)
                throws IOException, InterruptedException;
    }

    /**
     * The jar that is shipped, unpacked, and started once to write down its classes (the JDK's
     * ahead-of-time cache): two hundred starts then take half their time.
     */
    static Application shipped(Path folder, int port, Map<String, String> settings)
            throws IOException, InterruptedException {
        if (!Files.isReadable(JAR)) {
            throw new IOException(JAR + " is not built yet");
        }
        var unpacked = folder.resolve("unpacked");
        var cache = folder.resolve("classes.aot");
        var one =
                new Application(
                        List.of("-jar", unpacked.resolve(JAR.getFileName()).toString()),
                        folder,
                        port,
                        settings,
                        Map.of());
        one.ended(
                List.of(
                        JAVA,
                        "-Djarmode=tools",
                        "-jar",
                        JAR.toString(),
                        "extract",
                        "--destination",
                        unpacked.toString()));
        one.faster = List.of("-XX:AOTCacheOutput=" + cache, "-Dspring.context.exit=onRefresh");
        one.ended(one.command());
        one.faster = List.of("-XX:AOTCache=" + cache);
        return one;
    }

    /**
     * The same, as it is, for one start only.
     *
     * @param environment what it and all that it starts find in theirs, above our own
     */
    static Application shippedInto(
            Map<String, String> environment, Path folder, int port, Map<String, String> settings)
            throws IOException {
        if (!Files.isReadable(JAR)) {
            throw new IOException(JAR + " is not built yet");
        }
        return new Application(
                List.of("-jar", JAR.toString()), folder, port, settings, environment);
    }

    /** The classes that this JVM runs, without the tests: where nothing is packed yet. */
    static Application compiled(Path folder, int port, Map<String, String> settings) {
        var classes =
                Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                        .filter(path -> !path.endsWith("test-classes"))
                        .collect(Collectors.joining(File.pathSeparator));
        return new Application(
                List.of("-cp", classes, Aftercall.class.getName()),
                folder,
                port,
                settings,
                Map.of());
    }

    String address() {
        return "http://127.0.0.1:" + port;
    }

    Path log() {
        return log;
    }

    void start() throws IOException {
        process = begun(command());
    }

    private List<String> command() {
        var command = new ArrayList<>(List.of(JAVA, "-Xmx600m", "-XX:TieredStopAtLevel=1"));
        command.addAll(faster);
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(what);
        command.add("--server.port=" + port);
        settings.forEach((name, value) -> command.add("--" + name + "=" + value));
        return command;
    }

    private Process begun(List<String> command) throws IOException {
        var builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        return builder.start();
    }

    private void ended(List<String> command) throws IOException, InterruptedException {
        var preparing = begun(command);
        process = preparing;
        if (preparing.waitFor() != 0) {
            throw new IOException("It could not be prepared, see " + log);
        }
    }

    /**
     * @return when it said that it is ready
     */
    Instant ready() throws IOException, InterruptedException {
        return ready(Duration.ofMinutes(3));
    }

    Instant ready(Duration atMost) throws IOException, InterruptedException {
        var until = Instant.now().plus(atMost);
        while (Instant.now().isBefore(until)) {
            if (isReady()) {
                return Instant.now();
            }
            if (!lives()) {
                throw new IOException("It ended while starting, see " + log);
            }
            Thread.sleep(20);
        }
        throw new IOException("It is not ready after " + atMost + ", see " + log);
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

    boolean lives() {
        var mine = process;
        return mine != null && mine.isAlive();
    }

    /** As {@code ./aftercall down} does: it ends what it started. */
    void stop() throws InterruptedException {
        var mine = process;
        if (mine != null) {
            mine.destroy();
            mine.waitFor(30, TimeUnit.SECONDS);
        }
        kill();
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
