package org.aftercall.transcript.vosk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies of models in which a house's words are cheaper. Vosk itself can only listen for nothing
 * but a list of phrases, never for these rather than others; yet it takes the graph of words as it
 * lies in the folder. A copy is a folder of links with its own graph, so it costs little more than
 * that. Models whose graph is put together beforehand ({@code HCLG.fst}) stay as they are.
 */
final class BoostedModels {
    private static final Logger log = LoggerFactory.getLogger(BoostedModels.class);
    private static final List<Path> PLACES = List.of(Path.of("graph/Gr.fst"), Path.of("Gr.fst"));

    /** Another application may still be loading what is of no use to us any more. */
    private static final Duration KEPT = Duration.ofDays(1);

    private final Path home;
    private final Set<Path> impossible = ConcurrentHashMap.newKeySet();
    private final Map<String, Boolean> able = new ConcurrentHashMap<>();

    BoostedModels(Path home) {
        this.home = home.toAbsolutePath();
    }

    /** Where a model keeps the graph of its words, if apart from its sounds. */
    static Optional<Path> graph(SpeechModel model) {
        return PLACES.stream()
                .filter(p -> Files.isRegularFile(model.folder().resolve(p)))
                .findFirst();
    }

    /** Whether words can be told to a model. */
    boolean able(SpeechModel model) {
        return graph(model)
                .map(place -> model.folder().resolve(place))
                .filter(graph -> able.computeIfAbsent(stamp(graph), _ -> isReadable(graph)))
                .isPresent();
    }

    private static boolean isReadable(Path graph) {
        try {
            var file = FstFile.read(graph);
            WordGraph.few(file.arcs());
            return WordGraph.TYPES.contains(file.type()) && !words(graph, file).isEmpty();
        } catch (IOException e) {
            log.warn("No words can be told to {}: {}", graph, e.getMessage());
            return false;
        }
    }

    private static String stamp(Path graph) {
        try {
            return graph.toAbsolutePath()
                    + "\n"
                    + Files.getLastModifiedTime(graph)
                    + "\n"
                    + Files.size(graph);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The copy, if there is one already or none is needed. */
    Optional<SpeechModel> ready(SpeechModel model, List<String> terms) {
        if (terms.isEmpty() || !able(model)) {
            return Optional.of(model);
        }
        var copy = copy(model, graph(model).orElseThrow(), terms);
        if (impossible.contains(copy)) {
            return Optional.of(model);
        }
        return Files.isDirectory(copy) ? Optional.of(at(model, copy)) : Optional.empty();
    }

    /** The copy; it takes up to some seconds to make. The model itself where that fails. */
    SpeechModel make(SpeechModel model, List<String> terms) {
        var ready = ready(model, terms);
        if (ready.isPresent()) {
            return ready.get();
        }
        var graph = graph(model).orElseThrow();
        var copy = copy(model, graph, terms);
        var draft = home.resolve("draft-" + UUID.randomUUID());
        try {
            Files.createDirectories(home);
            sweep(model, copy);
            link(model.folder().toAbsolutePath(), graph, draft);
            boosted(model.folder().resolve(graph), terms).write(draft.resolve(graph));
            Files.move(draft, copy, StandardCopyOption.ATOMIC_MOVE);
            log.info("The speech model {} listens for {} words", model.name(), terms.size());
            return at(model, copy);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException another) {
            remove(draft);
            return at(model, copy);
        } catch (IOException | UncheckedIOException e) {
            remove(draft);
            impossible.add(copy);
            log.warn(
                    "The speech model {} goes without the house's words: {}",
                    model.name(),
                    e.toString());
            return model;
        }
    }

    private static WordGraph boosted(Path graph, List<String> terms) throws IOException {
        var whole = WordGraph.read(FstFile.read(graph));
        var spelling = new Spelling(words(graph, whole.file));
        return new Boost(whole)
                .of(terms.stream().map(spelling::spelled).filter(t -> !t.isEmpty()).toList());
    }

    /** The labels of a graph's words, which stand in it or beside it. */
    static Map<String, Integer> words(Path graph, FstFile file) throws IOException {
        if (!file.words().isEmpty()) {
            return file.words();
        }
        var words = new HashMap<String, Integer>();
        for (var line : Files.readAllLines(graph.resolveSibling("words.txt"))) {
            var parts = line.strip().split("\\s+");
            if (parts.length == 2 && parts[1].matches("\\d{1,9}")) {
                words.put(parts[0], Integer.valueOf(parts[1]));
            }
        }
        return words;
    }

    private static SpeechModel at(SpeechModel model, Path folder) {
        return new SpeechModel(model.name(), model.language(), model.demo(), folder);
    }

    private Path copy(SpeechModel model, Path graph, List<String> terms) {
        var key =
                String.join(
                        "\n",
                        stamp(model.folder().resolve(graph)),
                        Float.toString(Boost.EACH),
                        String.join("\n", terms));
        try {
            var hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(key.getBytes(StandardCharsets.UTF_8));
            return home.resolve(model.name() + "-" + HexFormat.of().formatHex(hash, 0, 8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void link(Path model, Path graph, Path draft) throws IOException {
        try (var files = Files.walk(model, FileVisitOption.FOLLOW_LINKS)) {
            for (var file : files.toList()) {
                var place = model.relativize(file);
                if (Files.isDirectory(file)) {
                    Files.createDirectories(draft.resolve(place.toString()));
                } else if (!place.equals(graph)) {
                    Files.createSymbolicLink(draft.resolve(place.toString()), file);
                }
            }
        }
    }

    /** Takes away what earlier lists left behind. */
    private void sweep(SpeechModel model, Path but) throws IOException {
        var old = Instant.now().minus(KEPT);
        try (var all = Files.list(home)) {
            for (var one : all.toList()) {
                var name = one.getFileName().toString();
                boolean mine =
                        name.startsWith("draft-")
                                || name.matches(Pattern.quote(model.name()) + "-[0-9a-f]{16}");
                if (mine
                        && !one.equals(but)
                        && Files.getLastModifiedTime(one).toInstant().isBefore(old)) {
                    remove(one);
                }
            }
        }
    }

    private static void remove(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException | UncheckedIOException e) {
            log.debug("{} stays for now: {}", folder, e.toString());
        }
    }
}
