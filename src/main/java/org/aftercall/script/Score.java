package org.aftercall.script;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What answers come to by one of the questionnaire's instruments.
 *
 * @param id of the score; the same for good within one version of the questionnaire
 * @param value null as long as it cannot be told
 * @param missing linkIds of what is asked, goes into it and is not answered
 * @param texts its name
 * @param bands what the value means; null where it is in no band
 */
public record Score(
        String id,
        @Nullable Double value,
        List<String> missing,
        Map<String, String> texts,
        @Nullable Map<String, String> bands) {
    public String text(Locale locale) {
        return Objects.requireNonNull(texts.get(Words.language(locale)));
    }

    public @Nullable String band(Locale locale) {
        return bands == null ? null : bands.get(Words.language(locale));
    }
}
