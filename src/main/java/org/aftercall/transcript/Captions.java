package org.aftercall.transcript;

import jakarta.annotation.PreDestroy;
import java.util.List;
import java.util.Map;
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
import org.aftercall.recording.Recordings;
import org.aftercall.recording.TapeQuiet;
import org.aftercall.telephony.LineAudio;
import org.aftercall.telephony.WireDown;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Live captions: which talks are listened to while they last, each by one of the applications. A
 * help, never a condition: what goes wrong here is logged and forgotten, and nothing waits for it.
 */
@Component
class Captions {
    private static final Logger log = LoggerFactory.getLogger(Captions.class);

    private final Calls calls;
    private final Recordings recordings;
    private final LineAudio audio;
    private final CaptionHouse house;
    private final CaptionClaims claims;
    private final CaptionTold told;
    private final Map<CallId, CaptionedTalk> talks = new ConcurrentHashMap<>();
    private final ExecutorService later =
            Executors.newSingleThreadExecutor(Thread.ofVirtual().name("captions").factory());

    Captions(
            Calls calls,
            Recordings recordings,
            LineAudio audio,
            CaptionHouse house,
            CaptionClaims claims,
            CaptionTold told) {
        this.calls = calls;
        this.recordings = recordings;
        this.audio = audio;
        this.house = house;
        this.claims = claims;
        this.told = told;
    }

    /** The captions of a talk so far, wherever it is listened to; empty when it is nowhere. */
    Optional<List<Caption>> of(CallId call) {
        var talk = talks.get(call);
        if (talk == null && !claims.isTaken(call)) {
            return Optional.empty();
        }
        // Of a talk that may not be taped any more nobody shows what was said before.
        return calls.find(call)
                .filter(c -> c.live() && c.recorded())
                .map(_ -> told.with(call, talk == null ? List.of() : talk.lines()));
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

    /** Another application handled what happened; whose talk it is, hears of it. */
    @EventListener
    void on(CaptionsElsewhere.CallMoved event) {
        if (talks.containsKey(event.call())) {
            follow(event.call());
        }
    }

    @EventListener
    void on(CaptionsElsewhere.CallsMoved event) {
        talks.keySet().forEach(this::follow);
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

    /** Keeps what is ours, and takes on whose application is gone. */
    @Scheduled(fixedDelayString = "${aftercall.speech.captions-look-every:4s}")
    void lookAround() {
        if (house.on()) {
            later(() -> {
                var mine = Set.copyOf(talks.keySet());
                if (!mine.isEmpty()) {
                    var kept = claims.keep(mine);
                    mine.stream().filter(c -> !kept.contains(c)).forEach(this::close);
                }
                var open = calls.open();
                // The news of an end elsewhere may be lost.
                mine.stream()
                        .filter(c -> open.stream().noneMatch(o -> o.id().equals(c)))
                        .forEach(this::end);
                var taken = claims.taken();
                open.stream().filter(c -> !taken.contains(c.id())).forEach(this::follow);
                told.elsewhere().stream()
                        .filter(id -> open.stream().noneMatch(c -> c.id().equals(id)))
                        .forEach(told::forget);
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
        } else if (house.on() && answered != null && call.somebody()) {
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
                if (model.isEmpty() || !claims.take(call.id())) {
                    return;
                }
                talk =
                        new CaptionedTalk(
                                audio,
                                house.captioner(),
                                model.get(),
                                () -> house.since(answered),
                                caption -> heard(call.id(), caption));
                talks.put(call.id(), talk);
            }
            try {
                talk.follow(call);
            } catch (WireDown down) {
                // Another application's wire may be up.
                end(call.id());
                throw down;
            }
        }
    }

    private void end(CallId call) {
        told.forget(call);
        if (talks.containsKey(call)) {
            close(call);
            claims.leave(call);
        }
    }

    private void close(CallId call) {
        var talk = talks.remove(call);
        if (talk != null) {
            talk.close();
        }
    }

    private void heard(CallId call, Caption caption) {
        told.show(call, caption);
        if (caption.done() && !caption.words().isEmpty()) {
            later(() -> told.suggest(call, caption));
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
        // Whoever stays need not wait until we are missed.
        Set.copyOf(talks.keySet()).forEach(call -> quietly(() -> end(call)));
    }
}
