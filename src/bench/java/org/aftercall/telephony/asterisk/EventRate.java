package org.aftercall.telephony.asterisk;

import ch.qos.logback.classic.Level;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.aftercall.bench.Ratios;
import org.aftercall.telephony.LineEvent;
import org.aftercall.telephony.LineListener;
import org.aftercall.telephony.WireState;
import org.asteriskjava.manager.DefaultManagerConnection;
import org.asteriskjava.manager.event.HangupEvent;
import org.awaitility.Awaitility;
import org.slf4j.LoggerFactory;

/**
 * B2: the same calls, told over the manager interface, taken in by the product (its user's event
 * filter, connection, corridor, translation) and by the stock asterisk-java connection with one
 * listener; in events that Asterisk made, for each second of processor time. Then a listener that
 * does not come back until everything was said: how many ends of calls are lost, and does anybody
 * know.
 */
public final class EventRate {
    private static final int CALLS = 1_500;
    private static final int ROUNDS = 11;
    private static final int WARM_UP = 5;
    private static final int STALLED_CALLS = 2_500;

    /** How many events may wait for their listener, as shipped. */
    private static final int ROOM = 20_000;

    private EventRate() {}

    /** What one run came to. */
    record Run(double perCpuSecond, int ends, long detected, int reReads) {
        /** Whether all ends that were said were heard, or the house knows that some were not. */
        boolean accounted(int said) {
            return ends == said || detected > 0 && reReads > 0;
        }
    }

    /** Somebody who takes an event in, and may have to be waited for. */
    private static final class Hand {
        final AtomicInteger ends = new AtomicInteger();
        final AtomicInteger states = new AtomicInteger();
        final CountDownLatch leave;

        Hand(boolean stalls) {
            leave = new CountDownLatch(stalls ? 1 : 0);
        }

        void takes(boolean end) {
            try {
                leave.await();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
            if (end) {
                ends.incrementAndGet();
            }
        }
    }

    public static void run() throws Exception {
        System.out.printf(
                "B2: %d calls of %d events each (captured from Asterisk 22), %d rounds after %d to warm up, ours and stock in turn%n",
                CALLS, Replay.eventsOfACall(), ROUNDS, WARM_UP);
        var ratios = Ratios.atLeast("B2", 5);
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            double ours = ours(CALLS, ROOM, false).perCpuSecond();
            double stock = stock(CALLS, false).perCpuSecond();
            System.out.printf(
                    Locale.ROOT,
                    "%4d: ours %7.0f events/s of a core, stock %7.0f%n",
                    round,
                    ours,
                    stock);
            if (round >= 0) {
                ratios.add(ours, stock);
            }
        }
        // Stock writes a line of log for each event it throws away.
        if (LoggerFactory.getLogger("org.asteriskjava")
                instanceof ch.qos.logback.classic.Logger logger) {
            logger.setLevel(Level.OFF);
        }
        var ours = ours(STALLED_CALLS, ROOM, true);
        var stock = stock(STALLED_CALLS, true);
        // Both legs of a call end.
        int sent = 2 * STALLED_CALLS;
        System.out.printf(
                "stalled, %d ends said: stock lost %d and told its listener of none;%n"
                        + "                 ours lost %d, counted %d events dropped, had the house re-read %d time(s)%n",
                sent, sent - stock.ends(), sent - ours.ends(), ours.detected(), ours.reReads());
        boolean detected = ours.accounted(sent);
        System.out.printf(
                "B2 undetected losses %s, goal = 0: goal %s%n",
                detected ? "0" : "some", detected ? "met" : "missed");
        System.out.println(ratios.verdict());
    }

    /**
     * @param room how many events may wait for their listener
     * @param stalls whether he does not come back until everything was said
     */
    static Run ours(int calls, int room, boolean stalls) throws Exception {
        var hand = new Hand(stalls);
        var listener =
                new LineListener() {
                    @Override
                    public void on(LineEvent event) {
                        hand.takes(event instanceof LineEvent.Ended);
                    }

                    @Override
                    public void on(WireState state) {
                        // Each one makes the house read its lines again.
                        hand.states.incrementAndGet();
                    }
                };
        try (var replay = new Replay(calls, true);
                var corridor =
                        new Corridor(
                                List.of(listener),
                                _ -> {},
                                new LineTracker.House(_ -> false, "+86"),
                                room,
                                Clock.systemUTC());
                var ami = new Ami(settings(replay.port()), corridor::heard, corridor::wire)) {
            corridor.start();
            ami.start();
            await(() -> hand.states.get() == 1);
            return measured(
                    replay,
                    hand,
                    calls,
                    () -> hand.ends.get() == 2 * calls || hand.states.get() > 1,
                    corridor::dropped);
        }
    }

    private static Run stock(int calls, boolean stalls) throws Exception {
        var hand = new Hand(stalls);
        try (var replay = new Replay(calls, false)) {
            var connection = new DefaultManagerConnection("127.0.0.1", replay.port(), "x", "x");
            var heard = new AtomicInteger();
            connection.login();
            // Not before: a listener that waits would keep the answer to the login waiting, too.
            connection.addEventListener(event -> {
                heard.incrementAndGet();
                hand.takes(event instanceof HangupEvent);
            });
            last = -1;
            times = 0;
            try {
                return measured(replay, hand, calls, () -> still(heard), () -> 0L);
            } finally {
                connection.logoff();
            }
        }
    }

    private static int last = -1;
    private static int times = 0;

    /**
     * There is nothing to tell that a stock connection has heard all: it has when it goes quiet.
     */
    private static boolean still(AtomicInteger heard) {
        times = heard.get() == last ? times + 1 : 0;
        last = heard.get();
        return last > 0 && times >= 20;
    }

    private static Run measured(
            Replay replay,
            Hand hand,
            int calls,
            java.util.concurrent.Callable<Boolean> done,
            java.util.function.LongSupplier dropped)
            throws Exception {
        long before = cpu(replay);
        replay.begin();
        replay.awaitSaid();
        hand.leave.countDown();
        await(done);
        double seconds = (cpu(replay) - before) / 1e9;
        return new Run(
                replay.events() / seconds,
                hand.ends.get(),
                dropped.getAsLong(),
                Math.max(0, hand.states.get() - 1));
    }

    /** Processor time of this process without the one who plays the tape. */
    private static long cpu(Replay replay) {
        var process =
                (com.sun.management.OperatingSystemMXBean)
                        ManagementFactory.getOperatingSystemMXBean();
        return process.getProcessCpuTime()
                - Math.max(
                        0, ManagementFactory.getThreadMXBean().getThreadCpuTime(replay.threadId()));
    }

    private static void await(java.util.concurrent.Callable<Boolean> done) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(120))
                .pollInterval(Duration.ofMillis(20))
                .until(done);
    }

    private static TelephonySettings settings(int port) {
        return new TelephonySettings(
                "127.0.0.1",
                port,
                "x",
                "x",
                "x",
                URI.create("ws://127.0.0.1/ws"),
                Path.of("target"),
                Path.of("target/none.csv"),
                20_000,
                "+86",
                null);
    }
}
