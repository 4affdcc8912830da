package org.aftercall.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.aftercall.Aftercall;
import org.aftercall.kernel.Finding;
import org.aftercall.kernel.Finding.Verdict;
import org.junit.jupiter.api.Test;

/**
 * The application as a process of its own, told by {@code AFTERCALL_DB_URL} of a PostgreSQL that
 * asks for a password and gives no right beyond one database.
 */
class OwnDatabaseTests {
    private static final Path HOME = Path.of("target/var/OwnDatabaseTests").toAbsolutePath();
    private static final String USER = "ward";
    private static final String PASSWORD = "of-this-run";

    private final Path home = HOME.resolve(UUID.randomUUID().toString());

    @Test
    void whatTheEnvironmentNamesIsUsedAndNoneIsBroughtAlong() throws Exception {
        Files.createDirectories(home);
        try (var server = EmbeddedPostgres.builder().setDataDirectory(home.resolve("pg")).start()) {
            asksForAPassword(server);
            var url = "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/followup";
            assertThatThrownBy(() -> DriverManager.getConnection(url, USER, "another").close())
                    .isInstanceOf(SQLException.class);
            var process = started(url);
            try {
                var house = new RunningHouse(home.resolve("var"));
                await().atMost(Duration.ofMinutes(10))
                        .pollInterval(Duration.ofMillis(500))
                        .until(() -> !process.isAlive() || house.ask().isPresent());
                assertThat(process.isAlive()).as("%s", home.resolve("log")).isTrue();
                assertThat(database(house))
                        .allSatisfy(f -> assertThat(f.verdict()).isEqualTo(Verdict.PASS))
                        .anyMatch(
                                f -> f.subject().equals("server") && f.detail().equals("your own"));
                assertThat(home.resolve("var/postgres")).doesNotExist();
                assertThat(home.resolve("var/postgres-binaries")).doesNotExist();
                try (var followup = DriverManager.getConnection(url, USER, PASSWORD)) {
                    assertThat(one(followup, "SELECT count(*) FROM staff.member")).isEqualTo("6");
                    assertThat(
                                    one(
                                            followup,
                                            "SELECT string_agg(DISTINCT tableowner, ',') FROM pg_tables"
                                                    + " WHERE schemaname = 'staff'"))
                            .isEqualTo(USER);
                }
            } finally {
                process.destroy();
                process.waitFor(60, TimeUnit.SECONDS);
                process.destroyForcibly();
            }
        }
    }

    private static List<Finding> database(RunningHouse house) {
        return house.ask().orElseThrow().stream()
                .filter(e -> e.topic().equals("database"))
                .map(Report.Entry::finding)
                .toList();
    }

    private void asksForAPassword(EmbeddedPostgres server) throws IOException, SQLException {
        try (var all = server.getPostgresDatabase().getConnection()) {
            run(all, "CREATE ROLE %s LOGIN PASSWORD '%s'".formatted(USER, PASSWORD));
            run(
                    all,
                    "CREATE DATABASE followup OWNER "
                            + USER
                            + " TEMPLATE template0 ENCODING 'UTF8'");
            Files.writeString(
                    home.resolve("pg/pg_hba.conf"),
                    """
                    host all postgres 127.0.0.1/32 trust
                    host followup %s 127.0.0.1/32 scram-sha-256
                    """
                            .formatted(USER));
            run(all, "SELECT pg_reload_conf()");
        }
    }

    private Process started(String url) throws IOException {
        var builder =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                "-Xmx600m",
                                "-XX:TieredStopAtLevel=1",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                shipped(),
                                Aftercall.class.getName())
                        .redirectErrorStream(true)
                        .redirectOutput(home.resolve("log").toFile());
        builder.environment()
                .putAll(
                        Map.of(
                                "AFTERCALL_VAR", home.resolve("var").toString(),
                                "AFTERCALL_PORT", "0",
                                "AFTERCALL_DB_URL", url,
                                "AFTERCALL_DB_USER", USER,
                                "AFTERCALL_DB_PASSWORD", PASSWORD));
        return builder.start();
    }

    /** What we run on, without the tests: they would be taken for parts of the house. */
    private static String shipped() {
        var all =
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"));
        return Arrays.stream(all.split(File.pathSeparator))
                .filter(p -> !p.endsWith("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String one(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
