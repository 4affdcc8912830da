package org.aftercall.transcript;

import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.aftercall.call.Call;
import org.aftercall.call.CallAnswered;
import org.aftercall.call.CallChanged;
import org.aftercall.call.CallEnded;
import org.aftercall.call.CallHandedOver;
import org.aftercall.call.CallId;
import org.aftercall.call.Calls;
import org.aftercall.call.WireChanged;
import org.aftercall.kernel.AfterCommit;
import org.aftercall.recording.Pauses;
import org.aftercall.recording.Recording;
import org.aftercall.recording.Recordings;
import org.aftercall.recording.TapeQuiet;
import org.aftercall.telephony.LineAudio;
import org.aftercall.telephony.WireDown;
import org.aftercall.transcript.vosk.SpeechModel;
import org.aftercall.transcript.vosk.SpeechModels;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Live captions: which talks are listened to while they last. A help, never a condition: what goes
 * wrong here is logged and forgotten, and nothing waits for it.
 */
@Component
class Captions {
    private static final Logger log = LoggerFactory.getLogger(Captions.class);

    private final Calls calls;
    private final Recordings recordings;
    private final LineAudio audio;
    private final CaptionHouse house;
    private final Cues cues;
    private final ApplicationEventPublisher events;
    private final Map<CallId, CaptionedTalk> talks = new ConcurrentHashMap<>();
    private final ExecutorService later =
            Executors.newSingleThreadExecutor(Thread.ofVirtual().name("captions").factory());

    Captions(
            Calls calls,
            Recordings recordings,
            LineAudio audio,
            CaptionHouse house,
            Cues cues,
            ApplicationEventPublisher events) {
        this.calls = calls;
        this.recordings = recordings;
        this.audio = audio;
        this.house = house;
        this.cues = cues;
        this.events = events;
    }

    /** What captions need of the house beside the talk. */
    @Component
    static class CaptionHouse {
        private final Models choice;
        private final Captioner captioner;
        private final Pauses pauses;
        private final boolean on;
        private final Clock clock;

        CaptionHouse(
                SpeechModels models,
                Models choice,
                Pauses pauses,
                SpeechSettings settings,
                Clock clock) {
            this.choice = choice;
            this.pauses = pauses;
            this.on = settings.captions();
            this.clock = clock;
            this.captioner =
                    new Captioner(
                            new ListenerPool(models, settings.captionVoices()),
                            settings.captionThreads());
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

    /** The captions of a talk so far; empty when it is not listened to. */
    Optional<List<Caption>> of(CallId call) {
        return Optional.ofNullable(talks.get(call)).map(CaptionedTalk::lines);
    }

    @EventListener
    void on(CallAnswered event) {
        follow(event.call());
    }

    @EventListener
    void on(CallChanged event) {
        follow(event.call());
    }

    @EventListener
    void on(CallHandedOver event) {
        follow(event.call());
    }

    @EventListener
    void on(CallEnded event) {
        later(() -> end(event.call()));
    }

    @EventListener
    void on(TapeQuiet event) {
        follow(event.call());
    }

    /** She may have paused it, or gone on, at another application. */
    @Scheduled(fixedDelayString = "${aftercall.speech.quiet-look-every:1s}")
    void look() {
        if (!talks.isEmpty()) {
            later(() -> {
                var quiet = house.quiet(Set.copyOf(talks.keySet()));
                talks.forEach((call, talk) -> {
                    if (quiet.contains(call)) {
                        talk.rest();
                    } else if (talk.rests()) {
                        follow(call);
                    }
                });
            });
        }
    }

    /** After a restart of ours or of the switchboard talks go on. */
    @EventListener
    void on(WireChanged event) {
        if (event.up()) {
            later(() -> calls.open().forEach(this::follow));
        }
    }

    private void follow(CallId id) {
        later(() -> calls.find(id).ifPresent(this::follow));
    }

    private void follow(Call call) {
        var answered = call.times().answered();
        if (!call.live() || !call.recorded()) {
            end(call.id());
        } else if (house.on && answered != null && call.somebody()) {
            var talk = talks.get(call.id());
            if (!house.quiet(Set.of(call.id())).isEmpty()) {
                if (talk != null) {
                    talk.rest();
                }
                return;
            }
            if (talk == null) {
                var label = recordings.of(call.id()).flatMap(r -> Optional.ofNullable(r.label()));
                var model = house.model(call.id(), label);
                if (model.isEmpty()) {
                    return;
                }
                talk =
                        new CaptionedTalk(
                                audio,
                                house.captioner,
                                model.get(),
                                () -> house.since(answered),
                                caption -> heard(call.id(), caption));
                talks.put(call.id(), talk);
            }
            talk.follow(call);
        }
    }

    private void end(CallId call) {
        var talk = talks.remove(call);
        if (talk != null) {
            talk.close();
        }
    }

    private void heard(CallId call, Caption caption) {
        events.publishEvent(
                new CaptionHeard(
                        call,
                        caption.seq(),
                        caption.speaker(),
                        caption.fromMs(),
                        caption.text(),
                        caption.done()));
        if (caption.done() && !caption.words().isEmpty()) {
            later(() ->
                    cues.live(
                            call,
                            new Utterance(
                                    caption.seq(),
                                    caption.speaker(),
                                    caption.fromMs(),
                                    Objects.requireNonNull(caption.words().getLast()).e(),
                                    caption.words())));
        }
    }

    private void later(Runnable what) {
        AfterCommit.run(() -> {
            try {
                later.execute(() -> quietly(what));
            } catch (RejectedExecutionException closing) {
                log.debug("The house closes");
            }
        });
    }

    private static void quietly(Runnable what) {
        try {
            what.run();
        } catch (WireDown down) {
            log.debug("No captions now: {}", down.getMessage());
        } catch (RuntimeException failure) {
            log.warn("No captions: {}", failure.toString());
        }
    }

    @PreDestroy
    void close() {
        later.shutdownNow();
        talks.values().forEach(CaptionedTalk::close);
    }
}
