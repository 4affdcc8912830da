package org.aftercall.transcript;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.aftercall.recording.Sound;
import org.aftercall.transcript.engine.Engine;
import org.aftercall.transcript.engine.Heard;
import org.jspecify.annotations.Nullable;

/** Turns the two sides of a recording into utterances, each side for itself and never mixed. */
final class Interpreter {
    // 0.4 s: the model computes in pieces of a fifth of a second, more at once costs less.
    private static final int PIECE = Sound.RATE * 2 / 5;

    /** By then a language has shown itself, if anybody spoke. */
    private static final int SAMPLES_TO_TELL = Sound.RATE * 20;

    private static final List<String> LANGUAGES = List.of("zh", "en");

    private final double quietDbfs;

    Interpreter(double quietDbfs) {
        this.quietDbfs = quietDbfs;
    }

    /** What came out, and who made it. */
    record Result(Engine.Maker by, List<Utterance> utterances) {}

    /**
     * Listens once, whatever has to be found out.
     *
     * @param language what the patient is spoken to in; null to find out by listening
     * @param choice who listens to a language
     * @return empty when there is nobody for it
     * @throws IOException when the sound or the model cannot be read, or the engine is down
     */
    Optional<Result> interpret(
            Sound sound, @Nullable String language, Function<String, Optional<Engine>> choice)
            throws IOException {
        var candidates = new ArrayList<Ears>();
        try {
            for (var one : language == null ? LANGUAGES : List.of(language)) {
                var engine = choice.apply(one);
                if (engine.isPresent()) {
                    candidates.add(new Ears(engine.get(), sound));
                }
            }
            if (candidates.isEmpty()) {
                return Optional.empty();
            }
            listen(sound, candidates);
            var best = best(candidates);
            return Optional.of(new Result(best.engine.maker(), best.utterances()));
        } finally {
            candidates.forEach(Ears::close);
        }
    }

    private static void listen(Sound sound, List<Ears> candidates) throws IOException {
        int heard = 0;
        for (var piece = sound.next(PIECE); piece != null; piece = sound.next(PIECE)) {
            for (var ears : candidates) {
                ears.hear(piece);
            }
            heard += piece.nurse().length;
            if (candidates.size() > 1 && heard >= SAMPLES_TO_TELL) {
                var best = best(candidates);
                if (best.sureSeconds() > 0) {
                    candidates.stream().filter(e -> e != best).forEach(Ears::close);
                    candidates.removeIf(e -> e != best);
                }
            }
        }
        for (var ears : candidates) {
            ears.finish();
        }
    }

    /** The right language is the one that finds sure words for most of the time. */
    private static Ears best(List<Ears> candidates) {
        return candidates.stream().max(Comparator.comparingDouble(Ears::sureSeconds)).orElseThrow();
    }

    /** One engine, listening to both sides. */
    private final class Ears {
        private final Engine engine;
        private final Ear nurse;
        private final Ear patient;

        Ears(Engine engine, Sound sound) throws IOException {
            this.engine = engine;
            this.nurse = new Ear(engine, sound.profiles().nurse(), quietDbfs);
            this.patient = new Ear(engine, sound.profiles().patient(), quietDbfs);
        }

        void hear(Sound.Piece piece) throws IOException {
            nurse.hear(piece.nurse());
            patient.hear(piece.patient());
        }

        double sureSeconds() {
            return nurse.sureSeconds() + patient.sureSeconds();
        }

        void finish() throws IOException {
            nurse.finish();
            patient.finish();
        }

        void close() {
            nurse.close();
            patient.close();
        }

        /** Both sides in the order in which they began to speak. */
        List<Utterance> utterances() {
            record Turn(Speaker speaker, Heard heard) {}
            var turns = new ArrayList<Turn>();
            nurse.heard().forEach(h -> turns.add(new Turn(Speaker.NURSE, h)));
            patient.heard().forEach(h -> turns.add(new Turn(Speaker.PATIENT, h)));
            turns.sort(Comparator.comparingDouble(t -> t.heard().words().getFirst().start()));
            var numbered = new ArrayList<Utterance>(turns.size());
            for (var turn : turns) {
                numbered.add(utterance(numbered.size(), turn.speaker(), turn.heard()));
            }
            return numbered;
        }
    }

    private static Utterance utterance(int seq, Speaker speaker, Heard heard) {
        var words =
                heard.words().stream()
                        .map(w ->
                                new Utterance.Word(
                                        w.word(),
                                        (int) Math.round(w.start() * 1000),
                                        (int) Math.round(w.end() * 1000),
                                        w.confidence()))
                        .toList();
        return new Utterance(seq, speaker, words.getFirst().s(), words.getLast().e(), words);
    }
}
