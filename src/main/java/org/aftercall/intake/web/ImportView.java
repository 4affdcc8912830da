package org.aftercall.intake.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.aftercall.intake.Import;
import org.aftercall.intake.Import.Action;
import org.aftercall.intake.Import.Broken;
import org.aftercall.intake.Import.Row;
import org.aftercall.intake.Import.State;
import org.jspecify.annotations.Nullable;

/** An import as the screen shows it; in a list of imports without rows and errors. */
record ImportView(
        UUID id,
        String fileName,
        @Nullable String encoding,
        @Nullable String encodingWhy,
        State state,
        List<Column> columns,
        Counts counts,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Line> rows,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Mistake> errors,
        List<Problem> problems,
        Instant createdAt,
        String by,
        int progress) {

    record Column(String header, @Nullable String field) {}

    record Counts(int rows, int create, int update, int skip, int errors) {}

    record Line(int line, Action action, Map<String, String> cells) {}

    record Mistake(
            int line,
            @Nullable String column,
            String value,
            String code,
            String message,
            String fix) {}

    record Problem(String code, String message, String fix) {}

    static ImportView brief(Import list, Wording wording, Locale locale) {
        return of(list, null, null, wording, locale);
    }

    static ImportView whole(
            Import list, List<Row> rows, List<Broken> faults, Wording wording, Locale locale) {
        var lines =
                rows.stream()
                        .map(row -> {
                            var cells = new LinkedHashMap<String, String>();
                            list.byField(row)
                                    .forEach((field, cell) -> cells.put(field.key(), cell));
                            return new Line(row.line(), row.action(), cells);
                        })
                        .toList();
        var mistakes =
                faults.stream()
                        .map(broken ->
                                new Mistake(
                                        broken.line(),
                                        wording.column(list, broken.fault(), locale),
                                        broken.fault().value(),
                                        broken.fault().code(),
                                        wording.message(list, broken.fault(), locale),
                                        wording.fix(list, broken.fault(), locale)))
                        .toList();
        return of(list, lines, mistakes, wording, locale);
    }

    private static ImportView of(
            Import list,
            @Nullable List<Line> rows,
            @Nullable List<Mistake> errors,
            Wording wording,
            Locale locale) {
        var counts = list.counts();
        return new ImportView(
                list.id(),
                list.source().fileName(),
                list.source().encoding(),
                wording.encoding(list, locale),
                list.state(),
                list.source().columns().stream()
                        .map(c -> {
                            var field = c.field();
                            return new Column(c.header(), field == null ? null : field.key());
                        })
                        .toList(),
                new Counts(
                        counts.rows(),
                        counts.create(),
                        counts.update(),
                        counts.skip(),
                        counts.errors()),
                rows,
                errors,
                list.problems().stream()
                        .map(p ->
                                new Problem(
                                        p.code(),
                                        wording.message(p, locale),
                                        wording.fix(p, locale)))
                        .toList(),
                list.by().at(),
                list.by().name(),
                list.state() == State.COMMITTED ? 100 : counts.progress());
    }
}
