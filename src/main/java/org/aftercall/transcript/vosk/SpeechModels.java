package org.aftercall.transcript.vosk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vosk.LibVosk;
import org.vosk.LogLevel;
import org.vosk.Model;

/**
 * The models that lie in some folders, looked for anew at each question, so that one may be dropped
 * in or taken out while we run. A loaded model is shared by all threads and stays loaded.
 */
public final class SpeechModels {
    private static final Logger log = LoggerFactory.getLogger(SpeechModels.class);
    private static final Pattern ENGLISH = Pattern.compile("(^|[-_])en([-_]|$)");
    private static final Pattern MANDARIN = Pattern.compile("(^|[-_])(zh|cn)([-_]|$)");

    private final List<Path> homes;
    private final Map<Path, Model> loaded = new ConcurrentHashMap<>();

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

    private synchronized Model load(SpeechModel model) throws IOException {
        var known = loaded.get(model.folder());
        if (known != null) {
            return known;
        }
        LibVosk.setLogLevel(LogLevel.WARNINGS);
        var fresh = new Model(model.folder().toString());
        loaded.put(model.folder(), fresh);
        log.info("Loaded the speech model {}", model.name());
        return fresh;
    }

    private static Optional<SpeechModel> read(Path folder) {
        if (!Files.exists(folder.resolve("am/final.mdl"))
                && !Files.exists(folder.resolve("final.mdl"))) {
            return Optional.empty();
        }
        var name = folder.getFileName().toString();
        var language =
                ENGLISH.matcher(name).find() ? "en" : MANDARIN.matcher(name).find() ? "zh" : null;
        return Optional.ofNullable(language)
                .map(l -> new SpeechModel(name, l, name.startsWith("demo-"), folder));
    }
}
