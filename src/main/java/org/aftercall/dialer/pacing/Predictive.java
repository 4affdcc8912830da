package org.aftercall.dialer.pacing;

/**
 * Dials so many that of those who answer the target share is abandoned in the long run; the
 * reference of our comparisons. No window of it is safe: some are far above the target.
 *
 * <p>What it risks with a call starts at the target and is corrected once a minute by what came of
 * it that day, so that it uses the target up rather than staying below it.
 *
 * @param target share of the answered calls, 0.03 where the FTC and (until 2017) Ofcom draw the
 *     line
 * @param byAnswerChance whether those likely to answer are called first
 */
public record Predictive(double target, boolean byAnswerChance) implements Pacing {
    private static final double ROUND = 60;

    public Predictive(double target) {
        this(target, false);
    }

    @Override
    public Order decide(Floor floor, Memory memory) {
        var next = memory;
        if (memory.fresh()) {
            next = new Memory(target, floor.at(), 0, 0);
        } else if (floor.at() - memory.since() >= ROUND) {
            next = new Memory(corrected(memory.level(), floor.day()), floor.at(), 0, 0);
        }
        return new Order(Overflow.callsWithin(floor, next.level(), Integer.MAX_VALUE), next);
    }

    private double corrected(double risk, Tally day) {
        // A few calls say little: the rate is read as if the target had been kept for 50 more.
        double rate = (day.abandoned() + 50 * target) / (day.answered() + 50);
        return Math.clamp(risk * (1 + 0.1 * (target - rate) / target), target / 20, 0.5);
    }
}
