package org.aftercall.transcript.vosk;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.vosk.Model;
import org.vosk.Recognizer;
import tools.jackson.databind.json.JsonMapper;

/** Listens to one side: 16-bit mono samples in, words out. Not for several threads. */
public final class Listener implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final Recognizer recognizer;
    private final List<Heard> heard = new ArrayList<>();
    private boolean closed;

    Listener(Model model, int sampleRate) throws IOException {
        recognizer = new Recognizer(model, sampleRate);
        recognizer.setWords(true);
    }

    public void hear(short[] samples, int count) {
        if (recognizer.acceptWaveForm(samples, count)) {
            keep(recognizer.getResult());
        }
    }

    /** After the last sample. */
    public void finish() {
        keep(recognizer.getFinalResult());
    }

    /** What was said up to the last silence, or the end. */
    public List<Heard> heard() {
        return List.copyOf(heard);
    }

    private void keep(String result) {
        var some = Heard.read(JSON.readTree(result));
        if (!some.words().isEmpty()) {
            heard.add(some);
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            recognizer.close();
        }
    }
}
