package org.aftercall.transcript;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.aftercall.recording.RecordingId;
import org.aftercall.recording.Recordings;
import org.aftercall.recording.Sound;
import org.aftercall.transcript.vosk.Heard;
import org.aftercall.transcript.vosk.Listener;
import org.aftercall.transcript.vosk.SpeechModel;
import org.aftercall.transcript.vosk.SpeechModels;
import org.jspecify.annotations.Nullable;

/** Turns the two sides of a recording into utterances, each side for itself and never mixed. */
final class Interpreter {
    // 0.2 s: short enough for the recogniser's end points, long enough to cost nothing.
    private static final int PIECE = Sound.RATE / 5;
    private static final int SAMPLE_SECONDS = 20;
    private static final double TARGET_PEAK = 0.5;

    private final Recordings recordings;
    private final SpeechModels models;
    private final double quietPeak;

    Interpreter(Recordings recordings, SpeechModels models, double quietDbfs) {
        this.recordings = recordings;
        this.models = models;
        this.quietPeak = Math.pow(10, quietDbfs / 20);
    }

    /** What came out, and of which model. */
    record Result(SpeechModel model, List<Utterance> utterances) {}

    /**
     * @param language what the patient is spoken to in; null to find out by listening
     * @return empty when there is no model for it
     * @throws IOException when the sound cannot be read
     */
    Optional<Result> interpret(RecordingId id, @Nullable String language) throws IOException {
        var gains = gains(id);
        var model = language == null ? likeliest(id, gains) : models.forLanguage(language);
        if (model.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Result(model.get(), hear(id, model.get(), gains, Integer.MAX_VALUE)));
    }

    private Optional<SpeechModel> likeliest(RecordingId id, Gains gains) throws IOException {
        var candidates = new ArrayList<SpeechModel>();
        for (var language : List.of("zh", "en")) {
            models.forLanguage(language).ifPresent(candidates::add);
        }
        if (candidates.size() < 2) {
            return candidates.stream().findFirst();
        }
        SpeechModel best = candidates.getFirst();
        double bestScore = -1;
        for (var candidate : candidates) {
            // The right language is the one that finds sure words for most of the time.
            var score =
                    hear(id, candidate, gains, SAMPLE_SECONDS * Sound.RATE).stream()
                            .flatMap(u -> u.words().stream())
                            .mapToDouble(w -> w.c() * (w.e() - w.s()))
                            .sum();
            if (score > bestScore) {
                bestScore = score;
                best = candidate;
            }
        }
        return Optional.of(best);
    }

    private List<Utterance> hear(RecordingId id, SpeechModel model, Gains gains, int atMost)
            throws IOException {
        try (var sound = open(id);
                var nurse = models.listen(model, Sound.RATE);
                var patient = models.listen(model, Sound.RATE)) {
            int done = 0;
            for (var piece = sound.next(PIECE);
                    piece != null && done < atMost;
                    piece = sound.next(PIECE)) {
                feed(nurse, piece.nurse(), gains.nurse());
                feed(patient, piece.patient(), gains.patient());
                done += piece.nurse().length;
            }
            return merge(nurse.finish(), patient.finish());
        }
    }

    private static void feed(Listener listener, short[] samples, double gain) {
        if (gain != 1) {
            for (int i = 0; i < samples.length; i++) {
                samples[i] =
                        (short)
                                Math.clamp(
                                        Math.round(samples[i] * gain),
                                        Short.MIN_VALUE,
                                        Short.MAX_VALUE);
            }
        }
        listener.hear(samples, samples.length);
    }

    /** Both sides in the order in which they began to speak. */
    private static List<Utterance> merge(List<Heard> nurse, List<Heard> patient) {
        var all = new ArrayList<Utterance>();
        nurse.forEach(h -> all.add(utterance(Speaker.NURSE, h)));
        patient.forEach(h -> all.add(utterance(Speaker.PATIENT, h)));
        all.sort(Comparator.comparingInt(Utterance::fromMs));
        var numbered = new ArrayList<Utterance>(all.size());
        for (var u : all) {
            numbered.add(
                    new Utterance(numbered.size(), u.speaker(), u.fromMs(), u.toMs(), u.words()));
        }
        return numbered;
    }

    private static Utterance utterance(Speaker speaker, Heard heard) {
        var words =
                heard.words().stream()
                        .map(w ->
                                new Utterance.Word(
                                        w.word(),
                                        (int) Math.round(w.start() * 1000),
                                        (int) Math.round(w.end() * 1000),
                                        w.confidence()))
                        .toList();
        return new Utterance(0, speaker, words.getFirst().s(), words.getLast().e(), words);
    }

    private record Gains(double nurse, double patient) {}

    private Gains gains(RecordingId id) throws IOException {
        try (var sound = open(id)) {
            int nurse = 0;
            int patient = 0;
            for (var piece = sound.next(PIECE); piece != null; piece = sound.next(PIECE)) {
                nurse = Math.max(nurse, peak(piece.nurse()));
                patient = Math.max(patient, peak(piece.patient()));
            }
            return new Gains(gain(nurse), gain(patient));
        }
    }

    private double gain(int peak) {
        double level = peak / 32768.0;
        // Below a thousandth there is only hiss; lifting that makes words of it.
        return level >= quietPeak || level < 0.001 ? 1 : TARGET_PEAK / level;
    }

    private static int peak(short[] samples) {
        int peak = 0;
        for (short s : samples) {
            peak = Math.max(peak, Math.abs(s));
        }
        return peak;
    }

    private Sound open(RecordingId id) throws IOException {
        return recordings
                .hear(id)
                .orElseThrow(() -> new IOException("There is no sound of recording " + id.value()));
    }
}
