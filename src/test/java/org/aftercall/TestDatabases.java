package org.aftercall;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;
import org.springframework.boot.SpringApplication;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.modulith.core.ApplicationModuleIdentifiers;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.runtime.flyway.HasMigrationFiles;
import org.springframework.modulith.runtime.flyway.SpringModulithFlywayMigrationStrategy;

/** One PostgreSQL for the whole run; each caller gets a database of its own in milliseconds. */
public final class TestDatabases {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final AtomicBoolean CONTEXTS = new AtomicBoolean();
    private static final EmbeddedPostgres SERVER = start();

    private TestDatabases() {}

    /** The JDBC address of a fresh, fully migrated database; user {@code postgres}, no password. */
    public static String fresh() {
        var name = "room" + COUNT.incrementAndGet();
        run("CREATE DATABASE " + name + " TEMPLATE house");
        return SERVER.getJdbcUrl("postgres", name);
    }

    /** A database with nothing in it, as a first start finds it. */
    public static String empty() {
        var name = "room" + COUNT.incrementAndGet();
        run("CREATE DATABASE " + name);
        return SERVER.getJdbcUrl("postgres", name);
    }

    /** There are Spring contexts: each would wait half a minute for a database that ended first. */
    public static void outlivesContexts() {
        if (CONTEXTS.compareAndSet(false, true)) {
            SpringApplication.getShutdownHandlers().add(() -> close(SERVER));
        }
    }

    private static EmbeddedPostgres start() {
        try {
            var server =
                    EmbeddedPostgres.builder()
                            .setServerConfig("fsync", "off")
                            .setServerConfig("max_connections", "300")
                            .setLocaleConfig("encoding", "UTF8")
                            .setLocaleConfig("locale", "C.UTF-8")
                            .setRegisterShutdownHook(false)
                            .start();
            Runtime.getRuntime()
                    .addShutdownHook(
                            new Thread(() -> {
                                if (!CONTEXTS.get()) {
                                    close(server);
                                }
                            }));
            try (var connection = server.getPostgresDatabase().getConnection();
                    var statement = connection.createStatement()) {
                statement.execute("CREATE DATABASE house");
            }
            // The same strategy as the application uses, so that a context finds nothing to do.
            new SpringModulithFlywayMigrationStrategy(
                            ApplicationModuleIdentifiers.of(ApplicationModules.of(Aftercall.class)),
                            new HasMigrationFiles(new PathMatchingResourcePatternResolver()))
                    .migrate(
                            Flyway.configure()
                                    .dataSource(server.getDatabase("postgres", "house"))
                                    .locations("classpath:db/migration")
                                    .load());
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void close(EmbeddedPostgres server) {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void run(String sql) {
        try (var connection = SERVER.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
