package org.aftercall.intake.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.aftercall.intake.Fault;
import org.aftercall.intake.Field;
import org.aftercall.intake.Import;
import org.aftercall.kernel.HouseWords;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Says what is wrong, and how to mend it, in the caller's language. */
@Component
class Wording {
    private static final int QUOTED = 40;

    private final HouseWords words;

    Wording(HouseWords words) {
        this.words = words;
    }

    /** The column's name in the file, else ours. */
    @Nullable String column(Import list, Fault fault, Locale locale) {
        var field = fault.field();
        return field == null
                ? null
                : list.header(field)
                        .orElseGet(() -> words.of("intake.field." + field.key(), locale));
    }

    String message(Import list, Fault fault, Locale locale) {
        return words.of("intake.error." + fault.code(), locale, arguments(list, fault, locale));
    }

    String fix(Import list, Fault fault, Locale locale) {
        return words.of("intake.fix." + fault.code(), locale, arguments(list, fault, locale));
    }

    String message(Import.Problem problem, Locale locale) {
        return words.of("intake.problem." + problem.code(), locale, arguments(problem, locale));
    }

    String fix(Import.Problem problem, Locale locale) {
        return words.of("intake.mend." + problem.code(), locale, arguments(problem, locale));
    }

    /** Which encoding it was taken for, and why. */
    @Nullable String encoding(Import list, Locale locale) {
        var encoding = list.source().encoding();
        return encoding == null
                ? null
                : words.of(
                        "intake.encoding."
                                + Objects.requireNonNullElse(list.source().why(), "valid"),
                        locale,
                        encoding);
    }

    String field(Field field, Locale locale) {
        return words.of("intake.field." + field.key(), locale);
    }

    String reason(Locale locale) {
        return words.of("intake.reason", locale);
    }

    private Object[] arguments(Import list, Fault fault, Locale locale) {
        var arguments = new ArrayList<Object>();
        arguments.add(Objects.requireNonNullElse(column(list, fault, locale), ""));
        var value = fault.value();
        arguments.add(value.length() > QUOTED ? value.substring(0, QUOTED) + "…" : value);
        arguments.addAll(fault.arguments());
        return arguments.toArray();
    }

    private Object[] arguments(Import.Problem problem, Locale locale) {
        return problem.arguments().stream()
                .map(a ->
                        a.startsWith("@") ? words.of("intake.field." + a.substring(1), locale) : a)
                .toArray();
    }

    List<String> fields(Locale locale) {
        return List.of(Field.values()).stream()
                .filter(f -> f != Field.CONTACT_ALL)
                .map(f -> field(f, locale) + (f.required() ? "*" : ""))
                .toList();
    }
}
