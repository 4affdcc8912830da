package org.aftercall.transcript;

import java.io.IOException;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.aftercall.call.CallId;
import org.aftercall.recording.Recording;
import org.aftercall.recording.RecordingId;
import org.aftercall.recording.Recordings;
import org.aftercall.transcript.vosk.SpeechModels;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** All transcripts. */
@Service
public class Transcripts {
    private final TranscriptRows rows;
    private final Recordings recordings;
    private final SpeechModels models;
    private final SpeechSettings settings;
    private final Writing writing;

    Transcripts(
            TranscriptRows rows,
            Recordings recordings,
            SpeechModels models,
            SpeechSettings settings,
            Writing writing) {
        this.rows = rows;
        this.recordings = recordings;
        this.models = models;
        this.settings = settings;
        this.writing = writing;
    }

    /**
     * One transcript's whereabouts.
     *
     * @param state {@code WAITING}, {@code READY}, {@code NO_MODEL} or {@code FAILED}
     */
    public record Summary(
            TranscriptId id,
            String state,
            @Nullable String language,
            @Nullable String model,
            boolean demo) {}

    public Optional<Summary> of(RecordingId recording) {
        return rows.of(recording).map(Transcripts::summary);
    }

    public Map<CallId, Summary> of(Collection<CallId> calls) {
        return rows.of(calls).stream()
                .collect(Collectors.toMap(TranscriptRows.Head::call, Transcripts::summary));
    }

    /** In the order in which they were said. */
    public List<Utterance> words(TranscriptId id) {
        return rows.utterances(id);
    }

    /** Recordings that still have no words. */
    public int waiting() {
        return rows.waiting();
    }

    /** The speech models that lie ready, the preferred ones first. */
    public List<Model> models() {
        return models.all().stream().map(m -> new Model(m.name(), m.language(), m.demo())).toList();
    }

    /** A speech model that lies ready. */
    public record Model(String name, String language, boolean demo) {}

    /** Listens to a recording; without a model for its language it waits for one. */
    void make(RecordingId id) throws IOException {
        var head = rows.of(id);
        if (head.isEmpty() || head.get().state().equals("READY")) {
            return;
        }
        var language =
                recordings
                        .find(id)
                        .map(Recording::label)
                        .map(Recording.Label::language)
                        .orElse(null);
        Optional<Interpreter.Result> result;
        try (var sound =
                recordings.hear(id).orElseThrow(() -> new IOException("There is no sound of it"))) {
            result = new Interpreter(models, settings.quietDbfs()).interpret(sound, language);
        }
        if (result.isEmpty()) {
            rows.state(head.get().id(), "NO_MODEL");
        } else {
            writing.ready(head.get(), result.get());
        }
    }

    private static Summary summary(TranscriptRows.Head h) {
        return new Summary(h.id(), h.state(), h.language(), h.model(), h.demo());
    }

    /** The words and the news of them, in one transaction. */
    @Service
    static class Writing {
        private final TranscriptRows rows;
        private final ApplicationEventPublisher events;
        private final TransactionTemplate tx;
        private final Clock clock;

        Writing(
                TranscriptRows rows,
                ApplicationEventPublisher events,
                TransactionTemplate tx,
                Clock clock) {
            this.rows = rows;
            this.events = events;
            this.tx = tx;
            this.clock = clock;
        }

        void ready(TranscriptRows.Head head, Interpreter.Result result) {
            tx.executeWithoutResult(_ -> {
                if (rows.ready(head.id(), result, clock.instant())) {
                    events.publishEvent(
                            new TranscriptReady(head.id(), head.recording(), head.call()));
                }
            });
        }
    }
}
