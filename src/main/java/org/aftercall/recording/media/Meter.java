package org.aftercall.recording.media;

import java.io.ByteArrayOutputStream;
import org.aftercall.recording.Profile;

/** Watches the level of one side while its samples go by. */
final class Meter {
    private static final int WINDOW = Tape.RATE / Profile.PER_SECOND;

    private final ByteArrayOutputStream peaks = new ByteArrayOutputStream();
    private int inWindow;
    private int windowPeak;
    private int peak;
    private long count;
    private double squares;

    void hear(short sample) {
        int level = Math.abs((int) sample);
        windowPeak = Math.max(windowPeak, level);
        squares += (double) level * level;
        count++;
        if (++inWindow == WINDOW) {
            closeWindow();
        }
    }

    Profile profile() {
        if (inWindow > 0) {
            closeWindow();
        }
        return new Profile(
                peaks.toByteArray(),
                dbfs(peak),
                count == 0 ? Profile.SILENCE : dbfs(Math.sqrt(squares / count)));
    }

    private void closeWindow() {
        peak = Math.max(peak, windowPeak);
        peaks.write(Math.min(255, windowPeak >> 7));
        windowPeak = 0;
        inWindow = 0;
    }

    private static float dbfs(double level) {
        return level <= 0
                ? Profile.SILENCE
                : (float) Math.max(Profile.SILENCE, 20 * Math.log10(level / 32768));
    }
}
