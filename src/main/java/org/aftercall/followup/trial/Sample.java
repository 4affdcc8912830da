package org.aftercall.followup.trial;

import java.util.List;

/** Numbers that were measured, as far as their mean and spread go. */
public record Sample(int size, double mean, double variance) {
    public static Sample of(List<Double> numbers) {
        int n = numbers.size();
        double mean = numbers.stream().mapToDouble(d -> d).average().orElse(0);
        double squares = numbers.stream().mapToDouble(d -> (d - mean) * (d - mean)).sum();
        return new Sample(n, mean, n < 2 ? 0 : squares / (n - 1));
    }
}
