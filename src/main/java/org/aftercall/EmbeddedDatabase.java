package org.aftercall;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Brings its own PostgreSQL when no {@code AFTERCALL_DB_URL} names one: for demo and trial, with
 * its data under {@code var/postgres}.
 */
class EmbeddedDatabase implements ApplicationListener<ApplicationEnvironmentPreparedEvent> {
    private static final Logger log = LoggerFactory.getLogger(EmbeddedDatabase.class);

    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
        var environment = event.getEnvironment();
        if (environment.containsProperty("spring.datasource.url")) {
            return;
        }
        var url = environment.getProperty("aftercall.db.url");
        if (url != null && !url.isBlank()) {
            pointAt(
                    environment,
                    url,
                    environment.getProperty("aftercall.db.user", "aftercall"),
                    environment.getProperty("aftercall.db.password", ""));
            return;
        }
        var home = Path.of(environment.getProperty("aftercall.var", "var")).toAbsolutePath();
        try {
            pointAt(
                    environment,
                    "jdbc:postgresql://127.0.0.1:" + start(home) + "/postgres",
                    "postgres",
                    "");
        } catch (IOException e) {
            throw new UncheckedIOException("The embedded PostgreSQL did not start in " + home, e);
        }
    }

    private static void pointAt(
            ConfigurableEnvironment environment, String url, String user, String password) {
        environment
                .getPropertySources()
                .addLast(
                        new MapPropertySource(
                                "aftercall-database",
                                Map.of(
                                        "spring.datasource.url", url,
                                        "spring.datasource.username", user,
                                        "spring.datasource.password", password)));
    }

    private static int start(Path home) throws IOException {
        var data = home.resolve("postgres");
        var left = leftRunning(data);
        if (left.isPresent()) {
            // We were killed and it was not: it holds the same data, so go on with it.
            log.info("Going on with the PostgreSQL that still runs in {}", data);
            stopAtTheEnd(left.get().process());
            return left.get().port();
        }
        Files.createDirectories(home);
        var server =
                EmbeddedPostgres.builder()
                        .setDataDirectory(data)
                        .setCleanDataDirectory(false)
                        .setOverrideWorkingDirectory(home.resolve("postgres-binaries").toFile())
                        .setServerConfig("listen_addresses", "127.0.0.1")
                        .setServerConfig("max_connections", "100")
                        .setServerConfig("shared_buffers", "256MB")
                        .setLocaleConfig("encoding", "UTF8")
                        .setLocaleConfig("locale", "C.UTF-8")
                        .setPGStartupWait(Duration.ofSeconds(60))
                        .setRegisterShutdownHook(false)
                        .start();
        // The library leaves its programs writable for everybody, and root runs them.
        Files.setPosixFilePermissions(
                home.resolve("postgres-binaries"), PosixFilePermissions.fromString("rwxr-xr-x"));
        // After the context is closed: the event registry still writes while it closes.
        SpringApplication.getShutdownHandlers()
                .add(() -> {
                    try {
                        server.close();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
        return server.getPort();
    }

    private record Left(ProcessHandle process, int port) {}

    /**
     * A server that outlived us, by what its own lock file says: line 1 its pid, line 4 its port.
     */
    private static Optional<Left> leftRunning(Path data) throws IOException {
        var lock = data.resolve("postmaster.pid");
        if (!Files.exists(lock)) {
            return Optional.empty();
        }
        var lines = Files.readAllLines(lock);
        if (lines.size() < 4) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
                .filter(p -> p.info().command().map(c -> c.endsWith("/postgres")).orElse(false))
                .map(p -> new Left(p, Integer.parseInt(lines.get(3).strip())));
    }

    private static void stopAtTheEnd(ProcessHandle process) {
        SpringApplication.getShutdownHandlers()
                .add(() -> {
                    process.destroy();
                    process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
                });
    }
}
