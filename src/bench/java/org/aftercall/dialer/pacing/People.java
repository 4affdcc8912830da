package org.aftercall.dialer.pacing;

import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/** The patients of a simulation; who they are depends on the seed, the patient and the attempt. */
interface People {
    Town.Attempt attempt(int patient, int number);

    /** Chance that the patient answers at each hour of the window. */
    double[] truth(int patient);

    /** The same as the house has learned it. */
    double[] learned(int patient);

    /** What the house knows of everybody at that hour. */
    double known(int hour);

    /** What the house has measured in the past, of other people like these. */
    default Spans history(ToDoubleFunction<Town.Attempt> of) {
        var seconds = new double[5000];
        for (int i = 0; i < seconds.length; i++) {
            seconds[i] = of.applyAsDouble(attempt(-1 - i, 0));
        }
        return Spans.of(seconds);
    }

    static SplittableRandom chance(long seed, int patient, int number) {
        return new SplittableRandom(
                new SplittableRandom(seed * 31 + patient).nextLong() * 31 + number);
    }

    static double lognormal(SplittableRandom chance, double mean, double sigma) {
        return Math.exp(Math.log(mean) - sigma * sigma / 2 + sigma * chance.nextGaussian());
    }
}
