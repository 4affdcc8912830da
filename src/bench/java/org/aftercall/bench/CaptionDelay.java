package org.aftercall.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.aftercall.call.CallId;
import org.aftercall.call.Calls;
import org.aftercall.recording.Recording;
import org.aftercall.recording.Recordings;
import org.aftercall.recording.Sound;
import org.aftercall.telephony.AsteriskPair;
import org.aftercall.transcript.engine.Heard;
import org.aftercall.transcript.engine.Wanted;
import org.aftercall.transcript.vosk.SpeechModels;
import org.awaitility.Awaitility;

/**
 * Live captions: from the end of each word that the simulated patient says to the frame at his
 * nurse's console in which it stands, over a real switchboard, the recogniser, the feed and STOMP;
 * with one, five and ten talks at a time, of which both sides speak. When each word ends is known
 * from the file that the patient plays, listened to beforehand.
 */
final class CaptionDelay {
    /** The simulated patient waits so long before he speaks, see carrier/asterisk. */
    private static final Duration BEFORE_HE_SPEAKS = Duration.ofMillis(500);

    /** As captions are fed, 0.1 s. */
    private static final int PIECE = Sound.RATE / 10;

    private static final Path MODELS = Path.of("storage/models");

    /** In which both sides of a talk are captioned, and the nurse speaks again and again. */
    private static final String SPEAKS = "8056";

    private final BenchHouse house;
    private final List<Console> consoles;
    private final List<Heard.Word> script;

    private CaptionDelay(BenchHouse house, List<Console> consoles, List<Heard.Word> script) {
        this.house = house;
        this.consoles = consoles;
        this.script = script;
    }

    static void run(Options options) throws Exception {
        int rounds = Math.clamp(options.number("rounds", 3), 1, 100);
        int most = Math.clamp(options.number("talks", 10), 1, 50);
        options.done();
        var sizes = List.of(1, 5, 10, most).stream().filter(n -> n <= most).distinct().toList();
        var pair = AsteriskPair.running();
        var models = new SpeechModels(List.of(MODELS), Path.of("target/var/boosted"));
        var samples = patient(pair);
        var script = script(models, samples);
        var limit = limit(models, samples, script);
        System.out.printf(
                Locale.ROOT,
                "captions: %s talks at a time, %d rounds each; a patient who says %d words in %.0f s over the trunk, a nurse who speaks,%n"
                        + "    too, by SIP; demo models; from the end of each word to the frame at her console that shows it; two Asterisks,%n"
                        + "    PostgreSQL, application and consoles on this machine, %d processors%n",
                sizes,
                rounds,
                script.size(),
                script.getLast().end(),
                Runtime.getRuntime().availableProcessors());
        System.out.printf(
                Locale.ROOT,
                "limit: the recogniser alone says a word p50 %.0f ms, p95 %.0f ms of sound after its end (n=%d)%n",
                Ratios.quantile(limit, 0.5),
                Ratios.quantile(limit, 0.95),
                limit.size());
        try (var house =
                ManyDesks.house(
                        pair,
                        Map.of(
                                "bench.telephone",
                                SPEAKS,
                                "aftercall.speech.models",
                                "" + MODELS))) {
            Awaitility.await()
                    .atMost(60, TimeUnit.SECONDS)
                    .until(() -> ManyDesks.thereIs(house, SPEAKS));
            var delay = new CaptionDelay(house, consoles(house, most), script);
            // The model is loaded by the first who speaks.
            delay.talks(1);
            for (int many : sizes) {
                delay.measure(many, rounds);
            }
        }
    }

    private static List<Console> consoles(BenchHouse house, int many) throws Exception {
        var http = HttpClient.newHttpClient();
        var address = URI.create(house.address().replace("http", "ws") + "/ws");
        var consoles = new ArrayList<Console>();
        for (var nurse : DialRate.nurses(house, many, ManyDesks.FIRST)) {
            var console = Console.open(http, address, Console.cookie(house, nurse), true, false);
            if (!console.connected()) {
                throw new IllegalStateException("A console did not connect");
            }
            console.captions();
            consoles.add(console);
        }
        return consoles;
    }

    private void measure(int many, int rounds) throws Exception {
        var late = new ArrayList<Double>();
        int said = 0;
        for (int round = 0; round < rounds; round++) {
            late.addAll(talks(many));
            said += many * script.size();
        }
        var sorted = late.stream().sorted().toList();
        if (sorted.isEmpty()) {
            throw new IllegalStateException("No word was shown");
        }
        double p95 = Ratios.quantile(sorted, 0.95);
        System.out.printf(
                Locale.ROOT,
                "captions %d talks: p50 %.0f ms, p95 %.0f ms n=%d (of %d words said %.0f %% were shown as said), goal ≤ 700: goal %s%n",
                many,
                Ratios.quantile(sorted, 0.5),
                p95,
                sorted.size(),
                said,
                100.0 * sorted.size() / said,
                p95 <= 700 ? "met" : "missed");
    }

