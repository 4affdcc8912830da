package org.aftercall.dialer.pacing;

/**
 * Calls of a stretch of time.
 *
 * @param answered picked up by a live person, the abandoned ones among them
 * @param abandoned picked up, and no nurse within two seconds
 */
public record Tally(int answered, int abandoned) {
    public static final Tally NONE = new Tally(0, 0);

    public Tally {
        if (abandoned < 0 || abandoned > answered) {
            throw new IllegalArgumentException(
                    "Of " + answered + " answered calls " + abandoned + " cannot be abandoned");
        }
    }

    /** Share of the answered calls that was abandoned; 0 when nobody answered. */
    public double rate() {
        return answered == 0 ? 0 : (double) abandoned / answered;
    }
}
