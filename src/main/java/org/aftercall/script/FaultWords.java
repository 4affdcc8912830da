package org.aftercall.script;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

/** What is wrong with a questionnaire, in words; pure, so that it needs no running house. */
final class FaultWords {
    private static final Map<String, Properties> BUNDLES =
            Map.of(
                    "zh",
                    load("questionnaire.properties"),
                    "en",
                    load("questionnaire_en.properties"));

    private FaultWords() {}

    /** With {@code {0}}, {@code {1}} filled in as they are: a fault quotes what somebody wrote. */
    static String of(String code, List<Object> arguments, Locale locale) {
        var words =
                Objects.requireNonNull(BUNDLES.get(Words.language(locale)))
                        .getProperty("fault." + code, code);
        var text = new StringBuilder();
        int at = 0;
        for (int open = words.indexOf('{'); open >= 0; open = words.indexOf('{', at)) {
            int no =
                    open + 2 < words.length() && words.charAt(open + 2) == '}'
                            ? words.charAt(open + 1) - '0'
                            : -1;
            text.append(words, at, open);
            at = open + 1;
            if (no >= 0 && no < arguments.size()) {
                text.append(arguments.get(no));
                at = open + 3;
            } else {
                text.append('{');
            }
        }
        return text.append(words, at, words.length()).toString();
    }

    static Properties load(String name) {
        var words = new Properties();
        try (var in =
                        Objects.requireNonNull(
                                FaultWords.class.getResourceAsStream("/messages/" + name));
                var reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            words.load(reader);
            return words;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
