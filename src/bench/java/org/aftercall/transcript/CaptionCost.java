package org.aftercall.transcript;

import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.aftercall.bench.BenchHouse;
import org.aftercall.bench.Options;
import org.aftercall.bench.Ratios;
import org.aftercall.recording.Sound;
import org.aftercall.transcript.vosk.SpeechModel;
import org.aftercall.transcript.vosk.SpeechModels;
import org.vosk.LibVosk;
import org.vosk.LogLevel;
import org.vosk.Model;
import org.vosk.Recognizer;
import tools.jackson.databind.json.JsonMapper;

/**
 * B6: live captions of a talk, both sides, against the naive way: one recogniser a side that is
 * always fed, asked for its partial every 0.1 s as ours is. Processor time of the recognising
 * thread; how many streams a core carries is its reverse. Then so many talks in real time, and how
 * late the partials are.
 */
public final class CaptionCost {
    private static final int ROUNDS = 7;

    private CaptionCost() {}

    private record Sides(short[] nurse, short[] patient) {}

    public static void run(Options options) throws Exception {
        int seconds = options.number("seconds", 60);
        int talks = options.number("talks", 8);
        int rounds = options.number("rounds", ROUNDS);
        options.done();
        System.out.printf(
                "b6: %d s of talk in each language, both sides, demo models, %d rounds in turn; then %d talks in real time%n",
                seconds, rounds, talks);
        LibVosk.setLogLevel(LogLevel.WARNINGS);
        var models =
                new SpeechModels(List.of(Path.of("storage/models")), Path.of("target/var/boosted"));
        var ratios = Ratios.atLeast("B6", 1.8);
        for (var language : List.of("en", "zh")) {
            var sides = sides(BenchHouse.talk(language, seconds));
            var model = models.forLanguage(language).orElseThrow();
            compare(models, model, sides, rounds, ratios);
        }
        live(models, sides(BenchHouse.talk("en", Math.min(seconds, 30))), talks);
        System.out.println(ratios.verdict());
    }

    private static void compare(
            SpeechModels models, SpeechModel model, Sides sides, int rounds, Ratios ratios)
            throws Exception {
        var ours = new ArrayList<String>();
        var theirs = new ArrayList<String>();
        try (var bare = new Model(model.folder().toString())) {
            for (int round = -1; round < rounds; round++) {
                ours.clear();
                theirs.clear();
                double mine = cpu(() -> gated(models, model, sides, ours));
                double naive =
                        cpu(() -> {
                            naive(bare, sides.nurse(), theirs);
                            naive(bare, sides.patient(), theirs);
                        });
                if (round >= 0) {
                    ratios.add(naive, mine);
                }
                System.out.printf(
                        Locale.ROOT,
                        "%s %2d: ours %.2f s CPU, naive %.2f s; a core carries %.0f sides, naive %.0f%n",
                        model.language(),
                        round,
                        mine,
                        naive,
                        2.0 * sides.nurse().length / Sound.RATE / mine,
                        2.0 * sides.nurse().length / Sound.RATE / naive);
            }
        }
        System.out.printf(
                "%s: naive heard %d words, ours %d; to make them the same, %d change%n",
                model.language(), theirs.size(), ours.size(), WordErrors.distance(theirs, ours));
    }

    /** The product's own side, gate and pool, recognising on this thread. */
    private static void gated(
            SpeechModels models, SpeechModel model, Sides sides, List<String> words) {
        try (var captioner =
                new Captioner(new ListenerPool(models, UnaryOperator.identity(), 8), 0)) {
            for (var speaker : Speaker.values()) {
                var samples = speaker == Speaker.NURSE ? sides.nurse() : sides.patient();
                var side =
                        captioner.open(
                                model,
                                speaker,
                                new AtomicInteger(),
                                () -> 0,
                                c -> c.words().forEach(w -> words.add(w.w())));
                for (int at = 0; at < samples.length; at += 160) {
                    side.heard(Arrays.copyOfRange(samples, at, Math.min(samples.length, at + 160)));
                    side.work();
                }
                side.over();
                side.work();
            }
        }
    }

