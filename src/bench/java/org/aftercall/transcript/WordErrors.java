package org.aftercall.transcript;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.aftercall.bench.Options;
import org.aftercall.recording.Speech;
import org.aftercall.transcript.engine.Engine;
import org.aftercall.transcript.engine.Wanted;
import org.aftercall.transcript.vosk.SpeechModels;
import org.aftercall.transcript.whisper.WhisperServer;

/**
 * Word errors of everybody who could listen here: the demo models, whatever official model lies in
 * {@code var/models}, and a speech server where one is named; plain, and with a list of words of a
 * hospital where that can be told. On sentences in other wording than the demo models were made
 * with and by voices they never heard (src/bench/asr, espeak-ng f4, m7, Andrea, Mike), over u-law
 * as through a telephone. English in words, Mandarin in characters. Of human speech it says
 * nothing.
 */
public final class WordErrors {
    private static final List<String> VOICES = List.of("f4", "m7", "Andrea", "Mike");
    private static final Path SENTENCES = Path.of("src/bench/asr");
    private static final int RATE = 8000;

    private WordErrors() {}

    private record Score(int errors, int words) {
        Score and(Score other) {
            return new Score(errors + other.errors, words + other.words);
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT, "%.2f %% of %d", words == 0 ? 0 : 100.0 * errors / words, words);
        }
    }

    public static void run(Options options) throws Exception {
        int sentences = options.number("sentences", 40);
        var known = System.getenv().getOrDefault("AFTERCALL_SPEECH_SERVER_URL", "");
        var server = options.text("server", known);
        var name =
                options.text(
                        "server-model",
                        System.getenv().getOrDefault("AFTERCALL_SPEECH_SERVER_MODEL", "whisper"));
        options.done();
        var engines = engines(server, name);
        System.out.printf(
                "asr: %d engines, at most %d held-out sentences by %d held-out voices each, u-law%n",
                engines.size(), sentences, VOICES.size());
        var verdict = new StringBuilder("asr");
        for (var engine : engines) {
            var maker = engine.plain().maker();
            var plain = score(engine.plain(), sentences);
            verdict.append(
                    String.format(
                            Locale.ROOT,
                            " %s%s %s %s",
                            maker.engine().equals(WhisperServer.ENGINE) ? "server " : "",
                            maker.model(),
                            maker.language().equals("zh") ? "CER" : "WER",
                            plain));
            if (engine.told().use().any()) {
                verdict.append(
                        String.format(
                                Locale.ROOT,
                                ", with %d words %s",
                                words(maker.language()).size(),
                                score(engine.told(), sentences)));
            }
            verdict.append(';');
        }
        System.out.println(verdict);
    }

    /** Somebody who listens, as he is and with the words of a hospital. */
    private record Both(Engine plain, Engine told) {}

    private static List<Both> engines(String server, String name) throws IOException {
        var vosk =
                new SpeechModels(
                        List.of(Path.of("var/models"), Path.of("storage/models")),
                        Path.of("target/boosted-models"));
        var all = new ArrayList<Both>();
        for (var model : vosk.all()) {
            var words = new Wanted(1, words(model.language()));
            all.add(new Both(vosk.engine(model, Wanted.NOTHING), vosk.engine(model, words)));
        }
        if (!server.isEmpty()) {
            var whisper = new WhisperServer(URI.create(server), name, Duration.ofMinutes(5));
            for (var language : List.of("en", "zh")) {
                var words = new Wanted(1, words(language));
                all.add(
                        new Both(
                                whisper.engine(language, Wanted.NOTHING),
                                whisper.engine(language, words)));
            }
        }
        return all;
    }

    private static List<String> words(String language) throws IOException {
        return Files.readAllLines(SENTENCES.resolve(language + ".words"));
    }

    private static Score score(Engine engine, int sentences) throws Exception {
        var total = new Score(0, 0);
        for (var voice : VOICES) {
            var score = score(engine, voice, sentences);
            total = total.and(score);
            System.out.printf(
                    Locale.ROOT,
                    "%s%s, voice %s: %s%n",
                    engine.maker().model(),
                    engine.maker().words() == null || engine.maker().words() == 0
                            ? ""
                            : " with words",
                    voice,
                    score);
        }
        return total;
    }

    private static Score score(Engine engine, String voice, int most) throws Exception {
        var language = engine.maker().language();
        boolean zh = language.equals("zh");
        var total = new Score(0, 0);
        for (var line : lines(language).stream().limit(most).toList()) {
            var samples = Speech.say((zh ? "cmn-latn-pinyin+" : "en-us+") + voice, line);
            var said = units(line.words(), zh);
            total = total.and(new Score(distance(said, heard(engine, samples, zh)), said.size()));
        }
        return total;
    }

    private static List<Speech.Line> lines(String language) throws IOException {
        return Files.readAllLines(SENTENCES.resolve(language + ".txt")).stream()
                .map(l -> l.split("\t", 2))
                .map(p -> new Speech.Line(p[0], p[p.length - 1]))
                .toList();
    }

    private static List<String> heard(Engine engine, short[] samples, boolean zh)
            throws IOException {
        var padded = new short[samples.length + RATE];
        System.arraycopy(samples, 0, padded, RATE * 3 / 10, samples.length);
        try (var listener = engine.listen(RATE)) {
            for (int at = 0; at < padded.length; at += RATE / 5) {
                var piece = Arrays.copyOfRange(padded, at, Math.min(padded.length, at + RATE / 5));
                listener.hear(piece, piece.length);
            }
            listener.finish();
            var words = new ArrayList<String>();
            listener.heard().forEach(h -> h.words().forEach(w -> words.add(w.word())));
            return units(String.join(" ", words), zh);
        }
    }

    private static List<String> units(String text, boolean characters) {
        return Arrays.stream(characters ? text.replace(" ", "").split("") : text.split(" "))
                .filter(u -> !u.isEmpty())
                .toList();
    }

    /** Words to put in, take out or exchange. */
    static int distance(List<String> one, List<String> other) {
        var row = new int[other.size() + 1];
        Arrays.setAll(row, i -> i);
        for (int i = 1; i <= one.size(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int kept = one.get(i - 1).equals(other.get(j - 1)) ? diagonal : diagonal + 1;
                diagonal = row[j];
                row[j] = Math.min(kept, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.size()];
    }
}
