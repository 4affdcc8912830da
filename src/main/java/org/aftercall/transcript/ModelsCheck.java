package org.aftercall.transcript;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.aftercall.kernel.Check;
import org.aftercall.kernel.Finding;
import org.aftercall.transcript.engine.Heard;
import org.aftercall.transcript.vosk.SpeechModel;
import org.aftercall.transcript.vosk.SpeechModels;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Has each installed Vosk model listen to about three seconds of speech in its language. The
 * sentences are of the simulated network's nurse, spoken by espeak-ng and through a telephone
 * ({@code speech/en.wav}, {@code zh.wav}: 8 kHz, 16 bit).
 */
@Component
class ModelsCheck implements Check {
    private static final int RATE = 8000;
    private static final int HEADER = 44;

    /** Less than the doctor waits for us. */
    private static final Duration PATIENCE = Duration.ofSeconds(25);

    private static final String GET = "./aftercall model get vosk-model-small-cn-0.22";

    private final SpeechModels models;
    private final Supplier<Vocabulary.Saved> words;
    private final Sample sample;
    private final Room room;
    private final Duration patience;

    /** Speech to be listened to. */
    interface Sample {
        /** 16-bit mono samples, 8 000 a second. */
        short[] in(String language) throws IOException;
    }

    /** What there is room for. */
    interface Room {
        /** Memory that may be taken, in bytes. */
        long bytes() throws IOException;
    }

    @Autowired
    ModelsCheck(SpeechModels models, Vocabulary vocabulary) {
        this(models, vocabulary::current, ModelsCheck::shipped, ModelsCheck::available, PATIENCE);
    }

    ModelsCheck(
            SpeechModels models,
            Supplier<Vocabulary.Saved> words,
            Sample sample,
            Room room,
            Duration patience) {
        this.models = models;
        this.words = words;
        this.sample = sample;
        this.room = room;
        this.patience = patience;
    }

    @Override
    public String topic() {
        return "speech";
    }

    @Override
    public List<Finding> look() {
        var all = models.all();
        if (all.isEmpty()) {
            return List.of(
                    Finding.skip(
                            "models",
                            "none is installed: calls are recorded, not transcribed",
                            GET));
        }
        var known = words.get();
        // Not a virtual thread: Vosk would hold what carries them for seconds.
        var ear =
                Executors.newSingleThreadExecutor(
                        Thread.ofPlatform()
                                .daemon()
                                .name("doctor-listens")
                                .priority(Thread.MIN_PRIORITY)
                                .factory());
        try {
            var until = System.nanoTime() + patience.toNanos();
            var listening =
                    all.stream()
                            .map(m -> ear.submit((Callable<Finding>) () -> listen(m, known)))
                            .toList();
            var found = new ArrayList<Finding>();
            for (int i = 0; i < all.size(); i++) {
                found.add(await(all.get(i), listening.get(i), until));
            }
            return found;
        } finally {
            // Not close(): that would wait for one that takes longer.
            ear.shutdownNow();
        }
    }

    private Finding await(SpeechModel model, Future<Finding> listening, long until) {
        try {
            return listening.get(until - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return Finding.skip(
                    model.name(),
                    "did not come to an end within " + patience.toSeconds() + " s",
                    "Look again when fewer calls go on; if it stays, choose a smaller model on the"
                            + " page Speech");
        } catch (ExecutionException e) {
            return Finding.fail(
                    model.name(),
                    "cannot listen: " + e.getCause(),
                    "Put its folder there anew (./aftercall model list names the official ones), or"
                            + " take it out of var/models");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Finding listen(SpeechModel model, Vocabulary.Saved known) throws IOException {
        long wanted = models.isLoaded(model) ? 0 : size(model.folder());
        if (wanted > room.bytes()) {
            return Finding.skip(
                    model.name(),
                    "was not loaded: it takes %d MB and more, and %d MB are free"
                            .formatted(wanted >> 20, room.bytes() >> 20),
                    "Give this machine more memory, or take the model out of var/models");
        }
        var speech = sample.in(model.language());
        try (var listener = models.listenOnce(model, known.in(model.language()), RATE)) {
            long began = System.nanoTime();
            listener.hear(speech, speech.length);
            listener.finish();
            double took = (System.nanoTime() - began) / 1e9;
            return finding(model.name(), (double) speech.length / RATE, took, listener.heard());
        }
    }

    private static Finding finding(String model, double spoken, double took, List<Heard> heard) {
        var words =
                heard.stream()
                        .flatMap(h -> h.words().stream())
                        .map(Heard.Word::word)
                        .collect(Collectors.joining(" "));
        var seen = "%.1f s of speech in %.2f s".formatted(spoken, took);
        if (words.isEmpty()) {
            return Finding.warn(
                    model,
                    seen + ", and not one word was heard",
                    "Put its folder there anew, or choose another model on the page Speech");
        }
        return took < spoken
                ? Finding.pass(model, seen + ": " + words)
                : Finding.warn(
                        model,
                        seen + ", slower than it is spoken: " + words,
                        "Choose a smaller model on the page Speech, or give this machine more cores");
    }

    /** What a model has on disk it has in memory, or nearly. */
    private static long size(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).mapToLong(ModelsCheck::bytes).sum();
        }
    }

    private static long bytes(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What Linux can hand out before it swaps; where it does not say, whatever is wanted. */
    private static long available() throws IOException {
        var told = Path.of("/proc/meminfo");
        if (!Files.isReadable(told)) {
            return Long.MAX_VALUE;
        }
        return Files.readAllLines(told).stream()
                .filter(l -> l.startsWith("MemAvailable:"))
                .mapToLong(l -> Long.parseLong(l.replaceAll("\\D", "")) << 10)
                .findFirst()
                .orElse(Long.MAX_VALUE);
    }

    static short[] shipped(String language) throws IOException {
        try (var in = ModelsCheck.class.getResourceAsStream("/speech/" + language + ".wav")) {
            if (in == null) {
                throw new IOException("there is no speech in " + language);
            }
            in.skipNBytes(HEADER);
            var bytes = in.readAllBytes();
            var samples = new short[bytes.length / 2];
            ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
            return samples;
        }
    }
}
