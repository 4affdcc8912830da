package org.aftercall.transcript.vosk;

import java.nio.file.Path;
import java.util.List;
import org.aftercall.transcript.engine.Engine;
import org.aftercall.transcript.engine.ListenerContract;
import org.aftercall.transcript.engine.Wanted;

class VoskListenerTests extends ListenerContract {
    private final SpeechModels models =
            new SpeechModels(List.of(Path.of("storage/models")), Path.of("target/var/boosted"));

    @Override
    protected Engine english() {
        return models.engine(models.forLanguage("en").orElseThrow(), Wanted.NOTHING);
    }
}
