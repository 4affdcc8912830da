package org.aftercall.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.aftercall.recording.Speech;
import org.aftercall.transcript.vosk.SpeechModel;
import org.aftercall.transcript.vosk.SpeechModels;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sound in, captions out, with the real recogniser. */
class CaptionerTests {
    private static final int RATE = 8000;

    private final SpeechModels models =
            new SpeechModels(List.of(Path.of("storage/models")), Path.of("target/var/boosted"));
    private final SpeechModel english = models.forLanguage("en").orElseThrow();
    private final ListenerPool pool = new ListenerPool(models, UnaryOperator.identity(), 4);
    private final Captioner captioner = new Captioner(pool, 1);
    private final List<Caption> heard = new CopyOnWriteArrayList<>();
    private final AtomicInteger numbers = new AtomicInteger();

    @AfterEach
    void close() {
        captioner.close();
    }

    @Test
    void sentencesComeOutWordByWordAndThenWhole() throws Exception {
        var side = side(Speaker.PATIENT);
        say(side, silence(1), line(1), silence(2), line(2), silence(2));
        side.over();
        Awaitility.await().until(() -> done().size() == 2);
        assertThat(done())
                .extracting(Caption::text)
                .containsExactly(
                        "i am feeling much better today thank you",
                        "the wound is dry and there is no bleeding");
        var partials = heard.stream().filter(c -> !c.done()).toList();
        assertThat(partials).hasSizeGreaterThan(6);
        assertThat(partials).anyMatch(c -> c.text().equals("i am feeling"));
    }

    @Test
    void wordsStandWhereTheyWereSpokenAlsoByARecogniserUsedBefore() throws Exception {
        var side = side(Speaker.PATIENT);
        var first = line(1);
        say(side, silence(1), first, silence(2), line(2), silence(2));
        Awaitility.await().until(() -> done().size() == 2);
        Awaitility.await().until(() -> pool.lent() == 0);
        double second = 1 + (double) first.length / RATE + 2;
        assertThat(done().get(0).words().getFirst().s()).isBetween(900, 1400);
        assertThat(done().get(1).words().getFirst().s() / 1000.0)
                .isBetween(second - 0.1, second + 0.5);
    }

    @Test
    void whoIsSilentHoldsNoRecogniser() {
        var side = side(Speaker.NURSE);
        var hiss = new short[RATE * 20];
        var random = new java.util.Random(1);
        for (int i = 0; i < hiss.length; i++) {
            hiss[i] = (short) (random.nextGaussian() * 20);
        }
        say(side, hiss);
        assertThat(pool.lent()).isZero();
        assertThat(heard).isEmpty();
    }

    @Test
    void whenItCannotKeepUpSomeGoWithoutAndTheRestGoesOn() throws Exception {
        var many = new ArrayList<CaptionSide>();
        for (int i = 0; i < 4; i++) {
            many.add(side(Speaker.PATIENT));
        }
        // A minute of speech for each at once: nobody decodes that in the time it takes to hand it
        // over.
        var speech = new short[0];
        while (speech.length < RATE * 60) {
            speech = joined(speech, line(1));
        }
        for (var side : many) {
            say(side, speech);
        }
        assertThat(captioner.shed()).isPositive();
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> many.stream().noneMatch(CaptionSide::waits));
        heard.clear();
        var first = many.getFirst();
        // Five seconds later it tries again.
        say(first, silence(6), line(2), silence(2));
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() ->
                        done().stream().anyMatch(c -> c.text().contains("there is no bleeding")));
    }

    private CaptionSide side(Speaker who) {
        return captioner.open(english, who, numbers, () -> 0, heard::add);
    }

    private List<Caption> done() {
        return heard.stream().filter(Caption::done).filter(c -> !c.text().isEmpty()).toList();
    }

    /** As it comes from the wire, 20 ms at a time, but faster. */
    private static void say(CaptionSide side, short[]... sounds) {
        for (var sound : sounds) {
            for (int at = 0; at < sound.length; at += 160) {
                side.heard(Arrays.copyOfRange(sound, at, Math.min(sound.length, at + 160)));
                if (sound.length < RATE * 20) {
                    Awaitility.await()
                            .pollInterval(Duration.ofMillis(1))
                            .until(() -> !side.isFull());
                }
            }
        }
    }

    private static short[] line(int n) throws Exception {
        return Speech.say("en-us+m3", Speech.prompt("patient-en").get(n));
    }

    private static short[] silence(double seconds) {
        return new short[(int) (seconds * RATE)];
    }

    private static short[] joined(short[] one, short[] other) {
        var both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }
}
