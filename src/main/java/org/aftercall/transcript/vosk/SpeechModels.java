package org.aftercall.transcript.vosk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.aftercall.transcript.engine.Engine;
import org.aftercall.transcript.engine.Listener;
import org.aftercall.transcript.engine.Use;
import org.aftercall.transcript.engine.Wanted;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vosk.LibVosk;
import org.vosk.LogLevel;
import org.vosk.Model;
import org.vosk.Recognizer;

/**
 * The models that lie in some folders, looked for anew at each question, so that one may be dropped
 * in, replaced or taken out while we run. A loaded model is shared by all threads.
 */
public final class SpeechModels {
    /** The name of Vosk in a transcript. */
    public static final String ENGINE = "vosk";

    private static final Logger log = LoggerFactory.getLogger(SpeechModels.class);
    private static final Pattern ENGLISH = Pattern.compile("(^|[-_])en([-_]|$)");
    private static final Pattern MANDARIN = Pattern.compile("(^|[-_])(zh|cn)([-_]|$)");

    private final List<Path> homes;
    private final BoostedModels boosted;
    private final Map<Path, Loaded> loaded = new HashMap<>();
    private final Set<Object> making = ConcurrentHashMap.newKeySet();

    /**
     * @param homes folders of model folders, the preferred ones first
     * @param boosted where copies lie in which a house's words are likelier
     */
    public SpeechModels(List<Path> homes, Path boosted) {
        this.homes = List.copyOf(homes);
        this.boosted = new BoostedModels(boosted);
    }

    /** Everything that looks like a model, the preferred ones first. */
    public List<SpeechModel> all() {
        var found = new ArrayList<SpeechModel>();
        for (var home : homes) {
            if (!Files.isDirectory(home)) {
                continue;
            }
            try (var folders = Files.list(home)) {
                folders.sorted().flatMap(f -> read(f).stream()).forEach(found::add);
            } catch (IOException e) {
                log.warn("Cannot look for speech models in {}: {}", home, e.toString());
            }
        }
        return found;
    }

    public Optional<SpeechModel> forLanguage(String language) {
        return all().stream().filter(m -> m.language().equals(language)).findFirst();
    }

    /**
     * The model as one that listens after the call; it is loaded when somebody listens.
     *
     * @param wanted words that are to be heard, as far as the model allows
     */
    public Engine engine(SpeechModel model, Wanted wanted) {
        @Nullable Integer version = boosted.able(model) ? wanted.version() : null;
        var maker = new Engine.Maker(ENGINE, model.name(), model.language(), model.demo(), version);
        return new Engine() {
            @Override
            public Maker maker() {
                return maker;
            }

            @Override
            public Listener listen(int sampleRate) throws IOException {
                return new VoskListener(
                        recognizer(boosted.make(model, wanted.terms()), sampleRate));
            }

            @Override
            public Use use() {
                return told(model, wanted.terms());
            }
        };
    }

    private Use told(SpeechModel model, List<String> terms) {
        var place = BoostedModels.graph(model);
        if (place.isEmpty()) {
            return new Use(Use.Means.FIXED, List.of(), List.of());
        }
        if (!boosted.able(model)) {
            return new Use(Use.Means.UNREADABLE, List.of(), List.of());
        }
        try {
            var graph = model.folder().resolve(place.get());
            var spelling = new Spelling(BoostedModels.words(graph, FstFile.read(graph)));
            return new Use(
                    Use.Means.GRAPH,
                    terms.stream().filter(t -> spelling.spelled(t).isEmpty()).toList(),
                    List.of());
        } catch (IOException e) {
            log.warn("The graph of {} cannot be read: {}", model.name(), e.getMessage());
            return new Use(Use.Means.UNREADABLE, List.of(), List.of());
        }
    }

