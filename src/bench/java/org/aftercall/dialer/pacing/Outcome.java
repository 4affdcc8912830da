package org.aftercall.dialer.pacing;

/**
 * What a simulated campaign came to.
 *
 * @param talkMinutes per nurse and hour
 * @param dialed numbers rung
 * @param calls answered and abandoned
 * @param worstWindow highest abandon rate that the gauge of the running thirty minutes ever showed,
 *     or a clock half-hour ended with
 * @param interrupted answers that called a nurse away from her write-up
 * @param answerRate share of the numbers rung
 * @param idle share of the nurses' time in which they waited for a patient
 * @param last calls of the thirty minutes before its end
 */
record Outcome(
        double talkMinutes,
        int dialed,
        Tally calls,
        double worstWindow,
        int interrupted,
        double answerRate,
        double idle,
        Tally last) {
    double interruptedRate() {
        return calls.answered() == 0 ? 0 : (double) interrupted / calls.answered();
    }
}
