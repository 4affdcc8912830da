package org.aftercall.transcript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.aftercall.call.Calls;
import org.aftercall.call.OnTheWire;
import org.aftercall.recording.Recording;
import org.aftercall.recording.Recordings;
import org.aftercall.telephony.AsteriskPair;
import org.aftercall.telephony.Switchboard;
import org.aftercall.transcript.engine.Heard;
import org.aftercall.transcript.engine.Wanted;
import org.aftercall.transcript.vosk.SpeechModels;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;
import org.springframework.modulith.test.ApplicationModuleTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Live captions of a real call: both sides, and how soon after each word of the patient's. */
@ApplicationModuleTest(
        value = ApplicationModuleTest.BootstrapMode.ALL_DEPENDENCIES,
        extraIncludes = {"staff", "kernel"})
@Import(CaptionsOnTheWireTests.Screen.class)
class CaptionsOnTheWireTests {
    /** The simulated patient waits so long before he speaks, see carrier/asterisk. */
    private static final Duration BEFORE_HE_SPEAKS = Duration.ofMillis(500);

    @Autowired Calls calls;
    @Autowired Recordings recordings;
    @Autowired SpeechModels models;
    @Autowired Captions captions;
    @Autowired Screen screen;

    private final OnTheWire hands;

    CaptionsOnTheWireTests(@Autowired Calls calls, @Autowired Switchboard switchboard) {
        hands = new OnTheWire(calls, switchboard);
    }

    @DynamicPropertySource
    static void wire(DynamicPropertyRegistry registry) {
        AsteriskPair.running().settings(registry);
    }

    @AfterEach
    void quiet() {
        hands.quiet();
    }

    @Test
    void bothSidesAreCaptionedSoonAfterTheyAreSpokenAndNobodyIsDisturbed() throws Exception {
        var nurse = hands.seated(8056);
        var id = hands.place(nurse, AsteriskPair.somebody(0));
        recordings.label(id, new Recording.Label(UUID.randomUUID(), "Cardiology", "N", "P", "en"));
        var call = hands.talking(id);
        var answered = java.util.Objects.requireNonNull(call.times().answered());
        await().atMost(Duration.ofSeconds(60))
                .until(() -> said(Speaker.PATIENT).contains("there is no bleeding"));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> said(Speaker.NURSE).contains("how are you feeling"));
        // What the patient says stands on his side only, and both still talk with one another.
        assertThat(said(Speaker.NURSE)).doesNotContain("no bleeding");
        assertThat(hands.talking(id).joined()).isTrue();
        assertThat(captions.of(id).orElseThrow()).isNotEmpty();

        var late = late(spoken(), answered.plus(BEFORE_HE_SPEAKS));
        assertThat(late).hasSizeGreaterThan(15);
        var sorted = late.stream().sorted().toList();
        long p95 = sorted.get((int) (0.95 * (sorted.size() - 1)));
        System.out.printf(
                Locale.ROOT,
                "captions: %d words, p50 %d ms, p95 %d ms from the end of a word to its partial%n",
                sorted.size(),
                sorted.get(sorted.size() / 2),
                p95);
        // The bar is 700 ms; a machine that builds something else at the same time gets more.
        assertThat(p95).isLessThan(2_000);

        calls.hangUp(id);
        hands.ended(id);
        await().atMost(Duration.ofSeconds(5)).until(() -> captions.of(id).isEmpty());
        calls.stand(nurse);
    }

    private String said(Speaker who) {
        var text = new StringBuilder();
        for (var line : screen.lines) {
            if (line.caption().speaker() == who && line.caption().done()) {
                text.append(line.caption().text()).append(' ');
            }
        }
        return text.toString();
    }

    /** How long after its end each word of the prompt stood on the screen. */
    private List<Long> late(List<Heard.Word> spoken, Instant began) {
        var late = new ArrayList<Long>();
        int word = 0;
        var before = new ArrayList<String>();
        for (var line : screen.lines) {
            if (line.caption().speaker() != Speaker.PATIENT) {
                continue;
            }
            var shown = new ArrayList<>(before);
            shown.addAll(List.of(line.caption().text().split(" ")));
            while (word < spoken.size()
                    && word < shown.size()
                    && spoken.get(word).word().equals(shown.get(word))) {
                var end = began.plusMillis(Math.round(spoken.get(word).end() * 1000));
                late.add(Duration.between(end, line.at()).toMillis());
                word++;
            }
            if (line.caption().done()) {
                before = shown;
                word = Math.max(word, Math.min(shown.size(), spoken.size()));
            }
        }
        return late;
    }

    /**
     * The words of the patient's prompt and when they end in it, by listening to the file in peace.
     */
    private List<Heard.Word> spoken() throws Exception {
        var file = AsteriskPair.running().folder().resolve("prompts/patient-en.wav");
        var bytes = Files.exists(file) ? Files.readAllBytes(file) : sln();
        int header = Files.exists(file) ? 44 : 0;
        var samples = new short[(bytes.length - header) / 2];
        ByteBuffer.wrap(bytes, header, bytes.length - header)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asShortBuffer()
                .get(samples);
        try (var listener =
                models.engine(models.forLanguage("en").orElseThrow(), Wanted.NOTHING)
                        .listen(8000)) {
            for (int at = 0; at + 800 <= samples.length; at += 800) {
                var piece = java.util.Arrays.copyOfRange(samples, at, at + 800);
                listener.hear(piece, piece.length);
            }
            listener.finish();
            return listener.heard().stream().flatMap(h -> h.words().stream()).toList();
        }
    }

    private static byte[] sln() throws Exception {
        return Files.readAllBytes(
                Path.of(AsteriskPair.running().folder().toString(), "prompts/patient-en.sln"));
    }

    /** Where captions arrive, with the time. */
    @TestComponent
    static class Screen {
        final List<Shown> lines = new CopyOnWriteArrayList<>();
        private final Clock clock;

        Screen(Clock clock) {
            this.clock = clock;
        }

        record Shown(CaptionHeard caption, Instant at) {}

        @EventListener
        void on(CaptionHeard heard) {
            lines.add(new Shown(heard, clock.instant()));
        }
    }
}