    /** So many at a time, begun a little apart as people do, until each patient has said all. */
    private List<Double> talks(int many) throws Exception {
        var calls = house.get(Calls.class);
        var begun = new ArrayList<CallId>();
        for (int i = 0; i < many; i++) {
            var id = ManyDesks.call(calls, i, AsteriskPair.somebody(0), true);
            house.get(Recordings.class)
                    .label(id, new Recording.Label(UUID.randomUUID(), "Bench", "N", "P", "en"));
            begun.add(id);
            Thread.sleep(130);
        }
        var last = begun.getLast();
        Awaitility.await()
                .atMost(60, TimeUnit.SECONDS)
                .until(() -> begun.stream().allMatch(id -> calls.get(id).joined()));
        var over =
                Objects.requireNonNull(calls.get(last).times().answered())
                        .plus(BEFORE_HE_SPEAKS)
                        .plusMillis((long) (script.getLast().end() * 1000) + 4_000);
        Thread.sleep(Math.max(0, Duration.between(Instant.now(), over).toMillis()));
        var late = new ArrayList<Double>();
        for (int i = 0; i < many; i++) {
            var answered = Objects.requireNonNull(calls.get(begun.get(i)).times().answered());
            late.addAll(
                    late(
                            consoles.get(i).said(begun.get(i).value().toString(), "PATIENT"),
                            answered.plus(BEFORE_HE_SPEAKS),
                            script));
        }
        begun.stream().filter(id -> calls.get(id).live()).forEach(calls::hangUp);
        Awaitility.await().atMost(60, TimeUnit.SECONDS).until(() -> calls.open().isEmpty());
        return late;
    }

    /** How long after its end each word of the script stood on her screen, in its place. */
    private static List<Double> late(
            List<Console.Said> frames, Instant began, List<Heard.Word> script) {
        var first = new Instant[script.size()];
        var sentences = new TreeMap<Integer, String>();
        for (var frame : frames) {
            sentences.put(frame.seq(), frame.text());
            var screen = String.join(" ", sentences.values()).strip().split(" +");
            for (int word : shown(script, screen)) {
                var start = began.plusMillis((long) (script.get(word).start() * 1000));
                if (first[word] == null && frame.here().isAfter(start)) {
                    first[word] = frame.here();
                }
            }
        }
        var late = new ArrayList<Double>();
        for (int i = 0; i < first.length; i++) {
            if (first[i] != null) {
                var end = began.plusMillis(Math.round(script.get(i).end() * 1000));
                late.add(Duration.between(end, first[i]).toNanos() / 1e6);
            }
        }
        return late;
    }

    /**
     * Which words of the script stand on the screen: the longest row of them in the right order.
     */
    private static List<Integer> shown(List<Heard.Word> script, String[] screen) {
        var best = new int[script.size() + 1][screen.length + 1];
        for (int i = script.size() - 1; i >= 0; i--) {
            for (int j = screen.length - 1; j >= 0; j--) {
                best[i][j] =
                        script.get(i).word().equals(screen[j])
                                ? best[i + 1][j + 1] + 1
                                : Math.max(best[i + 1][j], best[i][j + 1]);
            }
        }
        var words = new ArrayList<Integer>();
        int i = 0;
        int j = 0;
        while (i < script.size() && j < screen.length) {
            if (script.get(i).word().equals(screen[j])) {
                words.add(i++);
                j++;
            } else if (best[i + 1][j] > best[i][j + 1]) {
                i++;
            } else {
                j++;
            }
        }
        return words;
    }

    /** The words of the patient's file and when they end in it. */
    private static List<Heard.Word> script(SpeechModels models, short[] samples)
            throws IOException {
        var model = models.forLanguage("en").orElseThrow();
        try (var listener = models.engine(model, Wanted.NOTHING).listen(Sound.RATE)) {
            for (int at = 0; at + PIECE <= samples.length; at += PIECE) {
                listener.hear(Arrays.copyOfRange(samples, at, at + PIECE), PIECE);
            }
            listener.finish();
            return listener.heard().stream().flatMap(h -> h.words().stream()).toList();
        }
    }

    /**
     * What nobody can be faster than: how much sound after the end of a word the recogniser must
     * have heard before it says the word, whatever the machine.
     */
    private static List<Double> limit(SpeechModels models, short[] samples, List<Heard.Word> script)
            throws IOException {
        var frames = new ArrayList<Console.Said>();
        var model = models.forLanguage("en").orElseThrow();
        int sentence = 0;
        try (var listener = models.listenLive(model, Sound.RATE)) {
            for (int at = 0; at + PIECE <= samples.length; at += PIECE) {
                var done = listener.hear(Arrays.copyOfRange(samples, at, at + PIECE));
                var text =
                        done == null
                                ? listener.partial()
                                : done.words().stream()
                                        .map(Heard.Word::word)
                                        .collect(Collectors.joining(" "));
                var heard = Instant.EPOCH.plusMillis((at + PIECE) * 1000L / Sound.RATE);
                frames.add(new Console.Said("", sentence, "", text, heard));
                sentence += done == null ? 0 : 1;
            }
        }
        return late(frames, Instant.EPOCH, script).stream().sorted().toList();
    }

    private static short[] patient(AsteriskPair pair) throws IOException {
        var wav = pair.folder().resolve("prompts/patient-en.wav");
        boolean header = Files.exists(wav);
        var bytes = Files.readAllBytes(header ? wav : wav.resolveSibling("patient-en.sln"));
        int from = header ? 44 : 0;
        var samples = new short[(bytes.length - from) / 2];
        ByteBuffer.wrap(bytes, from, bytes.length - from)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asShortBuffer()
                .get(samples);
        return samples;
    }
}
