package org.aftercall.dialer.pacing;

/**
 * A way of deciding how many numbers to dial now. It holds no state: what it wants to remember it
 * hands out, and is given back with the next question.
 */
public sealed interface Pacing
        permits Preview, Progressive, FixedRatio, Adapt, Predictive, Capped, ZeroAbandon {
    /**
     * @param dial new numbers to ring at once, never negative
     * @param memory for the next question
     */
    record Order(int dial, Memory memory) {}

    /**
     * What a policy remembers.
     *
     * @param level its gauge; what it means is the policy's own
     * @param since when the gauge was last set, in seconds; NaN when never
     * @param idle sum of free nurses less waiting patients, over the questions since then
     * @param asked questions since then
     */
    record Memory(double level, double since, double idle, int asked) {
        public static final Memory NONE = new Memory(Double.NaN, Double.NaN, 0, 0);

        boolean fresh() {
            return Double.isNaN(since);
        }
    }

    Order decide(Floor floor, Memory memory);

    /**
     * Whether an answered patient may take a nurse away from her write-up when nobody is free: the
     * form stays as it is and she goes on with it after the talk.
     */
    default boolean mayInterrupt() {
        return false;
    }

    /** Whether those who are likely to answer at this hour are called first. */
    default boolean byAnswerChance() {
        return false;
    }

    /** Whether a nurse reads the profile before the telephone rings. */
    default boolean readsFirst() {
        return false;
    }
}
