package org.aftercall.console;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.aftercall.staff.StaffId;
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
 * show. It travels by PostgreSQL's NOTIFY, which writes nothing down for good; hearing takes one
 * connection. Frames carry ids only; captions carry words, in a channel of their own, and only
 * while there is another application.
 */
@Component
class Neighbours implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(Neighbours.class);

    /** PostgreSQL carries at most 8000 bytes at once, and a frame has about 150. */
    private static final int AT_ONCE = 40;

    private static final String CHANNEL = "aftercall_feed";
    private static final String CAPTIONS = "aftercall_captions";

    /** Of captions the latest words go ten times a second. */
    private static final int CAPTIONS_MILLIS = 100;

    private static final int HERE_SECONDS = 10;

    /** Whoever said nothing for so long is gone. */
    private static final long GONE_NANOS = TimeUnit.SECONDS.toNanos(3 * HERE_SECONDS);

    private static final int PATIENCE_MILLIS = 10_000;

    private final JdbcConnectionDetails database;
    private final JdbcClient db;
    private final ApplicationEventPublisher events;
    private final String me = UUID.randomUUID().toString();
    private final BlockingQueue<News> waiting = new LinkedBlockingQueue<>(10_000);
    private final CaptionPost post = new CaptionPost();
    private final Map<String, Long> near = new ConcurrentHashMap<>();
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

    /** A neighbour hears this said. */
    record Captioned(CaptionPost.Letter letter) {}

    /** Whether there is another application at all. */
    boolean near() {
        long now = System.nanoTime();
        near.values().removeIf(heard -> now - heard > GONE_NANOS);
        return !near.isEmpty();
    }

    /** Tells the others what is said, for the screens of these people; never waits. */
    void caption(Set<StaffId> to, CaptionFeed.Line line) {
        if (near()) {
            post.drop(to, line);
        }
    }

    /** Whether something that was said is on its way. */
    boolean waits() {
        return !post.isEmpty();
    }

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
                        Thread.ofVirtual().name("neighbours-caption").start(this::captionAll),
                        Thread.ofVirtual().name("neighbours-hear").start(this::hearAll));
    }

    private void tellAll() {
        try {
            while (true) {
                var first = waiting.poll(HERE_SECONDS, TimeUnit.SECONDS);
                var some = new ArrayList<News>();
                if (first != null) {
                    some.add(first);
                }
                waiting.drainTo(some, AT_ONCE - some.size());
                // Without news it says that we are here.
                tell(CHANNEL, some.stream().map(News::line).toList());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void captionAll() {
        try {
            while (true) {
                tell(CAPTIONS, post.take());
                Thread.sleep(CAPTIONS_MILLIS);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell(String channel, List<String> lines) {
        try {
            db.sql("SELECT pg_notify(:channel, :lines)")
                    .param("channel", channel)
                    .param("lines", me + "\n" + String.join("\n", lines))
                    .query(_ -> {});
        } catch (DataAccessException away) {
            // Not its message: that may have what was said in it.
            log.warn("The neighbours were not told: {}", away.getClass().getSimpleName());
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
            statement.execute("LISTEN " + CAPTIONS);
            statement.execute("LISTEN " + CHANNEL);
            tell(CHANNEL, List.of());
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
                    pass(notification.getName(), notification.getParameter());
                }
            }
        }
    }

    private void pass(String channel, String text) {
        var lines = text.lines().toList();
        var from = lines.getFirst();
        if (from.equals(me)) {
            return;
        }
        if (near.put(from, System.nanoTime()) == null) {
            // He has just come, and does not know of us yet.
            tell(CHANNEL, List.of());
        }
        var said = lines.stream().skip(1);
        if (channel.equals(CAPTIONS)) {
            said.flatMap(l -> CaptionPost.read(l).stream())
                    .map(Captioned::new)
                    .forEach(events::publishEvent);
        } else {
            said.map(News::read).forEach(events::publishEvent);
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
