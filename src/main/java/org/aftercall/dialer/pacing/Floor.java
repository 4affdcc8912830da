package org.aftercall.dialer.pacing;

import java.util.List;

/**
 * What is known at the moment of a decision. All times are seconds.
 *
 * @param at since any fixed moment; only differences matter
 * @param free nurses who are ready and have no patient
 * @param talking nurses with a patient on the line
 * @param wrapping for each nurse who writes up her last talk, how long she has been at it
 * @param ringing for each telephone that rings, how long it has rung
 * @param waiting patients who answered and have no nurse yet
 * @param answerChance learned: that whoever is next in order answers
 * @param untilAnswer learned: from dialing to answer, of those who answer
 * @param wrapUp learned: from hang-up to ready
 * @param window calls of the last thirty minutes
 * @param day calls since the day began
 */
public record Floor(
        double at,
        int free,
        int talking,
        List<Double> wrapping,
        List<Double> ringing,
        int waiting,
        double answerChance,
        Spans untilAnswer,
        Spans wrapUp,
        Tally window,
        Tally day) {
    public Floor {
        if (!(answerChance >= 0 && answerChance <= 1)) {
            throw new IllegalArgumentException("Not a chance: " + answerChance);
        }
        wrapping = List.copyOf(wrapping);
        ringing = List.copyOf(ringing);
    }

    int nurses() {
        return free + talking + wrapping.size();
    }

    /** Lines that are taken or may be any moment. */
    int lines() {
        return ringing.size() + waiting + talking;
    }
}
