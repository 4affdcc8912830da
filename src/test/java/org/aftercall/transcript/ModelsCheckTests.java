package org.aftercall.transcript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.aftercall.kernel.Finding;
import org.aftercall.kernel.Finding.Verdict;
import org.aftercall.transcript.vosk.SpeechModels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the doctor says of installed models: the real Vosk, the demo models, the shipped speech. */
class ModelsCheckTests {
    private static final Path SHIPPED = Path.of("storage/models");
    private static final Vocabulary.Saved NO_WORDS =
            new Vocabulary.Saved(0, List.of(), "", null, null);

    @TempDir Path home;

    @Test
    void eachModelListensToThreeSecondsAndItsWordsAndSecondsAreTold() {
        var models = new SpeechModels(List.of(SHIPPED), home);
        var found = check(models).look();
        assertThat(found)
                .extracting(Finding::subject, Finding::verdict)
                .containsExactly(tuple("demo-en", Verdict.PASS), tuple("demo-zh", Verdict.PASS));
        assertThat(found)
                .allSatisfy(f ->
                        assertThat(f.detail())
                                .matches("[23]\\.\\d s of speech in \\d\\.\\d\\d s: .+"));
        assertThat(found.getFirst().detail())
                .endsWith(": hello this is the nurse from the hospital");
        assertThat(found.getLast().detail()).contains("感觉");
        // They were loaded for this and for nothing else.
        assertThat(models.all()).noneMatch(models::isLoaded);
    }

    @Test
    void aModelThatListensAlreadyIsTheOneThatIsAsked() throws Exception {
        var models = new SpeechModels(List.of(SHIPPED), home);
        var english = models.forLanguage("en").orElseThrow();
        try (var _ = models.listenLive(english, 8000)) {
            assertThat(
                            new ModelsCheck(
                                            models,
                                            () -> NO_WORDS,
                                            ModelsCheckTests::silence,
                                            () -> 0,
                                            Duration.ofSeconds(60))
                                    .look())
                    .extracting(Finding::verdict)
                    .containsExactly(Verdict.WARN, Verdict.SKIP);
        }
        assertThat(models.isLoaded(english)).isTrue();
    }

    @Test
    void whereNothingIsHeardItWarnsAndTheFixNamesThePage() {
        var silent =
                new ModelsCheck(
                        new SpeechModels(List.of(SHIPPED), home),
                        () -> NO_WORDS,
                        ModelsCheckTests::silence,
                        () -> Long.MAX_VALUE,
                        Duration.ofSeconds(60));
        assertThat(silent.look())
                .allSatisfy(f -> {
                    assertThat(f.verdict()).isEqualTo(Verdict.WARN);
                    assertThat(f.detail()).endsWith("not one word was heard");
                    assertThat(f.fix()).contains("page Speech");
                });
    }

    @Test
    void withoutAModelItIsSkippedAndTheFixFetchesOne() {
        assertThat(check(new SpeechModels(List.of(home.resolve("none")), home)).look())
                .singleElement()
                .returns(Verdict.SKIP, Finding::verdict)
                .returns("./aftercall model get vosk-model-small-cn-0.22", Finding::fix);
    }

    @Test
    void aFolderThatIsNoModelFailsAndHidesNoOther() throws IOException {
        var broken = Files.createDirectories(home.resolve("models/vosk-model-cn-broken/am"));
        Files.writeString(broken.resolve("final.mdl"), "x");
        var models = new SpeechModels(List.of(home.resolve("models"), SHIPPED), home);
        assertThat(check(models).look())
                .extracting(Finding::verdict)
                .containsExactly(Verdict.FAIL, Verdict.PASS, Verdict.PASS);
    }

    @Test
    void aModelForWhichThereIsNoMemoryOrNoTimeIsSkipped() {
        var models = new SpeechModels(List.of(SHIPPED), home);
        assertThat(
                        new ModelsCheck(
                                        models,
                                        () -> NO_WORDS,
                                        ModelsCheckTests::silence,
                                        () -> 1 << 20,
                                        Duration.ofSeconds(60))
                                .look())
                .allSatisfy(f -> {
                    assertThat(f.verdict()).isEqualTo(Verdict.SKIP);
                    assertThat(f.detail()).endsWith("1 MB are free");
                });
        assertThat(
                        new ModelsCheck(
                                        models,
                                        () -> NO_WORDS,
                                        ModelsCheckTests::silence,
                                        () -> Long.MAX_VALUE,
                                        Duration.ZERO)
                                .look())
                .allSatisfy(f -> assertThat(f.verdict()).isEqualTo(Verdict.SKIP));
    }

    private static short[] silence(String language) {
        return new short[24_000];
    }

    private static ModelsCheck check(SpeechModels models) {
        return new ModelsCheck(
                models,
                () -> NO_WORDS,
                ModelsCheck::shipped,
                () -> Long.MAX_VALUE,
                Duration.ofSeconds(60));
    }
}
