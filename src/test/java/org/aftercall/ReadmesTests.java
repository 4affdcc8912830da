package org.aftercall;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The README in English and the one in Chinese. */
class ReadmesTests {
    /** Commands, settings, paths, addresses: what is the same in every language. */
    private static final Pattern NAMES = Pattern.compile("`([!-~]*[./_][!-~]*)`");

    @Test
    void bothHaveTheSameSectionsWithAsManyRowsAndTheSameNames() throws IOException {
        var english = sections("README.md");
        var chinese = sections("README.zh-CN.md");
        assertThat(chinese).hasSameSizeAs(english);
        IntStream.range(0, english.size())
                .forEach(i -> {
                    var title = english.get(i).lines().findFirst().orElseThrow();
                    assertThat(rows(chinese.get(i))).as(title).isEqualTo(rows(english.get(i)));
                    assertThat(names(chinese.get(i))).as(title).isEqualTo(names(english.get(i)));
                });
    }

    private static List<String> sections(String file) throws IOException {
        return Arrays.asList(Files.readString(Path.of(file)).split("\n## "));
    }

    private static long rows(String section) {
        return section.lines().filter(l -> l.matches("([-|]|\\d\\.) ?.*")).count();
    }

    private static TreeSet<String> names(String section) {
        return NAMES.matcher(section)
                .results()
                .map((MatchResult r) -> r.group(1))
                .collect(toCollection(TreeSet::new));
    }
}
