package org.aftercall.transcript.vosk;

import java.util.ArrayList;
import org.aftercall.transcript.engine.Heard;
import org.jspecify.annotations.Nullable;
import org.vosk.Recognizer;
import tools.jackson.databind.json.JsonMapper;

/** Listens to speech as it comes, and can be used again for the next. Not for several threads. */
public final class LiveListener implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final Recognizer recognizer;
    private final int sampleRate;
    private long fed;
    private long base;

    LiveListener(Recognizer recognizer, int sampleRate) {
        this.recognizer = recognizer;
        this.sampleRate = sampleRate;
    }

    /** From here on times count from nought. */
    public void begin() {
        base = fed;
    }

    /**
     * @return what was said up to a pause, with times since {@link #begin}; null while they speak
     */
    public @Nullable Heard hear(short[] samples) {
        fed += samples.length;
        return recognizer.acceptWaveForm(samples, samples.length)
                ? heard(recognizer.getResult())
                : null;
    }

    /** The words since the last pause, as far as they can be told; they may still change. */
    public String partial() {
        return JSON.readTree(recognizer.getPartialResult())
                .path("partial")
                .asString("")
                .replace(Results.UNKNOWN, "")
                .replaceAll(" +", " ")
                .strip();
    }

    /** The last words; it can be used again afterwards. */
    public Heard finish() {
        return heard(recognizer.getFinalResult());
    }

    private Heard heard(String result) {
        double before = (double) base / sampleRate;
        var words = new ArrayList<Heard.Word>();
        for (var w : Results.read(JSON.readTree(result)).words()) {
            words.add(
                    new Heard.Word(w.word(), w.start() - before, w.end() - before, w.confidence()));
        }
        return new Heard(words);
    }

    @Override
    public void close() {
        recognizer.close();
    }
}
