package org.aftercall.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.aftercall.FakeWorld;
import org.aftercall.recording.Speech;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.modulith.test.ApplicationModuleTest;
import org.springframework.test.context.TestPropertySource;

/** The real Vosk with the demo models, on synthesised talks that went through the whole house. */
@ApplicationModuleTest(mode = ApplicationModuleTest.BootstrapMode.ALL_DEPENDENCIES)
@TestPropertySource(
        properties = {
            "aftercall.telephony.spool=target/var/HearingTests/tapes",
            "aftercall.speech.models=target/var/HearingTests/models",
            "aftercall.call.sweep-every=1h"
        })
@Import({FakeWorld.class, Spoken.class})
class HearingTests {
    private static final Path HOME = Path.of("target/var/HearingTests");

    @Autowired Transcripts transcripts;
    @Autowired Spoken spoken;

    @BeforeEach
    void bothModelsAreThere() throws IOException {
        install("demo-en");
        install("demo-zh");
    }

    @Test
    void englishWordsComeOutOnTheSideThatSaidThem() throws Exception {
        var nurse = Speech.prompt("nurse-en").subList(0, 4);
        var patient = Speech.prompt("patient-en").subList(0, 4);
        var words = spoken.words(spoken.recorded(Spoken.talk("en-us", nurse, patient), "en"));
        assertThat(side(words, Speaker.NURSE))
                .contains("how are you feeling today", "medicine every day")
                .doesNotContain("breakfast");
        assertThat(side(words, Speaker.PATIENT))
                .contains("feeling much better", "there is no bleeding", "after breakfast")
                .doesNotContain("hospital");
        assertThat(words).isSortedAccordingTo(java.util.Comparator.comparing(Utterance::fromMs));
        assertThat(words).allSatisfy(u -> assertThat(u.fromMs()).isLessThan(u.toMs()));
    }

    @Test
    void mandarinWordsComeOutOnTheSideThatSaidThem() throws Exception {
        var nurse = Speech.prompt("nurse-zh").subList(0, 4);
        var patient = Speech.prompt("patient-zh").subList(0, 4);
        var words =
                spoken.words(spoken.recorded(Spoken.talk("cmn-latn-pinyin", nurse, patient), "zh"));
        assertThat(side(words, Speaker.NURSE)).contains("医院的护士", "感觉怎么样");
        assertThat(side(words, Speaker.PATIENT)).contains("没有出血", "早上饭后吃药");
    }

    @Test
    void theLanguageIsFoundByListening() throws Exception {
        for (var language : List.of("zh", "en")) {
            var voice = language.equals("en") ? "en-us" : "cmn-latn-pinyin";
            var call =
                    spoken.recorded(
                            Spoken.talk(
                                    voice,
                                    Speech.prompt("nurse-" + language),
                                    Speech.prompt("patient-" + language)),
                            null);
            assertThat(spoken.awaited(call, "READY"))
                    .extracting(Transcripts.Summary::language)
                    .isEqualTo(language);
        }
    }

    @Test
    void aQuietPatientIsHeardAndASilentOneHasNoWords() throws Exception {
        var nurse = Speech.prompt("nurse-en").subList(0, 2);
        var patient = Speech.prompt("patient-en").subList(1, 3);
        var quiet = spoken.recorded(Spoken.talk("en-us", nurse, patient).quieter(0.02), "en");
        assertThat(side(spoken.words(quiet), Speaker.PATIENT)).contains("much better");
        var silent = spoken.recorded(Spoken.talk("en-us", nurse, patient).quieter(0), "en");
        assertThat(spoken.words(silent)).isNotEmpty().allMatch(u -> u.speaker() == Speaker.NURSE);
    }

    @Test
    void withoutItsModelARecordingWaitsUntilOneIsDroppedIn() throws Exception {
        remove("demo-zh");
        var call =
                spoken.recorded(
                        Spoken.talk(
                                "cmn-latn-pinyin",
                                Speech.prompt("nurse-zh").subList(0, 1),
                                Speech.prompt("patient-zh").subList(0, 2)),
                        "zh");
        spoken.awaited(call, "NO_MODEL");
        assertThat(transcripts.waiting()).isPositive();
        install("demo-zh");
        spoken.sweep();
        assertThat(side(spoken.words(call), Speaker.PATIENT)).contains("感觉好多了");
        // Demo or not is told by the folder's name.
        assertThat(spoken.summary(call)).extracting(Transcripts.Summary::demo).isEqualTo(true);
    }

    private static String side(List<Utterance> words, Speaker speaker) {
        return String.join(
                " ",
                words.stream().filter(u -> u.speaker() == speaker).map(Utterance::text).toList());
    }

    private static void install(String model) throws IOException {
        var from = Path.of("storage/models").resolve(model);
        var to = HOME.resolve("models").resolve(model);
        try (var files = Files.walk(from)) {
            for (var file : files.toList()) {
                var copy = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else if (!Files.exists(copy)) {
                    Files.copy(file, copy);
                }
            }
        }
    }

    private static void remove(String model) throws IOException {
        try (var files = Files.walk(HOME.resolve("models").resolve(model))) {
            for (var file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
