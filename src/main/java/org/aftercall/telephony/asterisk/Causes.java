package org.aftercall.telephony.asterisk;

import org.aftercall.telephony.LineResult;

/**
 * The one table from the network's cause to a line's result. Causes are those of ITU-T Q.850; SIP
 * answers become causes in Asterisk (486 is 17, 404 is 1, 503 is 34, 403 and 603 are 21, 480 is
 * 19).
 */
final class Causes {
    private Causes() {}

    /**
     * @param rang whether the far telephone may have rung
     * @param byThem whether the far side ended it; otherwise we did, or our clock
     */
    static LineResult result(int q850, boolean answered, boolean rang, boolean byThem) {
        if (answered) {
            return LineResult.ANSWERED;
        }
        return switch (q850) {
            // Normal clearing before an answer: we hung up, or the network gave up ringing.
            case 0, 16 ->
                    byThem
                            ? (rang ? LineResult.NO_ANSWER : LineResult.TECHNICAL)
                            : LineResult.CANCELLED;
            case 1, 22, 28 -> LineResult.INVALID_NUMBER;
            case 17 -> LineResult.BUSY;
            // 19 is also what our own clock gives. When nothing ever rang, the trunk was mute.
            case 18, 19 -> rang || byThem ? LineResult.NO_ANSWER : LineResult.TECHNICAL;
            case 20, 26 -> LineResult.NO_ANSWER;
            case 21 -> LineResult.REJECTED;
            case 2, 3, 27, 34, 38, 41, 42, 43, 44, 46, 47 -> LineResult.CONGESTION;
            case 31, 127 -> rang ? LineResult.NO_ANSWER : LineResult.TECHNICAL;
            default -> LineResult.TECHNICAL;
        };
    }

    /** For the books, which do not note the ringing: what a result says of it, doubt means yes. */
    static boolean mayHaveRung(LineResult result) {
        return switch (result) {
            case ANSWERED, NO_ANSWER, REJECTED, TECHNICAL, CANCELLED -> true;
            case BUSY, INVALID_NUMBER, CONGESTION -> false;
        };
    }
}
