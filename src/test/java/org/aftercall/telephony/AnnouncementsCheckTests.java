package org.aftercall.telephony;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.aftercall.kernel.Finding;
import org.aftercall.kernel.Finding.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnnouncementsCheckTests {
    @TempDir Path home;

    @Test
    void beforeTheFirstStartThereIsNothingToLookAt() {
        assertThat(look()).extracting(Finding::verdict).containsExactly(Verdict.SKIP);
    }

    @Test
    void whichAreOurOwnAndWhichAreSynthesisedIsTold() throws IOException {
        listed(
                "hospital-zh\t市第一医院",
                "welcome-zh\town\twelcome-zh.wav",
                "welcome-en\tspoken",
                "closed-zh\tspoken",
                "closed\town\tclosed.mp3");
        assertThat(look()).allSatisfy(f -> assertThat(f.verdict()).isEqualTo(Verdict.PASS));
        assertThat(look())
                .extracting(Finding::subject, Finding::detail)
                .containsExactly(
                        tuple("hospital", "Mandarin 市第一医院"),
                        tuple(
                                "welcome",
                                "Mandarin the hospital's own (welcome-zh.wav), English synthesised"),
                        tuple(
                                "closed",
                                "Mandarin synthesised, language unknown the hospital's own"
                                        + " (closed.mp3)"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"unknown", "twice", "short", "unreadable", "name-en", "name-zh"})
    void aFileThatIsNotUsedIsWarnedOfWithItsMend(String why) throws IOException {
        listed("!\tbusy-zh.wav\t" + why);
        assertThat(look().getFirst())
                .satisfies(f -> assertThat(f.verdict()).isEqualTo(Verdict.WARN))
                .satisfies(f -> assertThat(f.subject()).isEqualTo("busy-zh.wav"))
                .satisfies(f -> assertThat(f.fix()).contains("telephony/run announcements"));
    }

    @Test
    void aFileThatWasPutInSinceIsWarnedOf() throws IOException {
        listed("welcome-zh\tspoken");
        var own = Files.createDirectories(home.resolve("announcements"));
        Files.setLastModifiedTime(own, FileTime.from(Instant.EPOCH));
        assertThat(look()).extracting(Finding::verdict).containsOnly(Verdict.PASS);
        var late = Files.writeString(own.resolve("sorry-zh.wav"), "");
        Files.setLastModifiedTime(late, FileTime.from(Instant.now().plusSeconds(60)));
        assertThat(look()).extracting(Finding::verdict).contains(Verdict.WARN);
    }

    private List<Finding> look() {
        return new AnnouncementsCheck(home).look();
    }

    private void listed(String... lines) throws IOException {
        var folder = Files.createDirectories(home.resolve("telephony/prompts"));
        Files.write(folder.resolve("announcements"), List.of(lines));
    }
}
