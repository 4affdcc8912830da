package org.aftercall.dialer.pacing;

import java.util.ArrayDeque;

/**
 * Counts answered and abandoned calls and keeps the worst thirty minutes. A call counts as answered
 * at once, and as abandoned when its two seconds are over.
 */
final class Gauge {
    private static final double WINDOW = 1800;

    private final ArrayDeque<Double> answered = new ArrayDeque<>();
    private final ArrayDeque<Double> abandoned = new ArrayDeque<>();
    private Tally all = Tally.NONE;
    private Tally day = Tally.NONE;
    private Tally halfHour = Tally.NONE;
    private double halfHourFrom;
    private double worst;

    void open(double now) {
        close();
        answered.clear();
        abandoned.clear();
        day = Tally.NONE;
        halfHourFrom = now;
    }

    /** Calls of the half hour before, evenly spread over it. */
    void before(Tally calls, double now) {
        for (int i = 0; i < calls.answered(); i++) {
            answered.add(now - WINDOW + WINDOW * (i + 0.5) / calls.answered());
        }
        for (int i = 0; i < calls.abandoned(); i++) {
            abandoned.add(now - WINDOW + WINDOW * (i + 0.5) / calls.abandoned());
        }
    }

    void answered(double now) {
        turn(now);
        answered.add(now);
        count(1, 0);
    }

    void abandoned(double now) {
        turn(now);
        abandoned.add(now);
        count(0, 1);
        window(now);
    }

    /** The running window; reading it is what makes its worst known. */
    Tally window(double now) {
        turn(now);
        while (!answered.isEmpty() && answered.peek() <= now - WINDOW) {
            answered.remove();
        }
        while (!abandoned.isEmpty() && abandoned.peek() <= now - WINDOW) {
            abandoned.remove();
        }
        // An abandoned call may be two seconds younger than its answer.
        var window = new Tally(Math.max(answered.size(), abandoned.size()), abandoned.size());
        worst = Math.max(worst, window.rate());
        return window;
    }

    Tally day() {
        return day;
    }

    Tally all() {
        return all;
    }

    double worst() {
        close();
        return worst;
    }

    private void turn(double now) {
        while (now >= halfHourFrom + WINDOW) {
            close();
            halfHourFrom += WINDOW;
        }
    }

    private void close() {
        worst = Math.max(worst, halfHour.rate());
        halfHour = Tally.NONE;
    }

    private void count(int more, int lost) {
        all = new Tally(all.answered() + more, all.abandoned() + lost);
        day = new Tally(day.answered() + more, day.abandoned() + lost);
        int answers = halfHour.answered() + more;
        int lostNow = halfHour.abandoned() + lost;
        halfHour = new Tally(Math.max(answers, lostNow), lostNow);
    }
}
