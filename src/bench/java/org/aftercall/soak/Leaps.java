package org.aftercall.soak;

import java.util.Locale;
import java.util.Map;
import org.aftercall.FakeWorld;
import org.aftercall.Ward;
import org.aftercall.bench.BenchHouse;
import org.aftercall.bench.Options;
import org.aftercall.dialer.ClockLeaps;

/** F8 live: the house's clock leaps to and fro while it dials. */
final class Leaps {
    private Leaps() {}

    static void run(Options options) throws Exception {
        int steps = options.number("steps", 100_000);
        long seed = options.seed();
        options.done();
        System.out.printf(
                Locale.ROOT,
                "F8 live: %,d steps of a house with a switchboard without wires, seed %d: one in eight a leap of its clock by up"
                        + " to two hours to or fro, the others orders, pick-ups, ends%n",
                steps,
                seed);
        try (var house =
                new BenchHouse(
                        Map.of(
                                "aftercall.telephony.trunk.locked-from", "00:00",
                                "aftercall.telephony.trunk.locked-until", "00:00",
                                "aftercall.telephony.trunk.calls-per-second", "1000",
                                "aftercall.call.sweep-every", "1h",
                                "aftercall.dialer.look-every", "1h"),
                        FakeWorld.class,
                        Ward.class)) {
            var leaps = new ClockLeaps(house.context(), seed);
            leaps.begin();
            var progress = new Progress("steps", steps);
            for (int i = 0; i < steps; i++) {
                leaps.one();
                if (i % 1_000 == 0) {
                    progress.at(i, "");
                }
            }
            leaps.wrong().stream().limit(5).forEach(System.out::println);
            System.out.printf(
                    Locale.ROOT,
                    "F8 live outside %d, crashed %d, %d leaps, %d telephones rung: goal %s%n",
                    leaps.wrong().size() - leaps.crashes(),
                    leaps.crashes(),
                    leaps.leaps(),
                    leaps.dialed(),
                    leaps.wrong().isEmpty() ? "met" : "missed");
        }
    }
}
