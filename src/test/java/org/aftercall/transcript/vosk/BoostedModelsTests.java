package org.aftercall.transcript.vosk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.aftercall.recording.Speech;
import org.aftercall.transcript.engine.Engine;
import org.aftercall.transcript.engine.Use;
import org.aftercall.transcript.engine.Wanted;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real Vosk with the demo models, and voices that they never heard. */
class BoostedModelsTests {
    private static final int RATE = 8000;

    /** One take may fall either way, by processor even; so many do not. */
    private static final int TAKES = 10;

    @TempDir Path home;

    private final SpeechModels models;

    BoostedModelsTests(@TempDir Path copies) {
        models = new SpeechModels(List.of(Path.of("storage/models")), copies);
    }

    @Test
    void aMedicineHeardAsOtherWordsIsHeardOnceItIsOnTheList() throws Exception {
        var words = "penicillin called me yesterday";
        var said = Speech.say("en-us+m7", new Speech.Line(words, words));
        assertThat(takes("en", said)).filteredOn(words::equals).hasSizeLessThan(TAKES / 2);
        assertThat(takes("en", said, "penicillin"))
                .filteredOn(words::equals)
                .hasSizeGreaterThanOrEqualTo(TAKES - 1);
    }

    @Test
    void aChineseWordHeardAsItsHomophoneIsHeardAloneAndWithItsNeighbour() throws Exception {
        var words = "体重轻了三公斤";
        var said =
                Speech.say(
                        "cmn-latn-pinyin+m7",
                        new Speech.Line(words, "ti3zhong4 qing1 le5 san1 gong1jin1"));
        assertThat(takes("zh", said)).filteredOn(words::equals).hasSizeLessThan(TAKES / 2);
        for (var listed : List.of("轻", "体重轻")) {
            assertThat(takes("zh", said, listed))
                    .as(listed)
                    .filteredOn(words::equals)
                    .hasSizeGreaterThanOrEqualTo(TAKES - 1);
        }
    }

    @Test
    void whatIsOnTheListIsNotHeardWhereItIsNotSaid() throws Exception {
        var list = new String[] {"davis", "brooks", "bailey", "metformin", "cardiology"};
        for (var line : Speech.prompt("patient-en").subList(0, 6)) {
            assertThat(heard("en", "en-us+m3", line, list))
                    .isEqualTo(heard("en", "en-us+m3", line));
        }
    }

    @Test
    void wordsThatAModelDoesNotKnowAreNamed() {
        var use = engine("en", "davis", "atorvastatin", "doctor brooks", "doctor who").use();
        assertThat(use.means()).isEqualTo(Use.Means.GRAPH);
        assertThat(use.unknown()).containsExactly("atorvastatin");
        assertThat(engine("zh", "阿司匹林", "王建国").use().unknown()).containsExactly("王建国");
    }

    @Test
    void aListOfUnknownWordsChangesNothingAndHarmsNothing() throws Exception {
        var line = Speech.prompt("patient-en").getFirst();
        assertThat(heard("en", "en-us+m3", line, "atorvastatin"))
                .isEqualTo(heard("en", "en-us+m3", line));
    }

    @Test
    void aModelWhoseGraphIsFixedSaysSoAndOneThatIsTornListensAsItIs() throws Exception {
        var fixed = folder("fixed-en");
        Files.writeString(fixed.resolve("graph/HCLG.fst"), "");
        var torn = folder("torn-en");
        Files.writeString(torn.resolve("graph/Gr.fst"), "no graph");
        var found = new SpeechModels(List.of(home), home.resolve("copies"));
        var wanted = new Wanted(1, List.of("davis"));
        assertThat(found.all()).hasSize(2);
        for (var model : found.all()) {
            var engine = found.engine(model, wanted);
            if (model.name().equals("fixed-en")) {
                assertThat(engine.use().means()).isEqualTo(Use.Means.FIXED);
                assertThat(engine.maker().words()).isNull();
            } else {
                assertThat(engine.use().means()).isEqualTo(Use.Means.UNREADABLE);
            }
            assertThat(new BoostedModels(home.resolve("copies")).make(model, wanted.terms()))
                    .isEqualTo(model);
        }
    }

    @Test
    void aCopyIsMadeOnceForAListAndNewWhenTheModelIsReplaced() throws Exception {
        var graph = folder("small-en").resolve("graph/Gr.fst");
        Files.copy(Path.of("src/test/resources/fst/ngram.fst"), graph);
        var model = new SpeechModels(List.of(home), home).all().getFirst();
        var boosted = new BoostedModels(home.resolve("copies"));
        assertThat(boosted.ready(model, List.of("davis"))).isEmpty();
        var copy = boosted.make(model, List.of("davis"));
        assertThat(copy.folder()).isNotEqualTo(model.folder());
        assertThat(copy.name()).isEqualTo("small-en");
        assertThat(copy.folder().resolve("am/final.mdl")).isSymbolicLink().exists();
        assertThat(boosted.ready(model, List.of("davis"))).contains(copy);
        assertThat(boosted.make(model, List.of("davis"))).isEqualTo(copy);
        assertThat(boosted.ready(model, List.of())).contains(model);
        Files.delete(graph);
        Files.copy(Path.of("src/test/resources/fst/vector.fst"), graph);
        assertThat(boosted.ready(model, List.of("davis"))).isEmpty();
    }

    private Path folder(String name) throws IOException {
        var folder = home.resolve(name);
        Files.createDirectories(folder.resolve("am"));
        Files.createDirectories(folder.resolve("graph"));
        Files.writeString(folder.resolve("am/final.mdl"), "");
        return folder;
    }

    private Engine engine(String language, String... terms) {
        return models.engine(
                models.forLanguage(language).orElseThrow(), new Wanted(1, List.of(terms)));
    }

    /** What is heard of a sentence when it is said louder, softer, later and in a noisier room. */
    private List<String> takes(String language, short[] said, String... terms) throws Exception {
        var room = new Random(1);
        var heard = new ArrayList<String>();
        for (int take = 0; take < TAKES; take++) {
            double loudness = 0.7 + 0.06 * take;
            int late = 17 * take;
            var samples = new short[late + said.length];
            for (int i = 0; i < samples.length; i++) {
                double voice = i < late ? 0 : loudness * said[i - late];
                samples[i] = (short) (voice + 20 * room.nextGaussian());
            }
            heard.add(heard(language, samples, terms));
        }
        return heard;
    }

    private String heard(String language, String voice, Speech.Line line, String... terms)
            throws Exception {
        return heard(language, Speech.say(voice, line), terms);
    }

    private String heard(String language, short[] said, String... terms) throws Exception {
        var samples = Arrays.copyOf(new short[RATE * 3 / 10], said.length + RATE);
        System.arraycopy(said, 0, samples, RATE * 3 / 10, said.length);
        try (var listener = engine(language, terms).listen(RATE)) {
            for (int at = 0; at < samples.length; at += RATE / 5) {
                var piece =
                        Arrays.copyOfRange(samples, at, Math.min(samples.length, at + RATE / 5));
                listener.hear(piece, piece.length);
            }
            listener.finish();
            return listener.heard().stream()
                    .flatMap(h -> h.words().stream())
                    .map(w -> w.word())
                    .collect(Collectors.joining(language.equals("zh") ? "" : " "));
        }
    }
}
