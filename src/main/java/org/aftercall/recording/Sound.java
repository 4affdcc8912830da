package org.aftercall.recording;

import java.io.IOException;
import org.aftercall.recording.media.OpusReader;
import org.jspecify.annotations.Nullable;

/** The sound of a recording as samples, for machines that listen: 8 kHz, 16 bits, side by side. */
public final class Sound implements AutoCloseable {
    public static final int RATE = 8000;

    private final OpusReader opus;
    private final Profiles profiles;

    Sound(OpusReader opus, Profiles profiles) {
        this.opus = opus;
        this.profiles = profiles;
    }

    /** The same stretch of both sides; equally long. */
    public record Piece(short[] nurse, short[] patient) {}

    public Profiles profiles() {
        return profiles;
    }

    /**
     * The next stretch, at least {@code samples} long but for the last.
     *
     * @return null at the end
     */
    public @Nullable Piece next(int samples) throws IOException {
        // One 120 ms packet, the longest there is, may come on top.
        var nurse = new short[samples + RATE];
        var patient = new short[samples + RATE];
        int count = 0;
        while (count < samples) {
            var both = opus.next();
            if (both == null) {
                break;
            }
            while (both.remaining() >= 2) {
                nurse[count] = both.get();
                patient[count++] = both.get();
            }
        }
        return count == 0
                ? null
                : new Piece(
                        java.util.Arrays.copyOf(nurse, count),
                        java.util.Arrays.copyOf(patient, count));
    }

    @Override
    public void close() throws IOException {
        opus.close();
    }
}
