package org.aftercall.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Collects ratios of rounds that ran side by side, and says how they came out. */
public final class Ratios {
    private final String name;
    private final double goal;
    private final boolean more;
    private final List<Double> ratios = new ArrayList<>();

    /**
     * @param goal the highest median that is good enough
     */
    public Ratios(String name, double goal) {
        this(name, goal, false);
    }

    private Ratios(String name, double goal, boolean more) {
        this.name = name;
        this.goal = goal;
        this.more = more;
    }

    /** Where more is better: the goal is the lowest median that is good enough. */
    public static Ratios atLeast(String name, double goal) {
        return new Ratios(name, goal, true);
    }

    public void add(double ours, double limit) {
        ratios.add(ours / limit);
    }

    public double median() {
        return quantile(ratios.stream().sorted().toList(), 0.5);
    }

    /** {@code 1.12 (1.05–1.20) n=7}. */
    public String range() {
        var sorted = ratios.stream().sorted().toList();
        return String.format(
                Locale.ROOT,
                "%.2f (%.2f–%.2f) n=%d",
                median(),
                sorted.getFirst(),
                sorted.getLast(),
                sorted.size());
    }

    /** Whether the median is good enough. */
    public boolean met() {
        return more ? median() >= goal : median() <= goal;
    }

    /** {@code B4 ratio 1.12 (1.05–1.20) n=7, goal ≤ 1.3: goal met}. */
    public String verdict() {
        return String.format(
                Locale.ROOT,
                "%s ratio %s, goal %s %s: goal %s",
                name,
                range(),
                more ? "≥" : "≤",
                goal,
                met() ? "met" : "missed");
    }

    /** Of sorted values, the one below which this share of them lies. */
    public static double quantile(List<Double> sorted, double share) {
        double at = share * (sorted.size() - 1);
        int below = (int) at;
        int above = Math.min(below + 1, sorted.size() - 1);
        return sorted.get(below) + (at - below) * (sorted.get(above) - sorted.get(below));
    }
}
