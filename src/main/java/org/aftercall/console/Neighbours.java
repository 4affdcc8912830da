package org.aftercall.console;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The other applications on the same database: what one has to show, the screens at all of them
 * show. Only ids travel, by PostgreSQL's NOTIFY; hearing takes one connection.
 */
@Component
class Neighbours implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(Neighbours.class);

    /** PostgreSQL carries at most 8000 bytes at once, and a frame has about 150. */
    private static final int AT_ONCE = 40;

    private static final String CHANNEL = "aftercall_feed";
    private static final int PATIENCE_MILLIS = 10_000;

    private final JdbcConnectionDetails database;
    private final JdbcClient db;
    private final ApplicationEventPublisher events;
    private final String me = UUID.randomUUID().toString();
    private final BlockingQueue<News> waiting = new LinkedBlockingQueue<>(10_000);
    private volatile List<Thread> threads = List.of();

    Neighbours(JdbcConnectionDetails database, JdbcClient db, ApplicationEventPublisher events) {
        this.database = database;
        this.db = db;
        this.events = events;
    }

    /**
     * A neighbour shows this.
     *
     * @param staff whom it concerns; null means everybody
     */
    record News(@Nullable String staff, String type, String ref) {
        private String line() {
            return (staff == null ? "" : staff) + " " + type + " " + ref;
        }

        private static News read(String line) {
            var words = line.split(" ", 3);
            return new News(words[0].isEmpty() ? null : words[0], words[1], words[2]);
        }
    }

    /** What neighbours showed in the meantime was not heard: screens read everything again. */
    record Missed() {}

    /** Never waits; a frame for which there is no room is lost, as any may be. */
    void tell(@Nullable String staff, String type, String ref) {
        if (!waiting.offer(new News(staff, type, ref))) {
            log.warn("The neighbours were not told of {}", type);
        }
    }

    @Override
    public void start() {
        threads =
                List.of(
                        Thread.ofVirtual().name("neighbours-tell").start(this::tellAll),
                        Thread.ofVirtual().name("neighbours-hear").start(this::hearAll));
    }

    private void tellAll() {
        try {
            while (true) {
                var some = new ArrayList<News>();
                some.add(waiting.take());
                waiting.drainTo(some, AT_ONCE - 1);
                tell(some.stream().map(News::line).collect(Collectors.joining("\n")));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell(String lines) {
        try {
            db.sql("SELECT pg_notify(:channel, :lines)")
                    .param("channel", CHANNEL)
                    .param("lines", me + "\n" + lines)
                    .query(_ -> {});
        } catch (DataAccessException away) {
            log.warn("The neighbours were not told: {}", away.getMessage());
        }
    }

    private void hearAll() {
        var before = false;
        while (!Thread.currentThread().isInterrupted()) {
            try {
                hear(before);
            } catch (SQLException away) {
                log.debug("The neighbours are not heard: {}", away.getMessage());
            }
            before = true;
            try {
                Thread.sleep(1_000);
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    private void hear(boolean again) throws SQLException {
        try (var connection =
                        DriverManager.getConnection(
                                database.getJdbcUrl(),
                                database.getUsername(),
                                database.getPassword());
                var statement = connection.createStatement()) {
            statement.execute("LISTEN " + CHANNEL);
            if (again) {
                events.publishEvent(new Missed());
            }
            var ears = connection.unwrap(PGConnection.class);
            while (!Thread.currentThread().isInterrupted()) {
                var heard = ears.getNotifications(PATIENCE_MILLIS);
                if (heard == null || heard.length == 0) {
                    // A word of ours finds a connection that is dead without knowing it.
                    statement.execute("SELECT 1");
                    continue;
                }
                for (var notification : heard) {
                    pass(notification.getParameter());
                }
            }
        }
    }

    private void pass(String text) {
        var lines = text.lines().toList();
        if (!lines.getFirst().equals(me)) {
            lines.stream().skip(1).map(News::read).forEach(events::publishEvent);
        }
    }

    @Override
    public void stop() {
        threads.forEach(Thread::interrupt);
        threads = List.of();
    }

    @Override
    public boolean isRunning() {
        return !threads.isEmpty();
    }
}
