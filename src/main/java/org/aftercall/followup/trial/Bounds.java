package org.aftercall.followup.trial;

/**
 * A figure with the bounds of its 95 % confidence interval.
 *
 * @param value as it was counted
 */
public record Bounds(double value, double low, double high) {
    /** The 97.5 % point of the normal distribution. */
    static final double Z = 1.959963984540054;

    /**
     * So many of so many, with Wilson's score interval (1927), which also holds for few and for
     * none.
     *
     * @param of at least 1
     */
    public static Bounds share(int hits, int of) {
        double p = (double) hits / of;
        double z2 = Z * Z;
        double middle = (p + z2 / (2 * of)) / (1 + z2 / of);
        double half = Z / (1 + z2 / of) * Math.sqrt(p * (1 - p) / of + z2 / (4.0 * of * of));
        return new Bounds(p, Math.max(0, middle - half), Math.min(1, middle + half));
    }

    /**
     * How much larger the share of the second is: Newcombe's hybrid score interval (1998, method
     * 10).
     */
    public static Bounds difference(int hitsA, int ofA, int hitsB, int ofB) {
        var a = share(hitsA, ofA);
        var b = share(hitsB, ofB);
        double d = b.value - a.value;
        return new Bounds(
                d,
                d - Math.hypot(b.value - b.low, a.high - a.value),
                d + Math.hypot(b.high - b.value, a.value - a.low));
    }

    /**
     * A mean, with Student's interval.
     *
     * @param of at least 2 numbers
     */
    public static Bounds mean(Sample of) {
        double half = student(of.size() - 1.0) * Math.sqrt(of.variance() / of.size());
        return new Bounds(of.mean(), of.mean() - half, of.mean() + half);
    }

    /** How much larger the mean of the second is: Welch's interval (1947). */
    public static Bounds difference(Sample a, Sample b) {
        double va = a.variance() / a.size();
        double vb = b.variance() / b.size();
        double d = b.mean() - a.mean();
        if (va + vb == 0) {
            return new Bounds(d, d, d);
        }
        double freedom =
                (va + vb) * (va + vb) / (va * va / (a.size() - 1) + vb * vb / (b.size() - 1));
        double half = student(freedom) * Math.sqrt(va + vb);
        return new Bounds(d, d - half, d + half);
    }

    /**
     * The 97.5 % point of Student's distribution by the expansion of Fisher and Cornish (1960);
     * right to a tenth of a percent from four degrees of freedom, exact for one and two.
     */
    static double student(double freedom) {
        if (freedom < 1.5) {
            return 12.706204736;
        }
        if (freedom < 2.5) {
            return 4.302652730;
        }
        double z = Z;
        double z3 = z * z * z;
        double z5 = z3 * z * z;
        double z7 = z5 * z * z;
        double z9 = z7 * z * z;
        return z
                + (z3 + z) / (4 * freedom)
                + (5 * z5 + 16 * z3 + 3 * z) / (96 * Math.pow(freedom, 2))
                + (3 * z7 + 19 * z5 + 17 * z3 - 15 * z) / (384 * Math.pow(freedom, 3))
                + (79 * z9 + 776 * z7 + 1482 * z5 - 1920 * z3 - 945 * z)
                        / (92160 * Math.pow(freedom, 4));
    }
}
