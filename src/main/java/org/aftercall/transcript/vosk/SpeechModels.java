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
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vosk.LibVosk;
import org.vosk.LogLevel;
import org.vosk.Model;

/**
 * The models that lie in some folders, looked for anew at each question, so that one may be dropped
 * in, replaced or taken out while we run. A loaded model is shared by all threads.
 */
public final class SpeechModels {
    private static final Logger log = LoggerFactory.getLogger(SpeechModels.class);
    private static final Pattern ENGLISH = Pattern.compile("(^|[-_])en([-_]|$)");
    private static final Pattern MANDARIN = Pattern.compile("(^|[-_])(zh|cn)([-_]|$)");

    private final List<Path> homes;
    private final Map<Path, Loaded> loaded = new HashMap<>();

    /**
     * @param homes folders of model folders, the preferred ones first
     */
    public SpeechModels(List<Path> homes) {
        this.homes = List.copyOf(homes);
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
     * A recogniser for one side of one talk.
     *
     * @throws IOException when the folder is not a model that Vosk can load
     */
    public Listener listen(SpeechModel model, int sampleRate) throws IOException {
        return new Listener(load(model), sampleRate);
    }

    /**
     * A recogniser for speech as it comes.
     *
     * @throws IOException when the folder is not a model that Vosk can load
     */
    public LiveListener listenLive(SpeechModel model, int sampleRate) throws IOException {
        return new LiveListener(load(model), sampleRate);
    }

    private synchronized Model load(SpeechModel model) throws IOException {
        // What was taken out or replaced is let go; Vosk frees it after its last listener.
        loaded.entrySet()
                .removeIf(e -> {
                    boolean gone = !e.getValue().stamp().equals(stamp(e.getKey()));
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
        loaded.put(model.folder(), new Loaded(fresh, stamp));
        log.info("Loaded the speech model {}", model.name());
        return fresh;
    }

    private record Loaded(Model model, Optional<FileTime> stamp) {}

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
