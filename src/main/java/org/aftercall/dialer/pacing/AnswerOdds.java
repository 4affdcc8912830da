package org.aftercall.dialer.pacing;

/**
 * How likely a call at an hour of the day is answered, learned from a hospital's own calls. Each
 * hour starts at the average of all hours and moves away from it as calls come in.
 */
public final class AnswerOdds {
    /** So many calls of the average hour does one hour start with. */
    private static final double WEIGHT = 30;

    /** Before the first call of all. */
    private static final double UNKNOWN = 0.4;

    private final double[] chance = new double[24];

    /**
     * @param dialed calls that rang, by hour of the day in the patient's zone, 24 numbers
     * @param answered those somebody answered
     */
    public AnswerOdds(int[] dialed, int[] answered) {
        double all = WEIGHT;
        double good = WEIGHT * UNKNOWN;
        for (int hour = 0; hour < 24; hour++) {
            if (answered[hour] < 0 || answered[hour] > dialed[hour]) {
                throw new IllegalArgumentException(
                        "Hour " + hour + ": " + answered[hour] + " of " + dialed[hour]);
            }
            all += dialed[hour];
            good += answered[hour];
        }
        for (int hour = 0; hour < 24; hour++) {
            chance[hour] = (answered[hour] + WEIGHT * good / all) / (dialed[hour] + WEIGHT);
        }
    }

    /**
     * @param hour 0 … 23
     */
    public double at(int hour) {
        return chance[hour];
    }
}
