package org.aftercall.recording.web;

import java.util.List;
import org.aftercall.recording.Profile;
import org.aftercall.recording.Profiles;
import org.aftercall.recording.media.Bleep;

/**
 * Both sides as a screen draws them: 0 to 255 of full scale. A talk of hours comes in fewer points,
 * each the loudest of those it stands for.
 *
 * @param left the nurse
 */
record Waveform(int perSecond, int[] left, int[] right) {
    private static final int MOST_POINTS = 36_000;

    /** Finer than any pause that is worth skipping. */
    private static final int[] STEPS = {1, 2, 5, 10};

    /**
     * @param bleeps where a tone is heard instead of what is there
     */
    static Waveform of(Profiles both, List<Bleep> bleeps) {
        int length = Math.max(both.nurse().peaks().length, both.patient().peaks().length);
        int step = STEPS[STEPS.length - 1];
        for (int i = STEPS.length - 1; i >= 0 && length / STEPS[i] <= MOST_POINTS; i--) {
            step = STEPS[i];
        }
        return new Waveform(
                both.perSecond() / step,
                side(both, both.nurse(), bleeps, step),
                side(both, both.patient(), bleeps, step));
    }

    private static int[] side(Profiles both, Profile side, List<Bleep> bleeps, int step) {
        var peaks = Bleep.drawn(side.peaks(), both.perSecond(), bleeps);
        var points = new int[(peaks.length + step - 1) / step];
        for (int i = 0; i < peaks.length; i++) {
            points[i / step] = Math.max(points[i / step], peaks[i] & 0xff);
        }
        return points;
    }
}
