package org.aftercall.transcript.vosk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A small graph that OpenFst wrote in every type (src/test/resources/fst/make). */
class WordGraphTests {
    private static final Path FILES = Path.of("src/test/resources/fst");
    private static final Offset<Float> EXACT = within(1e-5f);

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"vector", "const", "aligned", "ngram"})
    void everyTypeTellsTheSame(String type) throws Exception {
        var graph = read(FILES.resolve(type + ".fst"));
        assertThat(graph.words()).containsEntry("davis", 3).hasSize(5);
        assertThat(cost(graph, "call", "doctor", "davis")).isEqualTo(1 + 1.25f + 4 + 3, EXACT);
        // "this" was never heard after "call doctor": back to "doctor".
        assertThat(cost(graph, "call", "doctor", "this"))
                .isEqualTo(1 + 1.25f + 0.375f + 0.25f + 3, EXACT);
        assertThat(cost(graph, "this", "davis")).isEqualTo(0.5f + 1.5f + 6 + 3, EXACT);
        assertThat(cost(graph, "doctor")).isEqualTo(0.5f + 2.5f + 1, EXACT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"vector", "aligned", "ngram"})
    void whatIsWrittenIsReadAgain(String type) throws Exception {
        var graph = read(FILES.resolve(type + ".fst"));
        var again = folder.resolve("again.fst");
        graph.write(again);
        var read = read(again);
        assertThat(FstFile.read(again).type()).isEqualTo("const");
        assertThat(read.words()).isEqualTo(graph.words());
        assertThat(cost(read, "call", "doctor", "davis"))
                .isEqualTo(cost(graph, "call", "doctor", "davis"), EXACT);
        assertThat(read.in).isEqualTo(graph.in);
        assertThat(read.to).isEqualTo(graph.to);
    }

    @Test
    void oneConstFileComesOutAsOpenFstWroteIt() throws Exception {
        var again = folder.resolve("again.fst");
        read(FILES.resolve("const.fst")).write(again);
        assertThat(again).hasSameBinaryContentAs(FILES.resolve("const.fst"));
    }

    @Test
    void aTornOrForeignFileIsRefused() throws Exception {
        for (var type : List.of("vector", "const", "ngram")) {
            var whole = Files.readAllBytes(FILES.resolve(type + ".fst"));
            var torn = folder.resolve("torn.fst");
            for (int length = 0; length < whole.length - 8; length += 7) {
                Files.write(torn, Arrays.copyOf(whole, length));
                assertThatThrownBy(() -> read(torn)).isInstanceOf(IOException.class);
            }
        }
        assertThatThrownBy(() -> read(FILES.resolve("small.txt"))).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"const", "ngram"})
    void aWordGetsCheaperWhereverItStandsAndNoOtherDoes(String type) throws Exception {
        var plain = read(FILES.resolve(type + ".fst"));
        var before = cost(plain, "call", "doctor", "davis");
        var other = cost(plain, "call", "doctor", "this");
        var alone = cost(plain, "davis");
        var boosted = new Boost(plain).of(terms(plain, "davis"));
        assertThat(cost(boosted, "call", "doctor", "davis")).isEqualTo(before - Boost.EACH, EXACT);
        assertThat(cost(boosted, "davis")).isEqualTo(alone - Boost.EACH, EXACT);
        assertThat(cost(boosted, "call", "doctor", "this")).isEqualTo(other, EXACT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"const", "ngram"})
    void ofSeveralWordsOnlyTheWholeGetsCheaper(String type) throws Exception {
        var plain = read(FILES.resolve(type + ".fst"));
        var whole = cost(plain, "call", "doctor", "davis");
        var alone = cost(plain, "davis");
        var first = cost(plain, "doctor", "this");
        var boosted = new Boost(plain).of(terms(plain, "doctor davis"));
        // There is no arc for it after "doctor" alone: one comes, and leads where it always did.
        assertThat(cost(boosted, "doctor", "davis"))
                .isEqualTo(0.5f + 2.5f + 0.75f + 6 - 2 * Boost.EACH + 3, EXACT);
        assertThat(cost(boosted, "call", "doctor", "davis"))
                .isEqualTo(whole - 2 * Boost.EACH, EXACT);
        assertThat(cost(boosted, "davis")).isEqualTo(alone, EXACT);
        assertThat(cost(boosted, "doctor", "this")).isEqualTo(first, EXACT);
        var written = folder.resolve("boosted.fst");
        boosted.write(written);
        assertThat(cost(read(written), "doctor", "davis"))
                .isEqualTo(cost(boosted, "doctor", "davis"), EXACT);
    }

    private static WordGraph read(Path path) throws IOException {
        return WordGraph.read(FstFile.read(path));
    }

    private static List<List<Integer>> terms(WordGraph graph, String term) {
        return List.of(new Spelling(graph.words()).spelled(term));
    }

    /** What a sentence costs, going back to a shorter context only where there is no other way. */
    private static float cost(WordGraph graph, String... words) {
        int state = (int) graph.file.head().start();
        float cost = 0;
        for (var word : words) {
            int label = graph.words().getOrDefault(word, -1);
            int arc = arc(graph, state, label);
            while (arc < 0) {
                int back = arc(graph, state, 0);
                cost += graph.cost[back];
                state = graph.to[back];
                arc = arc(graph, state, label);
            }
            cost += graph.cost[arc];
            state = graph.to[arc];
        }
        while (graph.last[state] == Float.POSITIVE_INFINITY) {
            int back = arc(graph, state, 0);
            cost += graph.cost[back];
            state = graph.to[back];
        }
        return cost + graph.last[state];
    }

    private static int arc(WordGraph graph, int state, int label) {
        for (int a = graph.from[state]; a < graph.from[state + 1]; a++) {
            if (graph.out[a] == label) {
                return a;
            }
        }
        return -1;
    }
}
