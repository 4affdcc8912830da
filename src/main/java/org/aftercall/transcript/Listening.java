package org.aftercall.transcript;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;
import org.aftercall.call.CallId;
import org.aftercall.recording.Recording;
import org.aftercall.recording.RecordingId;
import org.aftercall.recording.Recordings;
import org.aftercall.transcript.engine.Engine;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Has a recording listened to by whom it falls to. */
@Component
class Listening {
    private final Recordings recordings;
    private final Engines engines;
    private final Interpreter interpreter;

    Listening(Recordings recordings, Engines engines, Interpreter interpreter) {
        this.recordings = recordings;
        this.engines = engines;
        this.interpreter = interpreter;
    }

    /**
     * @return empty when there is nobody for its language
     * @throws org.aftercall.transcript.engine.EngineDown when the server was chosen and is no help
     *     now; nobody listens in its place, for what is worse would stay
     */
    Optional<Interpreter.Result> to(RecordingId id, CallId call) throws IOException {
        var language = language(id);
        if (language == null) {
            // Which one it is, Vosk tells cheaper, and in both at once.
            var byVosk = listen(id, null, l -> engines.vosk(l, call));
            if (byVosk.isEmpty()) {
                return listen(id, null, l -> engines.of(l, call));
            }
            language = byVosk.get().by().language();
            if (engines.of(language, call).filter(Engines::away).isEmpty()) {
                return byVosk;
            }
        }
        var engine = engines.of(language, call);
        if (engine.filter(Engines::away).isPresent()) {
            engines.greetServer();
        }
        return listen(id, language, _ -> engine);
    }

    boolean mayBeAway() {
        return engines.hasServer();
    }

    /** Whether it is the server that is to listen, so that no core of ours is needed. */
    boolean away(RecordingId id, CallId call) {
        var language = language(id);
        return language != null && engines.of(language, call).filter(Engines::away).isPresent();
    }

    private Optional<Interpreter.Result> listen(
            RecordingId id, @Nullable String language, Function<String, Optional<Engine>> choice)
            throws IOException {
        try (var sound =
                recordings.hear(id).orElseThrow(() -> new IOException("There is no sound of it"))) {
            return interpreter.interpret(sound, language, choice);
        }
    }

    private @Nullable String language(RecordingId id) {
        return recordings
                .find(id)
                .map(Recording::label)
                .map(Recording.Label::language)
                .orElse(null);
    }
}
