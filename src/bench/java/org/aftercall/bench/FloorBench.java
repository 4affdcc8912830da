package org.aftercall.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.aftercall.dialer.pacing.FloorPeople;
import org.aftercall.dialer.pacing.FloorPolicy;
import org.aftercall.dialer.pacing.Tally;

/**
 * B7 on a real switchboard: nurses at SIP desks, patients on the simulated network, the whole
 * application; each way of pacing meets the same people, and the simulator is asked about them,
 * too.
 */
final class FloorBench {
    private static final List<FloorPolicy> POLICIES =
            List.of(
                    FloorPolicy.PREVIEW,
                    FloorPolicy.PROGRESSIVE,
                    FloorPolicy.PEER,
                    FloorPolicy.CAPPED);

    /** What a patient who picks up takes for no silence. */
    private static final int JOINED_MS = 300;

    private FloorBench() {}

    static void run(Options options) throws Exception {
        int nurses = Math.clamp(options.number("nurses", 10), 1, 100);
        int seconds = Math.clamp(options.number("seconds", 180), 30, 3600);
        int rounds = Math.clamp(options.number("rounds", 1), 1, 50);
        long seed = options.seed();
        options.done();
        System.out.printf(
                Locale.ROOT,
                """
                B7 floor: %d nurses at SIP desks, %d patients on the simulated network, %d ways of pacing, %d s each, %d rounds,
                    about %d min; two Asterisks, PostgreSQL and the application on this machine (%d processors), each shift in a fresh house.
                    %.0f %% answer, after 2 s; the others: a quarter busy, some reject, the rest rings out after %d s.
                    Talk %.0f s, write-up %.0f s, reading (preview) %.0f s on the average, log-normal; seed %d. Who waits is what the wire says.
                    Each list begins with the half hour before it as the simulator leaves it, so that a cap has answers to count on.%n\
                """,
                nurses,
                FloorPolicy.due(nurses, seconds),
                POLICIES.size(),
                seconds,
                rounds,
                Math.ceilDiv(rounds * POLICIES.size() * (seconds + 30), 60),
                Runtime.getRuntime().availableProcessors(),
                100 * FloorPeople.ANSWER,
                FloorPeople.RING,
                FloorPeople.TALK,
                FloorPeople.WRAP_UP,
                FloorPeople.READING,
                seed);
        var floor = new FloorBench.Rounds();
        for (int round = 0; round < rounds; round++) {
            floor.round(round, nurses, seconds, seed + round);
        }
        floor.verdict();
    }

    private static final class Rounds {
        private final Ratios progressive = Ratios.atLeast("progressive", 0.95);
        private final Ratios capped = Ratios.atLeast("capped", 0.97);
        private final Ratios preview = Ratios.atLeast("preview", 0);
        private final Map<FloorPolicy, List<FloorCalls>> all = new HashMap<>();

        void round(int round, int nurses, int seconds, long seed) throws Exception {
            var people = new FloorPeople(seed);
            var order = new ArrayList<>(POLICIES);
            // Whoever goes first finds a colder machine: they take turns.
            Collections.rotate(order, round);
            var talk = new HashMap<FloorPolicy, Double>();
            for (var policy : order) {
                var before = policy.halfHourBefore(seed, nurses);
                var real = new FloorShift(policy, people, nurses, seconds, before).run();
                var simulated = policy.simulated(people, nurses, seconds, before);
                System.out.printf(
                        Locale.ROOT,
                        "%4d: %-15s %s%n      %-15s talk %4.1f %%, answered %d, abandoned %d; real ÷ simulated %.2f; half hour before %s%n",
                        round,
                        policy.name(),
                        real.words(),
                        "  simulated",
                        100 * simulated.talk(),
                        simulated.calls().answered(),
                        simulated.calls().abandoned(),
                        real.talk() / simulated.talk(),
                        words(before));
                talk.put(policy, real.talk());
                all.computeIfAbsent(policy, _ -> new ArrayList<>()).add(real);
            }
            double peer = Objects.requireNonNull(talk.get(FloorPolicy.PEER));
            progressive.add(Objects.requireNonNull(talk.get(FloorPolicy.PROGRESSIVE)), peer);
            capped.add(Objects.requireNonNull(talk.get(FloorPolicy.CAPPED)), peer);
            preview.add(Objects.requireNonNull(talk.get(FloorPolicy.PREVIEW)), peer);
        }

        private static String words(Tally before) {
            return before.abandoned() + " of " + before.answered();
        }

        void verdict() {
            System.out.println("B7 floor preview ÷ predictive 3 %: talk share " + preview.range());
            System.out.println("B7 floor capped ÷ predictive 3 %: " + capped.verdict());
            int lost = abandoned(FloorPolicy.PROGRESSIVE);
            double worst =
                    calls(FloorPolicy.CAPPED).stream()
                            .mapToDouble(FloorCalls::worstHalfHour)
                            .max()
                            .orElseThrow();
            var good = progressive.met() && capped.met() && lost == 0 && worst <= 0.01;
            System.out.printf(
                    Locale.ROOT,
                    "B7 floor: progressive ÷ predictive 3 %% talk share %s, capped ÷ predictive 3 %% %.2f, abandoned progressive %d,"
                            + " capped %.1f %% of the worst half hour, goal ≥ 0.95, ≥ 0.97, 0, ≤ 1.0 %%: goal %s%n",
                    progressive.range(),
                    capped.median(),
                    lost,
                    100 * worst,
                    good ? "met" : "missed");
            waits();
        }

        /** On a seat the nurse is there already: how long until the two hear each other. */
        private void waits() {
            var waits =
                    Stream.of(FloorPolicy.PROGRESSIVE, FloorPolicy.CAPPED)
                            .flatMap(policy -> calls(policy).stream())
                            .flatMap(shift -> shift.waits().stream())
                            .sorted()
                            .toList();
            double median = waits.isEmpty() ? Double.NaN : Ratios.quantile(waits, 0.5);
            System.out.printf(
                    Locale.ROOT,
                    "B7 floor: answer → joined on a seat p50 %.0f ms, p95 %.0f ms, n=%d, goal p50 < %d ms: goal %s%n",
                    median,
                    waits.isEmpty() ? Double.NaN : Ratios.quantile(waits, 0.95),
                    waits.size(),
                    JOINED_MS,
                    median < JOINED_MS ? "met" : "missed");
        }

        private int abandoned(FloorPolicy policy) {
            return calls(policy).stream().mapToInt(c -> c.calls().abandoned()).sum();
        }

        private List<FloorCalls> calls(FloorPolicy policy) {
            return Objects.requireNonNull(all.get(policy));
        }
    }
}