    private static void naive(Model model, short[] samples, List<String> words) throws Exception {
        try (var recognizer = new Recognizer(model, Sound.RATE)) {
            recognizer.setWords(true);
            for (int at = 0; at < samples.length; at += CaptionSide.PIECE) {
                var piece =
                        Arrays.copyOfRange(
                                samples, at, Math.min(samples.length, at + CaptionSide.PIECE));
                if (recognizer.acceptWaveForm(piece, piece.length)) {
                    keep(recognizer.getResult(), words);
                } else {
                    var partial =
                            JsonMapper.shared()
                                    .readTree(recognizer.getPartialResult())
                                    .path("partial");
                    if (partial.isMissingNode()) {
                        throw new IllegalStateException("No partial");
                    }
                }
            }
            keep(recognizer.getFinalResult(), words);
        }
    }

    private static void keep(String result, List<String> words) {
        for (var word : JsonMapper.shared().readTree(result).path("result")) {
            if (!word.path("word").asString("").equals("[unk]")) {
                words.add(word.path("word").asString(""));
            }
        }
    }

    /** So many talks at once, each piece handed over when it would come from the wire. */
    private static void live(SpeechModels models, Sides sides, int talks) throws Exception {
        var model = models.forLanguage("en").orElseThrow();
        var late = new CopyOnWriteArrayList<Long>();
        long began = System.nanoTime();
        try (var captioner =
                new Captioner(new ListenerPool(models, UnaryOperator.identity(), 2 * talks), 1)) {
            var threads = new ArrayList<Thread>();
            for (int i = 0; i < talks; i++) {
                for (var samples : List.of(sides.nurse(), sides.patient())) {
                    var side =
                            captioner.open(
                                    model,
                                    Speaker.PATIENT,
                                    new AtomicInteger(),
                                    () -> 0,
                                    c -> done(c, began, late));
                    threads.add(Thread.ofVirtual().start(() -> speak(side, samples, began)));
                }
            }
            for (var thread : threads) {
                thread.join();
            }
            var sorted = late.stream().map(Long::doubleValue).sorted().toList();
            System.out.printf(
                    Locale.ROOT,
                    "%d talks at once on one thread: %d sentences, whole p50 %.0f ms, p95 %.0f ms after their last word; %d times a side gave way%n",
                    talks,
                    sorted.size(),
                    sorted.isEmpty() ? 0 : Ratios.quantile(sorted, 0.5),
                    sorted.isEmpty() ? 0 : Ratios.quantile(sorted, 0.95),
                    captioner.shed());
        }
    }

    private static void done(Caption caption, long began, List<Long> late) {
        if (caption.done() && !caption.words().isEmpty()) {
            late.add((System.nanoTime() - began) / 1_000_000 - caption.words().getLast().e());
        }
    }

    private static void speak(CaptionSide side, short[] samples, long began) {
        for (int at = 0; at < samples.length; at += 160) {
            long due = began + at * 125_000L;
            java.util.concurrent.locks.LockSupport.parkNanos(due - System.nanoTime());
            side.heard(Arrays.copyOfRange(samples, at, Math.min(samples.length, at + 160)));
        }
        side.over();
    }

    private static Sides sides(byte[] tape) {
        var all = ByteBuffer.wrap(tape).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
        var nurse = new short[tape.length / 4];
        var patient = new short[tape.length / 4];
        for (int i = 0; i < nurse.length; i++) {
            patient[i] = all.get(2 * i);
            nurse[i] = all.get(2 * i + 1);
        }
        return new Sides(nurse, patient);
    }

    private interface Work {
        void run() throws Exception;
    }

    /** Of this thread: Vosk computes on the thread that feeds it. */
    private static double cpu(Work work) throws Exception {
        var threads = ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadCpuTime();
        work.run();
        return (threads.getCurrentThreadCpuTime() - before) / 1e9;
    }
}
