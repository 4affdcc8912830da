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

    /**
     * @param trunkHeard whether packets of the patient were counted
     */
    static @Nullable OneSided of(Profiles profiles, Call call, boolean trunkHeard) {
        boolean nurse = profiles.nurse().peakDbfs() >= AUDIBLE_DBFS;
        boolean patient = profiles.patient().peakDbfs() >= AUDIBLE_DBFS;
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
