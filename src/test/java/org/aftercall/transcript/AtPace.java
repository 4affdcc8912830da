package org.aftercall.transcript;

import java.time.Duration;
import java.util.Arrays;
import org.aftercall.telephony.LineAudio;
import org.awaitility.Awaitility;

/** Speaks on a line as sound comes from the wire, 20 ms at a time, but as fast as it is heard. */
public final class AtPace {
    private static final int PIECE = 160;

    private AtPace() {}

    /**
     * @param hearer of captions
     */
    public static void say(LineAudio.Hearer hearer, short[]... sounds) {
        var side = (CaptionSide) hearer;
        for (var sound : sounds) {
            for (int at = 0; at < sound.length; at += PIECE) {
                side.heard(Arrays.copyOfRange(sound, at, Math.min(sound.length, at + PIECE)));
                Awaitility.await()
                        .pollInterval(Duration.ofMillis(1))
                        .atMost(Duration.ofSeconds(30))
                        .until(() -> !side.isFull());
            }
        }
    }
}
