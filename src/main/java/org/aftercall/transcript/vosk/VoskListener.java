package org.aftercall.transcript.vosk;

import java.util.ArrayList;
import java.util.List;
import org.aftercall.transcript.engine.Heard;
import org.aftercall.transcript.engine.Listener;
import org.vosk.Recognizer;
import tools.jackson.databind.json.JsonMapper;

/** Vosk, listening to one side; the words come with each silence. */
final class VoskListener implements Listener {
    private static final JsonMapper JSON = new JsonMapper();

    private final Recognizer recognizer;
    private final List<Heard> heard = new ArrayList<>();
    private boolean closed;

    VoskListener(Recognizer recognizer) {
        this.recognizer = recognizer;
    }

    @Override
    public void hear(short[] samples, int count) {
        if (recognizer.acceptWaveForm(samples, count)) {
            keep(recognizer.getResult());
        }
    }

    @Override
    public void finish() {
        keep(recognizer.getFinalResult());
    }

    @Override
    public List<Heard> heard() {
        return List.copyOf(heard);
    }

    private void keep(String result) {
        var some = Results.read(JSON.readTree(result));
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
