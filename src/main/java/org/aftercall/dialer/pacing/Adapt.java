package org.aftercall.dialer.pacing;

/**
 * The rule that VICIdial publishes as ADAPT_HARD_LIMIT, in our own words and code, as a peer to
 * compare with.
 *
 * <p>Lines in use are kept at active agents × dial level. Every 15 seconds the level moves by the
 * average difference between agents waiting for calls and calls waiting for agents in those 15
 * seconds, less the difference aimed at, per active agent. The intensity makes each rise greater
 * and each fall smaller by so many percent. Once the drops of the day are over the limit,
 * aggressive dialing is off until they are under it again. The level never leaves 1.0 … the
 * maximum. Agents who write up a call are paused there and do not count.
 *
 * <p>The document names these steps, not their equations; the step per active agent is our reading.
 *
 * @see <a href="https://github.com/inktel/Vicidial/blob/master/docs/PREDICTIVE.txt">VICIDIAL,
 *     PREDICTIVE Summary and Overview, 2006-08-29</a>
 * @see <a href="https://www.vicidial.org/VICIDIALforum/viewtopic.php?f=4&amp;t=36910">M. Florell on
 *     the intensity modifier: with +10, 2.0→3.0 becomes 3.1 and 3.0→2.0 becomes 2.1</a>
 * @param dropLimit share of the day's answered calls, its default 0.03
 * @param maximum highest level, its default 3.0
 * @param intensity percent, −40 … 40, its default 0
 * @param aim calls waiting (positive) or agents waiting (negative) aimed at, its default 0
 */
public record Adapt(double dropLimit, double maximum, int intensity, int aim) implements Pacing {
    private static final double ROUND = 15;

    /** With the defaults of its campaign screen. */
    public Adapt() {
        this(0.03, 3.0, 0, 0);
    }

    @Override
    public Order decide(Floor floor, Memory memory) {
        int active = floor.free() + floor.talking();
        var next = memory;
        if (memory.fresh()) {
            next = new Memory(1, floor.at(), 0, 0);
        } else if (floor.at() - memory.since() >= ROUND && memory.asked() > 0) {
            double level = next(memory, active, floor.day());
            next = new Memory(level, floor.at(), 0, 0);
        }
        next =
                new Memory(
                        next.level(),
                        next.since(),
                        next.idle() + floor.free() - floor.waiting(),
                        next.asked() + 1);
        int wanted = (int) Math.floor(active * next.level() + 1e-9);
        return new Order(Math.max(0, wanted - floor.lines()), next);
    }

    private double next(Memory memory, int active, Tally day) {
        if (day.rate() > dropLimit) {
            return 1;
        }
        double difference = memory.idle() / memory.asked() + aim;
        return moved(memory.level(), difference / Math.max(1, active));
    }

    /** The level after a wish to move it by so much. */
    double moved(double level, double by) {
        double eager = by > 0 ? 1 + intensity / 100.0 : 1 - intensity / 100.0;
        return Math.clamp(level + by * eager, 1, maximum);
    }
}
