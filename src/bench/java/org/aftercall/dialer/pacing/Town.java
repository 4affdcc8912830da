package org.aftercall.dialer.pacing;

import java.util.SplittableRandom;

/**
 * The patients of a simulation: whether, when and for how long each of them would talk is drawn
 * from the seed, the patient and the number of the attempt alone, so that every policy meets the
 * same people.
 *
 * <p>Figures: answered 38–55 % by hour, persons and their parts of the day differ (standard
 * deviation 1.0 in log odds); answer after 2 s + lognormal, mean 9 s; a quarter of the failures is
 * known after 5 s (busy, switched off), the others ring 30 s; talk lognormal, mean 280 s; write-up
 * lognormal, mean 70 s; reading a profile lognormal, mean 25 s. What has been learned of a person
 * correlates 0.4 with the truth.
 */
final class Town implements People {
    static final int OPENS = 9;
    static final int CLOSES = 20;
    static final double RING = 30;
    static final double TALK = 280;
    static final double WRAP_UP = 70;
    static final double READING = 25;
    private static final double[] BY_HOUR = {
        0.42, 0.48, 0.50, 0.45, 0.38, 0.40, 0.42, 0.45, 0.50, 0.55, 0.55
    };
    private static final double PERSON = 0.6;
    private static final double PART_OF_DAY = 0.8;
    private static final double CORRELATION = 0.4;

    private final long seed;

    Town(long seed) {
        this.seed = seed;
    }

    /**
     * What one attempt at one patient would bring.
     *
     * @param luck the call is answered when the chance at that hour is above it
     */
    record Attempt(
            double luck,
            double untilAnswer,
            double untilFailure,
            double talk,
            double wrapUp,
            double reading) {}

    @Override
    public Attempt attempt(int patient, int number) {
        var chance = chance(patient, number);
        return new Attempt(
                chance.nextDouble(),
                Math.min(RING - 0.5, 2 + People.lognormal(chance, 9, 0.6)),
                chance.nextDouble() < 0.25 ? 5 : RING,
                People.lognormal(chance, TALK, 0.7),
                People.lognormal(chance, WRAP_UP, 0.6),
                People.lognormal(chance, READING, 0.5));
    }

    @Override
    public double[] truth(int patient) {
        var leaning = leanings(patient);
        var truth = new double[BY_HOUR.length];
        for (int h = 0; h < truth.length; h++) {
            truth[h] = odds(BY_HOUR[h], leaning[part(h)]);
        }
        return truth;
    }

    /** Right on the average, blurred for each person. */
    @Override
    public double[] learned(int patient) {
        var leaning = leanings(patient);
        var chance = chance(patient, -2);
        // Shrunk, as a good estimate is: it varies less than the truth.
        double deviation = Math.sqrt(PERSON * PERSON + PART_OF_DAY * PART_OF_DAY);
        double blur = deviation * Math.sqrt(1 / (CORRELATION * CORRELATION) - 1);
        for (int part = 0; part < leaning.length; part++) {
            leaning[part] =
                    CORRELATION * CORRELATION * (leaning[part] + blur * chance.nextGaussian());
        }
        var learned = new double[BY_HOUR.length];
        for (int h = 0; h < learned.length; h++) {
            learned[h] = odds(BY_HOUR[h], leaning[part(h)]);
        }
        return learned;
    }

    @Override
    public double known(int hour) {
        return BY_HOUR[hour];
    }

    private double[] leanings(int patient) {
        var chance = chance(patient, -1);
        double person = PERSON * chance.nextGaussian();
        var leaning = new double[4];
        for (int part = 0; part < leaning.length; part++) {
            leaning[part] = person + PART_OF_DAY * chance.nextGaussian();
        }
        return leaning;
    }

    private SplittableRandom chance(int patient, int number) {
        return People.chance(seed, patient, number);
    }

    private static int part(int hour) {
        return hour < 3 ? 0 : hour < 5 ? 1 : hour < 9 ? 2 : 3;
    }

    private static double odds(double p, double leaning) {
        double odds = p / (1 - p) * Math.exp(leaning);
        return odds / (1 + odds);
    }
}
