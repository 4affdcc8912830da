package org.aftercall.transcript;

import java.io.IOException;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.aftercall.call.CallId;
import org.aftercall.recording.RecordingId;
import org.aftercall.transcript.engine.EngineDown;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** All transcripts. */
@Service
public class Transcripts {
    private static final Logger log = LoggerFactory.getLogger(Transcripts.class);

    private final TranscriptRows rows;
    private final UtteranceRows utterances;
    private final Models models;
    private final Listening listening;
    private final AboutRows facts;
    private final Writing writing;

    Transcripts(
            TranscriptRows rows,
            UtteranceRows utterances,
            Models models,
            Listening listening,
            AboutRows facts,
            Writing writing) {
        this.rows = rows;
        this.utterances = utterances;
        this.models = models;
        this.listening = listening;
        this.facts = facts;
        this.writing = writing;
    }

    /**
     * One transcript's whereabouts.
     *
     * @param state {@code WAITING}, {@code READY}, {@code NO_MODEL}, {@code NO_SERVER} or {@code
     *     FAILED}
     * @param engine who listened: {@code vosk} or {@code whisper}
     */
    public record Summary(
            TranscriptId id,
            String state,
            @Nullable String language,
            String engine,
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
        return utterances.of(id);
    }

    /** The same for those who may not read everything. */
    public List<Utterance> masked(TranscriptId id) {
        var secrets = utterances.secrets(id);
        return utterances.of(id).stream()
                .map(u -> Masked.of(u, secrets.getOrDefault(u.seq(), List.of())).utterance())
                .toList();
    }

    /**
     * What else is known of a call.
     *
     * @param outcome the disposition's code
     */
    public record About(@Nullable UUID worklist, @Nullable UUID nurse, @Nullable String outcome) {}

    /** Says what a call is about, as far as it is known, as often as one likes. */
    public void know(CallId call, About about) {
        facts.know(call, about);
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

    /** Whether there is anybody on another machine. */
    boolean mayBeAway() {
        return listening.mayBeAway();
    }

    /** Whether somebody on another machine is to listen to it. */
    boolean away(RecordingId id) {
        return rows.of(id).filter(h -> listening.away(id, h.call())).isPresent();
    }

    /**
     * Listens to a recording; without a model for its language, or without an answer of the server,
     * it waits and says so.
     *
     * @throws EngineDown when the server is no help; to be tried again
     */
    void make(RecordingId id) throws IOException {
        var head = rows.of(id);
        if (head.isEmpty() || head.get().state().equals("READY") && !head.get().again()) {
            return;
        }
        Optional<Interpreter.Result> result;
        try {
            result = listening.to(id, head.get().call());
        } catch (EngineDown down) {
            if (head.get().state().equals("WAITING")) {
                log.warn(
                        "The speech server is no help with recording {}: {}",
                        id.value(),
                        down.getMessage());
            }
            rows.state(head.get().id(), "NO_SERVER");
            throw down;
        }
        if (head.get().again()) {
            result.ifPresentOrElse(
                    r -> writing.again(head.get(), r), () -> writing.leave(head.get().id()));
        } else if (result.isEmpty()) {
            writing.hopeless(head.get(), "NO_MODEL");
        } else {
            writing.ready(head.get(), result.get());
        }
    }

    private static Summary summary(TranscriptRows.Head h) {
        return new Summary(h.id(), h.state(), h.language(), h.engine(), h.model(), h.demo());
    }

    /** The words and the news of them, in one transaction. */
    @Service
    static class Writing {
        private final TranscriptRows rows;
        private final AgainRows waiting;
        private final ApplicationEventPublisher events;
        private final TransactionTemplate tx;
        private final Cues cues;
        private final Covering covering;
        private final Clock clock;

        Writing(
                TranscriptRows rows,
                AgainRows waiting,
                Cues cues,
                Covering covering,
                ApplicationEventPublisher events,
                TransactionTemplate tx,
                Clock clock) {
            this.rows = rows;
            this.waiting = waiting;
            this.covering = covering;
            this.cues = cues;
            this.events = events;
            this.tx = tx;
            this.clock = clock;
        }

        /**
         * @param state NO_MODEL or FAILED
         */
        void hopeless(TranscriptRows.Head head, String state) {
            tx.executeWithoutResult(_ -> {
                covering.none(head.recording());
                rows.state(head.id(), state);
            });
        }

        void again(TranscriptRows.Head head, Interpreter.Result result) {
            tx.executeWithoutResult(_ -> {
                if (rows.remade(head.id(), result, clock.instant())) {
                    covering.words(head.id());
                    cues.after(head.call(), result.utterances());
                    events.publishEvent(
                            new TranscriptReady(head.id(), head.recording(), head.call()));
                } else {
                    waiting.leave(head.id());
                }
            });
        }

        void leave(TranscriptId id) {
            waiting.leave(id);
        }

        void ready(TranscriptRows.Head head, Interpreter.Result result) {
            tx.executeWithoutResult(_ -> {
                if (rows.ready(head.id(), result, clock.instant())) {
                    covering.words(head.id());
                    cues.after(head.call(), result.utterances());
                    events.publishEvent(
                            new TranscriptReady(head.id(), head.recording(), head.call()));
                }
            });
        }
    }
}
