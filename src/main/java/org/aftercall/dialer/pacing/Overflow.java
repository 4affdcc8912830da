package org.aftercall.dialer.pacing;

import java.util.Arrays;

/** How many patients may answer before a nurse is there for them. */
final class Overflow {
    /** Beyond so many at once nobody dials in one decision. */
    private static final int MOST = 200;

    private Overflow() {}

    /**
     * The greatest number of new calls for which, of all those expected to answer, the share that
     * finds no nurse stays within bounds.
     *
     * <p>Looked at is the moment when a call placed now is answered, on the average: until then
     * each ringing telephone is answered or not, each write-up is over or not, all on their own.
     * The expected overflow is exact under this (sums of two Poisson-binomials).
     *
     * @param share of those who answer, 0 … 1
     * @param most never more than this
     */
    static int callsWithin(Floor floor, double share, int most) {
        int limit = Math.min(most, MOST);
        if (limit <= 0) {
            return 0;
        }
        double ahead = floor.untilAnswer().mean();
        var ready = new Chances(floor.wrapping().size());
        for (double lasted : floor.wrapping()) {
            ready.add(floor.wrapUp().endsWithin(lasted, ahead));
        }
        int spoken = floor.ringing().size() + floor.waiting();
        var answers = new Chances(spoken + limit);
        for (int i = 0; i < floor.waiting(); i++) {
            answers.add(1);
        }
        double p = floor.answerChance();
        for (double rung : floor.ringing()) {
            double gone = floor.untilAnswer().over(rung);
            answers.add(p * (1 - gone) / Math.max(1e-9, 1 - p * gone));
        }
        int calls = 0;
        while (calls < limit) {
            answers.add(p);
            if (expected(answers, ready, floor.free()) > share * answers.mean()) {
                break;
            }
            calls++;
        }
        return calls;
    }

    private static double expected(Chances answers, Chances ready, int free) {
        double sum = 0;
        for (int d = free + 1; d <= answers.count; d++) {
            double weight = answers.of[d];
            if (weight < 1e-9) {
                continue;
            }
            for (int r = 0; r <= ready.count && r < d - free; r++) {
                sum += weight * ready.of[r] * (d - free - r);
            }
        }
        return sum;
    }

    /** Chance of each number of successes, of things that each succeed by themselves. */
    private static final class Chances {
        private double[] of;
        private int count;
        private double mean;

        Chances(int most) {
            of = new double[most + 1];
            of[0] = 1;
        }

        void add(double p) {
            if (count + 1 >= of.length) {
                of = Arrays.copyOf(of, count + 2);
            }
            count++;
            for (int k = count; k > 0; k--) {
                of[k] = of[k] * (1 - p) + of[k - 1] * p;
            }
            of[0] *= 1 - p;
            mean += p;
        }

        double mean() {
            return mean;
        }
    }
}
