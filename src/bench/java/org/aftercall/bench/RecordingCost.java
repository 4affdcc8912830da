package org.aftercall.bench;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.aftercall.call.CallId;
import org.aftercall.call.Calls;
import org.aftercall.recording.Recordings;
import org.aftercall.telephony.AsteriskPair;
import org.aftercall.telephony.LineId;

/**
 * B3: processor time of Asterisk and the application while the same talks go on, recorded and not,
 * in turn; each of a nurse's SIP leg and a patient's over the trunk, joined.
 */
final class RecordingCost {
    private RecordingCost() {}

    static void run(Options options) throws Exception {
        int talks = Math.min(200, options.number("talks", 60));
        int seconds = options.number("seconds", 30);
        int rounds = options.number("rounds", 7);
        options.done();
        System.out.printf(
                "B3: %d talks at a time for %d s, recorded and not in turn, %d rounds; processor time of the switchboard and the%n"
                        + "    application while they talk (what is done after the hang-up is in B4); %d processors%n",
                talks, seconds, rounds, Runtime.getRuntime().availableProcessors());
        var pair = AsteriskPair.running();
        var ratios = new Ratios("B3", 1.25);
        try (var house = ManyDesks.house(pair, Map.of())) {
            until(Duration.ofSeconds(30), () -> ManyDesks.thereIs(house));
            for (int round = 0; round < rounds; round++) {
                // Whoever goes first may find a warmer machine: they take turns.
                boolean first = round % 2 == 0;
                double one = talk(house, pair, talks, seconds, first);
                double two = talk(house, pair, talks, seconds, !first);
                double with = first ? one : two;
                double without = first ? two : one;
                System.out.printf(
                        Locale.ROOT,
                        "%4d: recorded %.2f processors, not recorded %.2f%n",
                        round,
                        with,
                        without);
                ratios.add(with, without);
            }
        }
        System.out.println(ratios.verdict());
    }

    private static double talk(
            BenchHouse house, AsteriskPair pair, int talks, int seconds, boolean record)
            throws Exception {
        var calls = house.get(Calls.class);
        List<CallId> all = new ArrayList<>();
        for (int i = 0; i < talks; i++) {
            all.add(ManyDesks.call(calls, i, ManyDesks.patient(i), record));
            Thread.sleep(150);
        }
        until(
                Duration.ofSeconds(60),
                () ->
                        all.stream()
                                .allMatch(
                                        c -> house.get(Heard.class).joined(new LineId(c.value()))));
        long before = cost(pair);
        long start = System.nanoTime();
        Thread.sleep(seconds * 1000L);
        double used = (cost(pair) - before) / 100.0 / ((System.nanoTime() - start) / 1e9);
        all.stream().filter(c -> calls.get(c).live()).forEach(calls::hangUp);
        until(Duration.ofSeconds(60), () -> calls.open().isEmpty());
        until(Duration.ofSeconds(120), () -> house.get(Recordings.class).waiting() == 0);
        return used;
    }

    private static long cost(AsteriskPair pair) throws IOException {
        return Processors.of(pair.pid("main")) + Processors.of(ProcessHandle.current().pid());
    }

    private static void until(Duration patience, BooleanSupplier claim)
            throws InterruptedException {
        var latest = Instant.now().plus(patience);
        while (!claim.getAsBoolean() && Instant.now().isBefore(latest)) {
            Thread.sleep(200);
        }
    }
}
