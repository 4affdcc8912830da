package org.aftercall.telephony.asterisk;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.aftercall.telephony.LineEvent;
import org.aftercall.telephony.LineId;
import org.aftercall.telephony.LineListener;
import org.aftercall.telephony.WireState;
import org.asteriskjava.manager.event.ManagerEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries what the wire says to the house, in order, on one thread of its own: asterisk-java's pump
 * must never wait for us, or it drops answers too.
 */
final class Corridor implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Corridor.class);

    private sealed interface Item {}

    private record Heard(ManagerEvent event, Instant at) implements Item {}

    private record Wire(WireState state) implements Item {}

    private record Stop() implements Item {}

    private final BlockingQueue<Item> queue;
    private final Iterable<LineListener> listeners;
    private final Consumer<LineId> seen;
    private final Clock clock;
    private final LineTracker tracker;
    private final AtomicLong dropped = new AtomicLong();
    private final Thread thread = new Thread(this::run, "telephony-corridor");
    private long reported;

    /**
     * @param seen hears of every sign of life of a line before the listeners do
     * @param house what the tracker has to know of us
     * @param room how many events may wait
     */
    Corridor(
            Iterable<LineListener> listeners,
            Consumer<LineId> seen,
            LineTracker.House house,
            int room,
            Clock clock) {
        this.queue = new ArrayBlockingQueue<>(room);
        this.tracker = new LineTracker(this::tell, house);
        this.listeners = listeners;
        this.seen = seen;
        this.clock = clock;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Never waits. */
    void heard(ManagerEvent event) {
        if (LineTracker.lineOf(event).isPresent()) {
            offer(new Heard(event, time(event)));
        }
    }

    void wire(WireState state) {
        try {
            queue.put(new Wire(state));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    long dropped() {
        return dropped.get();
    }

    private void offer(Item item) {
        if (!queue.offer(item)) {
            dropped.incrementAndGet();
        }
    }

    private Instant time(ManagerEvent event) {
        Double seconds = event.getTimestamp();
        return seconds == null
                ? clock.instant()
                : Instant.ofEpochSecond(0, (long) (seconds * 1_000_000) * 1_000);
    }

    private void run() {
        WireState last = new WireState.Down("");
        try {
            while (true) {
                Item item = queue.poll(tracker.waiting() ? 100 : 60_000, TimeUnit.MILLISECONDS);
                switch (item) {
                    case null -> {}
                    case Heard(ManagerEvent event, Instant at) -> on(event, at);
                    case Wire(WireState state) -> {
                        last = state;
                        tell(state);
                    }
                    case Stop() -> {
                        return;
                    }
                }
                tracker.bury(clock.instant());
                tellOfGap(last);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void on(ManagerEvent event, Instant at) {
        LineTracker.lineOf(event).ifPresent(seen);
        tracker.on(event, at);
    }

    /** Lost events are a gap like any other: saying that the wire is up makes the house re-read. */
    private void tellOfGap(WireState last) {
        long now = dropped.get();
        if (now > reported && queue.isEmpty()) {
            log.error("telephony: {} events dropped, the queue was full", now - reported);
            reported = now;
            if (last instanceof WireState.Up) {
                tell(last);
            }
        }
    }

    private void tell(WireState state) {
        if (state instanceof WireState.Down) {
            tracker.forget();
        }
        for (LineListener listener : listeners) {
            try {
                listener.on(state);
            } catch (RuntimeException failure) {
                log.error("telephony: a listener failed on {}", state, failure);
            }
        }
    }

    private void tell(LineEvent event) {
        for (LineListener listener : listeners) {
            try {
                listener.on(event);
            } catch (RuntimeException failure) {
                log.error("telephony: a listener failed on {}", event, failure);
            }
        }
    }

    @Override
    public void close() {
        queue.clear();
        offer(new Stop());
        try {
            thread.join(2_000);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
