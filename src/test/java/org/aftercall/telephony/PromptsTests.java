package org.aftercall.telephony;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the simulated people say can be understood by the demo speech models. */
class PromptsTests {
    private static final Path PROMPTS = Path.of("telephony/carrier/prompts");

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh"})
    void everyWordIsInTheVocabulary(String language) throws IOException {
        Set<String> known =
                Files.readAllLines(Path.of("storage/models/demo-" + language + "/graph/words.txt"))
                        .stream()
                        .map(line -> line.substring(0, line.indexOf(' ')))
                        .collect(Collectors.toSet());
        assertThat(files(language)).hasSizeGreaterThanOrEqualTo(4);
        for (Path file : files(language)) {
            for (String line : Files.readAllLines(file)) {
                assertThat(known).as("%s: %s", file, line).containsAll(words(line));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"patient-zh", "family-zh", "machine-zh", "nurse-zh"})
    void mandarinLinesCarryAsManySyllablesOfPinyinAsCharacters(String name) throws IOException {
        for (String line : Files.readAllLines(PROMPTS.resolve(name + ".txt"))) {
            String[] halves = line.split("\t", -1);
            assertThat(halves).as(line).hasSize(2);
            long characters = halves[0].chars().filter(c -> c != ' ').count();
            assertThat(halves[1]).matches("([a-zü]+[1-5])+( ([a-zü]+[1-5])+)*");
            assertThat(halves[1].chars().filter(Character::isDigit).count())
                    .as(line)
                    .isEqualTo(characters);
        }
    }

    private static List<Path> files(String language) throws IOException {
        try (var files = Files.list(PROMPTS)) {
            return files.filter(file -> file.toString().endsWith("-" + language + ".txt")).toList();
        }
    }

    private static List<String> words(String line) {
        int tab = line.indexOf('\t');
        return Arrays.asList((tab < 0 ? line : line.substring(0, tab)).split(" ", -1));
    }
}
