package org.aftercall.followup.trial;

/**
 * When a new wording has to be given up because it finds fewer alarms than the one before it.
 *
 * <p>It is looked at after every talk, so an ordinary test would sooner or later cry wolf. The rule
 * is the mixture sequential probability ratio test (Robbins 1970; for two shares: Johari, Koomen,
 * Pekelis, Walsh, "Always Valid Inference", Operations Research 70(3), 2022), which may be looked
 * at as often as one likes: the ratio of how likely the difference is if the wordings differ by
 * something drawn from a normal distribution of spread {@link #SPREAD}, to how likely it is if they
 * do not. At {@link #ENOUGH} or more, with fewer found by the new wording, it is given up. Where
 * both find the same, that happens in at most 2.5 % of comparisons, however long they run.
 */
public final class Stopping {
    /** The differences that matter: some ten in a hundred talks. */
    static final double SPREAD = 0.1;

    /** One over the 5 % of false alarms to either side. */
    public static final double ENOUGH = 20;

    /** Talks in each arm before it is looked at: with fewer a share says nothing. */
    public static final int LEAST = 50;

    private Stopping() {}

    /**
     * Patients of one arm who were reached.
     *
     * @param alarms in how many of them anything was found
     * @param reached how many there are
     */
    public record Found(int alarms, int reached) {
        public Found {
            if (alarms < 0 || alarms > reached) {
                throw new IllegalArgumentException(alarms + " of " + reached);
            }
        }

        private double share() {
            return (double) alarms / reached;
        }

        /** Of the share; one more of each kind is counted, so that none found is not certain. */
        private double variance() {
            double p = (alarms + 1.0) / (reached + 2.0);
            return p * (1 - p) / reached;
        }
    }

    /** How much more likely a difference is than none; 1 where there is not enough to tell. */
    public static double ratio(Found usual, Found fresh) {
        if (usual.reached() < LEAST || fresh.reached() < LEAST) {
            return 1;
        }
        double s = usual.variance() + fresh.variance();
        double t = SPREAD * SPREAD;
        double d = usual.share() - fresh.share();
        return Math.sqrt(s / (s + t)) * Math.exp(d * d * t / (2 * s * (s + t)));
    }

    /** Whether the new wording has to be given up now. */
    public static boolean findsFewer(Found usual, Found fresh) {
        return usual.reached() >= LEAST
                && fresh.reached() >= LEAST
                && fresh.share() < usual.share()
                && ratio(usual, fresh) >= ENOUGH;
    }
}
