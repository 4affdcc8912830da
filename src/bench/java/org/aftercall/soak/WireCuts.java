package org.aftercall.soak;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.aftercall.bench.BenchHouse;
import org.aftercall.bench.Options;
import org.aftercall.call.CallId;
import org.aftercall.call.Calls;
import org.aftercall.call.Ring;
import org.aftercall.call.WireFaults;
import org.aftercall.call.WireFaults.Fault;
import org.aftercall.telephony.AsteriskPair;
import org.aftercall.telephony.Switchboard;
import org.aftercall.telephony.Tap;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * F3: calls go on while the connection to Asterisk is cut, frozen, slow or cut in the middle of a
 * frame; every end is as in Asterisk's own book.
 */
final class WireCuts {
    /** Busy, dead, congested, rejecting; 26 answers and hangs up by himself. */
    private static final int[] PEOPLE = {20, 22, 23, 25, 26};

    private static final Duration LONGEST_CALL = Duration.ofSeconds(40);

    private WireCuts() {}

    static void run(Options options) throws Exception {
        var faults = new ArrayList<Fault>();
        faults.addAll(Collections.nCopies(options.number("cuts", 100), Fault.CUT));
        faults.addAll(Collections.nCopies(options.number("holes", 20), Fault.HOLE));
        faults.addAll(Collections.nCopies(options.number("slow", 20), Fault.SLOW));
        faults.addAll(Collections.nCopies(options.number("halves", 10), Fault.HALF));
        long seed = options.seed();
        options.done();
        var chance = new Random(seed);
        Collections.shuffle(faults, chance);
        var counts = new HashMap<Fault, Integer>();
        faults.forEach(f -> counts.merge(f, 1, Integer::sum));
        System.out.printf(
                "F3: %d faults in a row %s, seed %d; each within 2.5 s of %d new calls on a real Asterisk,%n"
                        + "    slow readers for 3 s; all calls' ends are compared with Asterisk's book%n",
                faults.size(), counts, seed, PEOPLE.length);
        var pair = AsteriskPair.running();
        try (var tap = new Tap(Integer.parseInt(pair.property("ami-port")));
                var house = house(pair, Map.of("aftercall.telephony.ami-port", "" + tap.port()))) {
            var result = all(faults, chance, tap, house);
            result.wrong.stream().limit(5).forEach(w -> System.out.println("  " + w));
            System.out.printf(
                    Locale.ROOT,
                    "F3 divergent %d of %d calls, detected max %.1f s, %d faults: goal %s%n",
                    result.wrong.size(),
                    result.calls,
                    result.unnoticed.toMillis() / 1e3,
                    faults.size(),
                    result.wrong.isEmpty() && result.unnoticed.toMillis() <= 3_000
                            ? "met"
                            : "missed");
        }
    }

    /** The whole application on the real wire, with all doors of the trunk open. */
    static BenchHouse house(AsteriskPair pair, Map<String, String> more, Class<?>... listeners)
            throws Exception {
        var settings = new HashMap<>(pair.properties());
        settings.putAll(BenchHouse.AT_ALL_HOURS);
        settings.put("aftercall.telephony.trunk.calls-per-second", "1000");
        settings.put("aftercall.telephony.trunk.minutes-per-day", "1000000");
        settings.put("logging.level.org.asteriskjava", "OFF");
        settings.putAll(more);
        return new BenchHouse(settings, listeners);
    }

    private static final class Result {
        int calls;
        Duration unnoticed = Duration.ZERO;
        List<String> wrong = List.of();
    }

    private static Result all(List<Fault> faults, Random chance, Tap tap, BenchHouse house)
            throws InterruptedException {
        var hands = new WireFaults(tap, house.get(Switchboard.class));
        var calls = house.get(Calls.class);
        var progress = new Progress("faults", faults.size());
        var placed = new ArrayList<CallId>();
        var result = new Result();
        int done = 0;
        for (var fault : faults) {
            hands.up();
            for (int who : PEOPLE) {
                placed.add(
                        calls.placeOpen(
                                AsteriskPair.somebody(who),
                                new Ring(Duration.ofSeconds(20), false, false)));
            }
            Thread.sleep(chance.nextInt(2_500));
            var unnoticed = hands.happens(fault);
            if (fault == Fault.SLOW) {
                Thread.sleep(3_000);
                tap.slow(false);
            }
            if (unnoticed.compareTo(result.unnoticed) > 0) {
                result.unnoticed = unnoticed;
            }
            progress.at(++done, "calls " + placed.size());
        }
        result.calls = placed.size();
        result.wrong = divergent(placed, house);
        return result;
    }

    /** Waits until the last call should be over; then none may differ. */
    static List<String> divergent(List<CallId> placed, BenchHouse house) {
        var calls = house.get(Calls.class);
        var from = Instant.now();
        try {
            Awaitility.await().atMost(LONGEST_CALL).until(() -> calls.open().isEmpty());
        } catch (ConditionTimeoutException _) {
            System.out.printf(
                    "  still open after %d s: %d%n",
                    Duration.between(from, Instant.now()).toSeconds(), calls.open().size());
        }
        return placed.stream()
                .flatMap(id ->
                        WireFaults.divergence(calls.get(id), house.get(Switchboard.class)).stream())
                .toList();
    }
}
