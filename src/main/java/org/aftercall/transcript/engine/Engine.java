package org.aftercall.transcript.engine;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One model of one language that can listen to a side after the call; any number at once. */
public interface Engine {
    /** What a transcript tells of who made it. */
    Maker maker();

    /**
     * Somebody to listen to one side.
     *
     * @param sampleRate samples a second
     * @throws IOException when the model cannot be used
     */
    Listener listen(int sampleRate) throws IOException;

    /** What it makes of the words that the house wants; looked up anew, in a moment or two. */
    Use use();

    /**
     * Who makes words of sound.
     *
     * @param engine {@code vosk} or {@code whisper}
     * @param language {@code en} or {@code zh}
     * @param demo made for synthetic voices and few words; never for real patients
     * @param words the version of the house's words that it listens for; null when it cannot
     */
    record Maker(
            String engine, String model, String language, boolean demo, @Nullable Integer words) {}
}
