package org.aftercall.intake;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The names of the columns and what they mean to us. */
record Header(List<Import.Column> columns) {
    /** Hospitals like a title above the table: so many lines are searched for the header. */
    static final int SEARCHED = 6;

    static final int MOST_COLUMNS = 200;

    static Header of(List<String> cells) {
        return new Header(
                cells.stream()
                        .map(c -> new Import.Column(c.strip(), Field.named(c).orElse(null)))
                        .toList());
    }

    int known() {
        return (int) columns.stream().filter(c -> c.field() != null).count();
    }

    /** Everything that makes it useless, each with its column. */
    List<Import.Problem> problems() {
        var problems = new ArrayList<Import.Problem>();
        for (var field : Field.values()) {
            var named = columns.stream().filter(c -> c.field() == field).toList();
            if (named.isEmpty() && field.required()) {
                problems.add(new Import.Problem("column", List.of("@" + field.key())));
            }
            if (named.size() > 1) {
                problems.add(
                        new Import.Problem(
                                "twice",
                                List.of(
                                        named.get(0).header(),
                                        named.get(1).header(),
                                        "@" + field.key())));
            }
        }
        return problems;
    }

    Map<Field, String> byField(List<String> cells) {
        var byField = new EnumMap<Field, String>(Field.class);
        for (int i = 0; i < Math.min(cells.size(), columns.size()); i++) {
            var field = columns.get(i).field();
            if (field != null) {
                byField.put(field, cells.get(i));
            }
        }
        return byField;
    }

    Optional<String> name(Field field) {
        return columns.stream()
                .filter(c -> c.field() == field)
                .map(Import.Column::header)
                .findFirst();
    }
}
