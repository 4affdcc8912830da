package org.aftercall.recording;

import org.aftercall.call.Call;
import org.aftercall.recording.media.Side;
import org.jspecify.annotations.Nullable;

/**
 * A recording on which only one of the two is heard, and what it probably comes from.
 *
 * @param silent who is not heard
 */
public record OneSided(Side silent, Cause cause) {
    /** Line noise of an idle telephone line stays below this; any voice is above it. */
    private static final float AUDIBLE_DBFS = -66f;

    /**
     * Less than this in a whole talk is a click, a breath or a ringing tone, and nobody who speaks.
     */
    private static final int LEAST_SPEECH_MS = 300;

    private static final int LEAST_TALK_MS = 10_000;

    /** Probably. */
    public enum Cause {
        /** She had muted herself when the talk ended. */
        NURSE_MUTED,
        /** Nothing came from her microphone: wrong device, no permission, unplugged. */
        NURSE_MICROPHONE,
        /** No sound came in over the trunk, though packets were counted: his own microphone. */
        PATIENT_MICROPHONE,
        /** No sound came in over the trunk at all: look at its media path, firewall or NAT. */
        TRUNK_MEDIA
    }

    private static boolean speaks(Profile side) {
        int loud = 0;
        for (byte peak : side.peaks()) {
            loud += peak == 0 ? 0 : 1;
        }
        int ms = 1000 / Profile.PER_SECOND;
        // A voice that is soft all the time has no loud moment at all.
        boolean click =
                loud > 0
                        && loud * ms < LEAST_SPEECH_MS
                        && side.peaks().length * ms >= LEAST_TALK_MS;
        return side.peakDbfs() >= AUDIBLE_DBFS && !click;
    }

    /**
     * @param trunkHeard whether packets of the patient were counted
     */
    static @Nullable OneSided of(Profiles profiles, Call call, boolean trunkHeard) {
        boolean nurse = speaks(profiles.nurse());
        boolean patient = speaks(profiles.patient());
        if (nurse == patient) {
            return null;
        }
        if (!nurse) {
            return new OneSided(
                    Side.NURSE, call.muted() ? Cause.NURSE_MUTED : Cause.NURSE_MICROPHONE);
        }
        return new OneSided(
                Side.PATIENT, trunkHeard ? Cause.PATIENT_MICROPHONE : Cause.TRUNK_MEDIA);
    }
}
