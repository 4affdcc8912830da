package org.aftercall.dialer.pacing;

import org.aftercall.worklist.Mode;

/**
 * The ways of pacing that a worklist has, as it is set up and as the simulator knows them.
 *
 * @param cap of a predictive list, in percent; the others have none
 */
public record FloorPolicy(String name, Mode mode, double cap) {
    public static final FloorPolicy PREVIEW = new FloorPolicy("preview", Mode.PREVIEW, 1);
    public static final FloorPolicy PROGRESSIVE =
            new FloorPolicy("progressive", Mode.PROGRESSIVE, 1);
    public static final FloorPolicy CAPPED = new FloorPolicy("capped 1 %", Mode.PREDICTIVE, 1);
    public static final FloorPolicy PEER = new FloorPolicy("predictive 3 %", Mode.PREDICTIVE, 3);

    /** Longer than the half hour that counts, so that its beginning is forgotten. */
    private static final int EARLIER = 3600;

    /** More than a nurse can call. */
    private static final double SECONDS_EACH = 4;

    /**
     * What the simulator says of it.
     *
     * @param talk share of the nurses' time, 0 to 1
     */
    public record Simulated(double talk, Tally calls) {}

    /** The half hour before, as the simulator has it of other people. */
    public Tally halfHourBefore(long seed, int nurses) {
        return run(new FloorPeople(~seed), nurses, EARLIER, Tally.NONE).last();
    }

    public Simulated simulated(FloorPeople people, int nurses, int seconds, Tally before) {
        var outcome = run(people, nurses, seconds, before);
        return new Simulated(outcome.talkMinutes() / 60, outcome.calls());
    }

    /** So many patients are enough. */
    public static int due(int nurses, int seconds) {
        return (int) (nurses * seconds / SECONDS_EACH) + 100;
    }

    private Outcome run(FloorPeople people, int nurses, int seconds, Tally before) {
        return Simulation.run(pacing(), people, nurses, seconds, due(nurses, seconds), before);
    }

    private Pacing pacing() {
        return switch (mode) {
            case MANUAL, PREVIEW -> new Preview();
            case PROGRESSIVE -> new Progressive();
            // As the dialer asks it: nobody is called away from her write-up.
            case PREDICTIVE -> new Capped(cap / 100, 0);
        };
    }
}