    /**
     * The model to caption with now: with the words that are wanted as soon as its copy is made,
     * which nobody waits for.
     */
    public SpeechModel live(SpeechModel model, Wanted wanted) {
        return boosted.ready(model, wanted.terms())
                .orElseGet(() -> {
                    var key = List.of(model, wanted);
                    if (making.add(key)) {
                        Thread.ofVirtual()
                                .name("boosting")
                                .start(() -> {
                                    try {
                                        boosted.make(model, wanted.terms());
                                    } finally {
                                        making.remove(key);
                                    }
                                });
                    }
                    return model;
                });
    }

    /**
     * A recogniser for speech as it comes.
     *
     * @throws IOException when the folder is not a model that Vosk can load
     */
    public LiveListener listenLive(SpeechModel model, int sampleRate) throws IOException {
        return new LiveListener(recognizer(model, sampleRate), sampleRate);
    }

    /**
     * Somebody to listen to a few seconds. A model that nobody uses is loaded for him alone and let
     * go with him, and no copy with the wanted words is made.
     *
     * @throws IOException when the folder is not a model that Vosk can load
     */
    public Listener listenOnce(SpeechModel model, Wanted wanted, int sampleRate)
            throws IOException {
        var ready = boosted.ready(model, wanted.terms()).orElse(model);
        synchronized (this) {
            if (loaded.containsKey(ready.folder())) {
                return new VoskListener(recognizer(ready, sampleRate));
            }
        }
        // Outside the lock: a large one takes its time, and patients are listened to meanwhile.
        LibVosk.setLogLevel(LogLevel.WARNINGS);
        try (var alone = new Model(ready.folder().toString())) {
            var recognizer = new Recognizer(alone, sampleRate);
            recognizer.setWords(true);
            return new VoskListener(recognizer);
        }
    }

    /** Whether it is in memory, with or without the house's words. */
    public synchronized boolean isLoaded(SpeechModel model) {
        return loaded.values().stream().anyMatch(l -> l.name().equals(model.name()));
    }

    /** Under the lock, since a model is freed with its last recogniser, and may be by now. */
    private synchronized Recognizer recognizer(SpeechModel model, int sampleRate)
            throws IOException {
        var recognizer = new Recognizer(load(model), sampleRate);
        recognizer.setWords(true);
        return recognizer;
    }

    private Model load(SpeechModel model) throws IOException {
        // What was taken out or replaced is let go, as is what listened with other words.
        loaded.entrySet()
                .removeIf(e -> {
                    boolean gone =
                            !e.getValue().stamp().equals(stamp(e.getKey()))
                                    || e.getValue().name().equals(model.name())
                                            && !e.getKey().equals(model.folder());
                    if (gone) {
                        e.getValue().model().close();
                    }
                    return gone;
                });
        var known = loaded.get(model.folder());
        if (known != null) {
            return known.model();
        }
        LibVosk.setLogLevel(LogLevel.WARNINGS);
        var stamp = stamp(model.folder());
        var fresh = new Model(model.folder().toString());
        loaded.put(model.folder(), new Loaded(model.name(), fresh, stamp));
        log.info("Loaded the speech model {}", model.name());
        return fresh;
    }

    private record Loaded(String name, Model model, Optional<FileTime> stamp) {}

    /** When the file without which a folder is no model was made; old models have it at the top. */
    private static Optional<FileTime> stamp(Path folder) {
        for (var heart : List.of("am/final.mdl", "final.mdl")) {
            try {
                return Optional.of(Files.getLastModifiedTime(folder.resolve(heart)));
            } catch (IOException _) {
                // Not here.
            }
        }
        return Optional.empty();
    }

    private static Optional<SpeechModel> read(Path folder) {
        if (stamp(folder).isEmpty()) {
            return Optional.empty();
        }
        var name = folder.getFileName().toString();
        var language =
                ENGLISH.matcher(name).find() ? "en" : MANDARIN.matcher(name).find() ? "zh" : null;
        return Optional.ofNullable(language)
                .map(l -> new SpeechModel(name, l, name.startsWith("demo-"), folder));
    }
}
