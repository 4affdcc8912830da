package org.aftercall.soak;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import org.aftercall.bench.Options;
import org.aftercall.call.CallId;
import org.aftercall.call.Calls;
import org.aftercall.call.Ring;
import org.aftercall.telephony.AsteriskPair;
import org.aftercall.telephony.Staller;
import org.aftercall.telephony.Switchboard;
import org.aftercall.telephony.asterisk.BareLoop;

/**
 * F4: Asterisk tells of very many lines while the first listener stands still. What found no room
 * is counted, and no call's state differs from Asterisk's book afterwards.
 */
final class Burst {
    private static final int[] PEOPLE = {20, 22, 23, 25, 26};

    private Burst() {}

    static void run(Options options) throws Exception {
        int events = options.number("events", 100_000);
        int stall = options.number("stall", 30);
        int bursts = options.number("bursts", 1);
        int many = options.number("calls", 60);
        options.done();
        System.out.printf(
                Locale.ROOT,
                "F4: %d burst(s) of %,d manager events of lines with ids like ours (Local channels on a real Asterisk)"
                        + " while the listener stands still for at least %d s, and %d calls of ours among them%n",
                bursts,
                events,
                stall,
                many);
        var pair = AsteriskPair.running();
        try (var house = WireCuts.house(pair, Map.of(), Staller.class)) {
            var switchboard = house.get(Switchboard.class);
            var staller = house.get(Staller.class);
            var calls = house.get(Calls.class);
            var placed = new ArrayList<CallId>();
            long told = 0;
            long heap = 0;
            var longest = Duration.ZERO;
            for (int round = 0; round < bursts; round++) {
                staller.stall();
                var from = Instant.now();
                try (var loop = BareLoop.likeOurs()) {
                    var progress = new Progress("events", events);
                    int perCall = Math.max(1, events / Math.max(1, many));
                    var begun = new ArrayList<CallId>();
                    told +=
                            loop.burst(
                                    20,
                                    events,
                                    said -> {
                                        if (said < events) {
                                            progress.at(said, "");
                                        }
                                        if (begun.size() < many && said / perCall >= begun.size()) {
                                            int who = PEOPLE[begun.size() % PEOPLE.length];
                                            begun.add(
                                                    calls.placeOpen(
                                                            AsteriskPair.somebody(who),
                                                            new Ring(
                                                                    Duration.ofSeconds(20),
                                                                    false,
                                                                    false)));
                                        }
                                    });
                    placed.addAll(begun);
                }
                while (Duration.between(from, Instant.now()).toSeconds() < stall) {
                    Thread.sleep(100);
                }
                heap = Math.max(heap, heapAfterCollecting());
                var freed = Instant.now();
                staller.goOn();
                WireCuts.divergent(placed, house);
                var took = Duration.between(freed, Instant.now());
                longest = took.compareTo(longest) > 0 ? took : longest;
            }
            var wrong = WireCuts.divergent(placed, house);
            wrong.stream().limit(5).forEach(w -> System.out.println("  " + w));
            System.out.printf(
                    Locale.ROOT,
                    "F4 divergent %d of %d calls, dropped and counted %d of %d events, reconciled max %.1f s, heap %d MB of %d:"
                            + " goal %s%n",
                    wrong.size(),
                    placed.size(),
                    switchboard.dropped(),
                    told,
                    longest.toMillis() / 1e3,
                    heap >> 20,
                    Runtime.getRuntime().maxMemory() >> 20,
                    wrong.isEmpty() && heap < Runtime.getRuntime().maxMemory() / 2
                            ? "met"
                            : "missed");
        }
    }

    private static long heapAfterCollecting() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
