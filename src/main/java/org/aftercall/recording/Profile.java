package org.aftercall.recording;

/**
 * What one side looks like.
 *
 * @param peaks the loudest sample of each {@link #PER_SECOND}th of a second, 0 to 255 of full scale
 * @param peakDbfs the loudest sample in dB below full scale; {@link #SILENCE} for none
 * @param rmsDbfs the mean level
 */
public record Profile(byte[] peaks, float peakDbfs, float rmsDbfs) {
    public static final int PER_SECOND = 50;

    /** Below what 16 bits can hold. */
    public static final float SILENCE = -100f;
}
