package org.aftercall.script;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The merge fields of a text: {@code {{patient.title}}}, or {@code {{encounter.ward|our ward}}}
 * with words of its own for where it is not known.
 */
final class Fields {
    private static final Pattern FIELD = Pattern.compile("\\{\\{([^{}|]*)(?:\\|([^{}]*))?\\}\\}");

    private Fields() {}

    /** The names in it, as they are written. */
    static List<String> names(String text) {
        var names = new ArrayList<String>();
        var found = FIELD.matcher(text);
        while (found.find()) {
            names.add(found.group(1).strip());
        }
        return names;
    }

    /** Whether a brace is left that belongs to no field. */
    static boolean torn(String text) {
        var rest = FIELD.matcher(text).replaceAll("");
        return rest.contains("{") || rest.contains("}");
    }

    /** Never with a brace in it, whatever is known or not. */
    static String filled(String text, @Nullable Background background, String language) {
        if (text.indexOf('{') < 0) {
            return text;
        }
        var found = FIELD.matcher(text);
        var filled = new StringBuilder();
        while (found.find()) {
            var fact = Fact.of(found.group(1).strip());
            var known =
                    fact.map(f -> background == null ? null : f.said(background, language))
                            .orElse(null);
            var own = found.group(2);
            var words =
                    known != null
                            ? known
                            : own != null ? own : fact.map(f -> f.otherwise(language)).orElse("");
            found.appendReplacement(filled, "");
            filled.append(words.replace('{', '(').replace('}', ')'));
        }
        found.appendTail(filled);
        // Words that stand for a field may come to begin the sentence.
        if (text.startsWith("{{") && !filled.isEmpty()) {
            filled.setCharAt(0, Character.toUpperCase(filled.charAt(0)));
        }
        return filled.toString();
    }
}
