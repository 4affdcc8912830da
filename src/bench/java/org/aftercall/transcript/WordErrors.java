package org.aftercall.transcript;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.aftercall.bench.Options;
import org.aftercall.recording.Speech;
import org.aftercall.transcript.vosk.SpeechModel;
import org.aftercall.transcript.vosk.SpeechModels;

/**
 * Word errors of every model that lies here, on sentences in other wording than the demo models
 * were made with and by voices they never heard (src/bench/asr, espeak-ng f4, m7, Andrea, Mike),
 * over u-law as through a telephone. English in words, Mandarin in characters. Of human speech it
 * says nothing.
 */
public final class WordErrors {
    private static final List<String> VOICES = List.of("f4", "m7", "Andrea", "Mike");
    private static final int RATE = 8000;

    private WordErrors() {}

    private record Score(int errors, int words) {
        Score and(Score other) {
            return new Score(errors + other.errors, words + other.words);
        }

        double percent() {
            return words == 0 ? 0 : 100.0 * errors / words;
        }
    }

    public static void run(Options options) throws Exception {
        int sentences = options.number("sentences", 40);
        options.done();
        var models = new SpeechModels(List.of(Path.of("var/models"), Path.of("storage/models")));
        System.out.printf(
                "asr: %d models, at most %d held-out sentences by %d held-out voices each, u-law%n",
                models.all().size(), sentences, VOICES.size());
        var verdict = new StringBuilder("asr");
        for (var model : models.all()) {
            var total = new Score(0, 0);
            for (var voice : VOICES) {
                var score = score(models, model, voice, sentences);
                total = total.and(score);
                System.out.printf(
                        Locale.ROOT,
                        "%s, voice %s: %.2f %% of %d%n",
                        model.name(),
                        voice,
                        score.percent(),
                        score.words());
            }
            verdict.append(
                    String.format(
                            Locale.ROOT,
                            " %s %s %.2f %% of %d;",
                            model.name(),
                            model.language().equals("zh") ? "CER" : "WER",
                            total.percent(),
                            total.words()));
        }
        System.out.println(verdict);
    }

    private static Score score(SpeechModels models, SpeechModel model, String voice, int most)
            throws Exception {
        boolean zh = model.language().equals("zh");
        var total = new Score(0, 0);
        for (var line : lines(model.language()).stream().limit(most).toList()) {
            var samples = Speech.say((zh ? "cmn-latn-pinyin+" : "en-us+") + voice, line);
            var said = units(line.words(), zh);
            total =
                    total.and(
                            new Score(
                                    distance(said, heard(models, model, samples, zh)),
                                    said.size()));
        }
        return total;
    }

    private static List<Speech.Line> lines(String language) throws IOException {
        return Files.readAllLines(Path.of("src/bench/asr", language + ".txt")).stream()
                .map(l -> l.split("\t", 2))
                .map(p -> new Speech.Line(p[0], p[p.length - 1]))
                .toList();
    }

    private static List<String> heard(
            SpeechModels models, SpeechModel model, short[] samples, boolean zh)
            throws IOException {
        var padded = new short[samples.length + RATE];
        System.arraycopy(samples, 0, padded, RATE * 3 / 10, samples.length);
        try (var listener = models.listen(model, RATE)) {
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
