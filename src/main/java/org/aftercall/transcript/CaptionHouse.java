package org.aftercall.transcript;

import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.aftercall.call.CallId;
import org.aftercall.recording.Pauses;
import org.aftercall.recording.Recording;
import org.aftercall.transcript.vosk.SpeechModel;
import org.aftercall.transcript.vosk.SpeechModels;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** What captions need of the house beside the talk. */
@Component
class CaptionHouse {
    private final SpeechModels models;
    private final Vocabulary vocabulary;
    private final Models choice;
    private final Captioner captioner;
    private final Pauses pauses;
    private final boolean on;
    private final Clock clock;

    CaptionHouse(
            SpeechModels models,
            Models choice,
            Vocabulary vocabulary,
            Pauses pauses,
            SpeechSettings settings,
            Clock clock) {
        this.models = models;
        this.vocabulary = vocabulary;
        this.choice = choice;
        this.pauses = pauses;
        this.on = settings.captions();
        this.clock = clock;
        this.captioner =
                new Captioner(
                        new ListenerPool(models, this::now, settings.captionVoices()),
                        settings.captionThreads());
    }

    /** The model with the house's words in mind, as soon as it can be had. */
    SpeechModel now(SpeechModel model) {
        try {
            return models.live(model, vocabulary.current().in(model.language()));
        } catch (DataAccessException away) {
            return model;
        }
    }

    boolean on() {
        return on;
    }

    Captioner captioner() {
        return captioner;
    }

    Optional<SpeechModel> model(CallId call, Optional<Recording.Label> label) {
        var language = label.map(Recording.Label::language).orElse(null);
        return language == null
                ? choice.of("zh", call).or(() -> choice.of("en", call))
                : choice.of(language, call);
    }

    /** Those of them that may not be listened to now. */
    Set<CallId> quiet(Set<CallId> talks) {
        return pauses.quiet(talks);
    }

    int since(Instant then) {
        return (int) Duration.between(then, clock.instant()).toMillis();
    }

    @PreDestroy
    void close() {
        captioner.close();
    }
}
