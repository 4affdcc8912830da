package org.aftercall.dialer.pacing;

import java.util.Arrays;

/**
 * The patients of the bench on the real switchboard, and what their nurse does with each of them:
 * drawn from the seed and the patient alone, so that every way of pacing, real and simulated, meets
 * the same people. Everybody is called once. Times are seconds.
 */
public final class FloorPeople implements People {
    /** Share of those who are called. */
    public static final double ANSWER = 0.45;

    /** Means; log-normal with the deviations of {@link Town}. */
    public static final double TALK = 30;

    public static final double WRAP_UP = 8;
    public static final double READING = 5;

    /** After so long a telephone that nobody picks up is given up: the least a list allows. */
    public static final int RING = 10;

    /** Everybody of the simulated network picks up after the same time. */
    private static final double PICKS_UP = 2;

    /** Shares of those who do not answer; the rest rings out. */
    private static final double BUSY = 0.25;

    private static final double REJECTS = 0.15;

    private final long seed;

    public FloorPeople(long seed) {
        this.seed = seed;
    }

    /**
     * One of them.
     *
     * @param manner the last two digits of the number, which choose what the simulated network does
     */
    public record Person(boolean answers, int manner, double talk, double wrapUp, double reading) {}

    /**
     * @param n from 0; below it are those of whom the house has learned
     */
    public Person person(int n) {
        var chance = People.chance(seed, n, 0);
        var answers = chance.nextDouble() < ANSWER;
        double why = chance.nextDouble();
        return new Person(
                answers,
                answers ? (int) (why * 10) : why < BUSY ? 20 : why < BUSY + REJECTS ? 25 : 21,
                People.lognormal(chance, TALK, 0.7),
                People.lognormal(chance, WRAP_UP, 0.6),
                People.lognormal(chance, READING, 0.5));
    }

    @Override
    public Town.Attempt attempt(int patient, int number) {
        var person = person(patient);
        return new Town.Attempt(
                person.answers() ? 0 : 1,
                PICKS_UP,
                switch (person.manner()) {
                    case 20 -> 0.3;
                    case 25 -> 2;
                    default -> RING;
                },
                person.talk(),
                person.wrapUp(),
                person.reading());
    }

    @Override
    public double[] truth(int patient) {
        return learned(patient);
    }

    @Override
    public double[] learned(int patient) {
        var hours = new double[Town.CLOSES - Town.OPENS];
        Arrays.fill(hours, ANSWER);
        return hours;
    }

    @Override
    public double known(int hour) {
        return ANSWER;
    }
}
