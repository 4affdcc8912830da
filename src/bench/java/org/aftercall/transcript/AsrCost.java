package org.aftercall.transcript;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.aftercall.bench.BenchHouse;
import org.aftercall.bench.Ratios;
import org.aftercall.recording.RecordingId;
import org.aftercall.recording.Recordings;
import org.aftercall.recording.Sound;
import org.awaitility.Awaitility;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.vosk.LibVosk;
import org.vosk.LogLevel;
import org.vosk.Model;
import org.vosk.Recognizer;
import tools.jackson.databind.json.JsonMapper;

/**
 * What transcribing costs beside the recogniser itself: ours fetches, unseals, decodes, listens to
 * both sides, writes the words and tells; the limit feeds the same samples from memory to two bare
 * recognisers in pieces of 0.2 s. Ours passes over long pauses, so it may be the cheaper one;
 * whether it hears the same words is printed.
 */
public final class AsrCost {
    private static final int SECONDS = 120;
    private static final int ROUNDS = 9;

    private AsrCost() {}

    private record Side(short[] nurse, short[] patient) {}

    public static void run() throws Exception {
        var models = Path.of("storage/models").toAbsolutePath();
        System.out.printf(
                "asr-cost: %d s of talk in each language, both sides, demo models, %d rounds, ours and the limit in turn%n",
                SECONDS, ROUNDS);
        LibVosk.setLogLevel(LogLevel.WARNINGS);
        var house = new BenchHouse(Map.of("aftercall.speech.models", models.toString()));
        var verdicts = new ArrayList<String>();
        var cpu = new Ratios("asr-cost", 1.05);
        var wall = new Ratios("asr-cost wall", 1.05);
        for (var language : List.of("en", "zh")) {
            var call = house.tape(BenchHouse.talk(language, SECONDS), language);
            house.hangUp(call);
            var recordings = house.get(Recordings.class);
            var transcripts = house.get(Transcripts.class);
            Awaitility.await()
                    .atMost(2, TimeUnit.MINUTES)
                    .until(() -> {
                        var found = transcripts.of(List.of(call)).get(call);
                        return found != null && found.state().equals("READY");
                    });
            var id = recordings.of(call).orElseThrow().id();
            var sides = sides(recordings, id);
            double ours = 0;
            double bare = 0;
            var words = new Words();
            try (var model = new Model(models.resolve("demo-" + language).toString())) {
                for (int round = -1; round < ROUNDS; round++) {
                    var mine = measure(() -> again(house, id));
                    var limit =
                            measure(() -> {
                                words.nurse = listen(model, sides.nurse());
                                words.patient = listen(model, sides.patient());
                            });
                    System.out.printf(
                            Locale.ROOT,
                            "%s %2d: ours %.2f s CPU, %.2f s; limit %.2f s CPU, %.2f s%n",
                            language,
                            round,
                            mine.cpu(),
                            mine.wall(),
                            limit.cpu(),
                            limit.wall());
                    if (round >= 0) {
                        cpu.add(mine.cpu(), limit.cpu());
                        wall.add(mine.wall(), limit.wall());
                        ours += mine.cpu();
                        bare += limit.cpu();
                    }
                }
            }
            words.compare(language, transcripts.words(transcripts.of(id).orElseThrow().id()));
            double hours = ROUNDS * SECONDS / 3600.0;
            verdicts.add(
                    String.format(
                            Locale.ROOT,
                            "%s: an hour of talk (two sides) costs %.0f s of one core, the bare loop %.0f s",
                            language,
                            ours / hours,
                            bare / hours));
        }
        house.close();
        verdicts.forEach(System.out::println);
        System.out.println(wall.verdict());
        System.out.println(cpu.verdict());
    }

    private static void again(BenchHouse house, RecordingId id) throws Exception {
        var db = house.get(JdbcClient.class);
        db.sql("DELETE FROM transcript.utterance").update();
        // Not WAITING, or the sweep would have it transcribed beside us.
        db.sql("UPDATE transcript.transcript SET state = 'FAILED'").update();
        house.get(Transcripts.class).make(id);
    }

    private static List<String> listen(Model model, short[] side) throws Exception {
        int piece = Sound.RATE / 5;
        try (var recognizer = new Recognizer(model, Sound.RATE)) {
            recognizer.setWords(true);
            var heard = new ArrayList<String>();
            var buffer = new short[piece];
            for (int at = 0; at < side.length; at += piece) {
                int count = Math.min(piece, side.length - at);
                System.arraycopy(side, at, buffer, 0, count);
                if (recognizer.acceptWaveForm(buffer, count)) {
                    keep(heard, recognizer.getResult());
                }
            }
            keep(heard, recognizer.getFinalResult());
            return heard;
        }
    }

    private static void keep(List<String> heard, String result) {
        for (var word :
                JsonMapper.shared().readTree(result).path("text").stringValue("").split(" ")) {
            if (!word.isEmpty() && !word.equals("[unk]")) {
                heard.add(word);
            }
        }
    }

    /** What the bare loop heard, to see that ours heard the same. */
    private static final class Words {
        private List<String> nurse = List.of();
        private List<String> patient = List.of();

        void compare(String language, List<Utterance> ours) {
            var all = new ArrayList<>(nurse);
            all.addAll(patient);
            var mine = new ArrayList<String>();
            for (var side : Speaker.values()) {
                ours.stream()
                        .filter(u -> u.speaker() == side)
                        .flatMap(u -> u.words().stream())
                        .forEach(w -> mine.add(w.w()));
            }
            System.out.printf(
                    "%s: the bare loop heard %d words, ours %d; to make them the same, %d words change%n",
                    language, all.size(), mine.size(), WordErrors.distance(all, mine));
        }
    }

    private static Side sides(Recordings recordings, RecordingId id) throws Exception {
        try (var sound = recordings.hear(id).orElseThrow()) {
            var all = sound.next(SECONDS * Sound.RATE * 2);
            if (all == null) {
                throw new IllegalStateException("No sound");
            }
            return new Side(all.nurse(), all.patient());
        }
    }

    private record Cost(double cpu, double wall) {}

    private interface Work {
        void run() throws Exception;
    }

    /** CPU of this thread: Vosk computes on the thread that feeds it. */
    private static Cost measure(Work work) throws Exception {
        var threads = ManagementFactory.getThreadMXBean();
        long cpu = threads.getCurrentThreadCpuTime();
        long wall = System.nanoTime();
        work.run();
        return new Cost(
                (threads.getCurrentThreadCpuTime() - cpu) / 1e9, (System.nanoTime() - wall) / 1e9);
    }
}
