package org.aftercall.intake;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what a list tells of allergies. */
final class Allergies {
    private static final Pattern NONE =
            Pattern.compile(
                    "(无|否认|没有|未发现)(已知)?((药物|食物|药物、食物|药物及食物)?过敏史?)?|(药物)?过敏史?[:：]?(无|否认|没有)|不详|未知"
                            + "|none( known)?|no|nil|nka|nkda|no known (drug )?allergies|unknown",
                    Pattern.CASE_INSENSITIVE);

    private Allergies() {}

    /** Null for none: a list that knows of none takes away none that is known. */
    static @Nullable String read(String text) {
        return text.isBlank() || NONE.matcher(text).matches() ? null : text;
    }
}
