package org.aftercall.dialer.pacing;

import java.util.Arrays;

/**
 * How long something lasts, learned from how long it lasted: a survival curve in steps of one
 * second.
 */
public final class Spans {
    private static final int LONGEST = 1800;

    /** Share that lasts longer than so many seconds. */
    private final double[] longer;

    private final double mean;

    private Spans(double[] longer, double mean) {
        this.longer = longer;
        this.mean = mean;
    }

    /**
     * @param seconds each observed length; what lasts over half an hour counts as half an hour
     */
    public static Spans of(double... seconds) {
        if (seconds.length == 0) {
            throw new IllegalArgumentException("Nothing can be learned from no observation");
        }
        var sorted = seconds.clone();
        Arrays.sort(sorted);
        if (!(sorted[0] >= 0)) {
            throw new IllegalArgumentException("A length of time is not negative: " + sorted[0]);
        }
        var longer = new double[LONGEST + 1];
        int ended = 0;
        for (int s = 0; s <= LONGEST; s++) {
            while (ended < sorted.length && sorted[ended] <= s) {
                ended++;
            }
            longer[s] = 1 - (double) ended / sorted.length;
        }
        return new Spans(longer, Arrays.stream(sorted).average().orElseThrow());
    }

    public double mean() {
        return mean;
    }

    /** Share that is over after so many seconds. */
    double over(double after) {
        return 1 - longer(after);
    }

    /** Chance that what has lasted so long ends within so many seconds more. */
    double endsWithin(double lasted, double more) {
        var now = longer(lasted);
        // It has lasted longer than anything we know: any moment now.
        return now <= 0 ? 1 : 1 - longer(lasted + more) / now;
    }

    private double longer(double seconds) {
        if (seconds >= LONGEST) {
            return 0;
        }
        int below = (int) seconds;
        double share = seconds - below;
        return longer[below] * (1 - share) + longer[below + 1] * share;
    }
}
