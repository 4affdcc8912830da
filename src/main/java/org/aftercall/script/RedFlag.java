package org.aftercall.script;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An answer that must lead to an action.
 *
 * @param rule which alarm of which question fired; means the same for good within one version
 * @param callBack code of the questionnaire by which the patient is called back because of it; null
 *     for the usual one
 */
public record RedFlag(
        String rule,
        String linkId,
        JsonNode answer,
        Level level,
        Map<String, String> texts,
        @Nullable String callBack) {
    /** How soon somebody must act. */
    public enum Level {
        ROUTINE,
        URGENT,
        EMERGENCY
    }

    /** What to do, for the nurse. */
    public String text(Locale locale) {
        return Objects.requireNonNull(texts.get(Words.language(locale)));
    }
}
