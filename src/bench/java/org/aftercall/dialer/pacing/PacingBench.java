package org.aftercall.dialer.pacing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.aftercall.bench.Ratios;

/**
 * B7: talk minutes per nurse-hour and abandoned patients of every way of pacing, on the same
 * patients with the same luck; the reference is predictive dialing with a target of 3 %.
 */
public final class PacingBench {
    private static final int[] NURSES = {5, 10, 20, 50};
    private static final int SEEDS = 7;
    private static final int DAYS = 2;
    private static final double CAP = 0.01;
    private static final String REFERENCE = "predictive 3 %";
    private static final String ZERO = "zero-abandon";
    private static final String DUE_ORDER = ", due order";
    private static final String CALLING_AWAY = ", calling away";
    private static final String CAPPED = "capped 1 %";

    private PacingBench() {}

    static Map<String, Pacing> policies() {
        var policies = new LinkedHashMap<String, Pacing>();
        policies.put("preview", new Preview());
        policies.put("progressive", new Progressive());
        policies.put("fixed ratio 2.0", new FixedRatio(2));
        policies.put("VICIdial ADAPT", new Adapt());
        policies.put(REFERENCE, new Predictive(0.03));
        policies.put(REFERENCE + ", order", new Predictive(0.03, true));
        policies.put(ZERO + DUE_ORDER, new ZeroAbandon(0, false));
        policies.put(ZERO, new ZeroAbandon(0));
        policies.put(CAPPED, new Capped(CAP, 0));
        policies.put(ZERO + CALLING_AWAY, new ZeroAbandon(0.03));
        policies.put(CAPPED + CALLING_AWAY, new Capped(CAP, 0.03));
        return policies;
    }

    public static void run() {
        System.out.printf(
                """
                B7: %d days of %d hours, %d seeds, simulated; each policy meets the same patients with the same luck.
                Answered 38–55 %% by hour, talk %.0f s, write-up %.0f s, ringing at most %.0f s.
                "order": likely answers first, as zero-abandon and capped have it too but for "due order": lists choose.
                "calling away": now and then a nurse is called away from her write-up, which Aftercall never does.
                Medians; the worst window is the worst of all seeds.%n\
                """,
                DAYS, Town.CLOSES - Town.OPENS, SEEDS, Town.TALK, Town.WRAP_UP, Town.RING);
        var inDueOrder = Ratios.atLeast("B7 zero-abandon, due order,", 0.95);
        var zero = Ratios.atLeast("B7 zero-abandon", 0.95);
        var capped = Ratios.atLeast("B7 capped", 0.97);
        var zeroAway = Ratios.atLeast("B7 zero-abandon, calling away,", 0.95);
        var cappedAway = Ratios.atLeast("B7 capped, calling away,", 0.97);
        var verdicts = new ArrayList<String>();
        double worst = 0;
        int abandoned = 0;
        for (int nurses : NURSES) {
            var outcomes = outcomes(nurses);
            print(nurses, outcomes);
            var reference = of(outcomes, REFERENCE);
            verdicts.add(verdict(ZERO, 0.95, nurses, of(outcomes, ZERO), reference, zero));
            verdicts.add(verdict(CAPPED, 0.97, nurses, of(outcomes, CAPPED), reference, capped));
            compare(of(outcomes, ZERO + DUE_ORDER), reference, inDueOrder);
            compare(of(outcomes, ZERO + CALLING_AWAY), reference, zeroAway);
            compare(of(outcomes, CAPPED + CALLING_AWAY), reference, cappedAway);
            for (var o : of(outcomes, CAPPED)) {
                worst = Math.max(worst, o.worstWindow());
            }
            for (var o : of(outcomes, ZERO)) {
                abandoned += o.calls().abandoned();
            }
        }
        System.out.println(zeroAway.verdict());
        System.out.println(cappedAway.verdict());
        verdicts.forEach(System.out::println);
        System.out.printf(
                Locale.ROOT,
                "B7 zero-abandon abandoned %d, goal = 0: goal %s%n",
                abandoned,
                abandoned == 0 ? "met" : "missed");
        System.out.printf(
                Locale.ROOT,
                "B7 capped worst 30-minute window %.2f %%, goal ≤ 1.0 %%: goal %s%n",
                worst * 100,
                worst <= CAP ? "met" : "missed");
        System.out.println(inDueOrder.verdict());
        System.out.println(zero.verdict());
        System.out.println(capped.verdict());
    }

    private static List<Outcome> of(Map<String, List<Outcome>> outcomes, String policy) {
        return Objects.requireNonNull(outcomes.get(policy));
    }

    private static Map<String, List<Outcome>> outcomes(int nurses) {
        var outcomes = new LinkedHashMap<String, List<Outcome>>();
        for (int seed = 1; seed <= SEEDS; seed++) {
            for (var policy : policies().entrySet()) {
                outcomes.computeIfAbsent(policy.getKey(), _ -> new ArrayList<>())
                        .add(Simulation.run(policy.getValue(), nurses, DAYS, seed));
            }
        }
        return outcomes;
    }

    private static void print(int nurses, Map<String, List<Outcome>> outcomes) {
        System.out.printf(
                "%n%-26s %12s %9s %9s %12s %11s %9s%n",
                nurses + " nurses",
                "talk min/h",
                "ratio",
                "abandoned",
                "worst 30 min",
                "interrupted",
                "idle");
        double reference = median(of(outcomes, REFERENCE), Outcome::talkMinutes);
        outcomes.forEach((policy, of) ->
                System.out.printf(
                        Locale.ROOT,
                        "%-26s %12.1f %9.3f %7.2f %% %10.2f %% %9.1f %% %7.1f %%%n",
                        policy,
                        median(of, Outcome::talkMinutes),
                        median(of, Outcome::talkMinutes) / reference,
                        100 * median(of, o -> o.calls().rate()),
                        100 * of.stream().mapToDouble(Outcome::worstWindow).max().orElseThrow(),
                        100 * median(of, Outcome::interruptedRate),
                        100 * median(of, Outcome::idle)));
    }

    private static String verdict(
            String policy,
            double goal,
            int nurses,
            List<Outcome> ours,
            List<Outcome> reference,
            Ratios all) {
        var ratios = Ratios.atLeast("B7 " + policy + ", " + nurses + " nurses,", goal);
        compare(ours, reference, ratios);
        compare(ours, reference, all);
        return ratios.verdict();
    }

    private static void compare(List<Outcome> ours, List<Outcome> reference, Ratios ratios) {
        for (int i = 0; i < ours.size(); i++) {
            ratios.add(ours.get(i).talkMinutes(), reference.get(i).talkMinutes());
        }
    }

    private static double median(List<Outcome> of, ToDoubleFunction<Outcome> value) {
        return Ratios.quantile(of.stream().mapToDouble(value).sorted().boxed().toList(), 0.5);
    }
}
