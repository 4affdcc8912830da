package org.aftercall.intake;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.aftercall.intake.Import.Action;
import org.aftercall.intake.Import.Broken;
import org.aftercall.intake.Import.Row;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The rows of imports, and their faults. */
@Repository
class RowTable {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final JdbcClient db;

    RowTable(JdbcClient db) {
        this.db = db;
    }

    /** A row as it is kept. */
    record Judged(Row row, @Nullable String department, List<Fault> faults) {}

    /** One statement for all rows and one for all faults: a list may have 100 000. */
    void add(UUID list, List<Judged> rows) {
        db.sql(
                        """
                        INSERT INTO intake.row (import_id, line, action, department, cells)
                        SELECT :list, line, action, department, cells::jsonb
                        FROM unnest(:lines, :actions, :departments, :cells)
                             AS r (line, action, department, cells)
                        """)
                .param("list", list)
                .param("lines", lines(rows, r -> r.row().line()))
                .param("actions", texts(rows, r -> r.row().action().name()))
                .param("departments", texts(rows, Judged::department))
                .param("cells", texts(rows, r -> JSON.writeValueAsString(r.row().cells())))
                .update();
        var faults =
                rows.stream()
                        .flatMap(r -> r.faults().stream().map(f -> new Broken(r.row().line(), f)))
                        .toList();
        add(list, faults);
    }

    private void add(UUID list, Collection<Broken> faults) {
        if (faults.isEmpty()) {
            return;
        }
        db.sql(
                        """
                        INSERT INTO intake.fault (import_id, line, n, code, field, value, arguments)
                        SELECT :list, line, row_number() OVER (PARTITION BY line ORDER BY n),
                               code, field, value, arguments::jsonb
                        FROM unnest(:lines, :codes, :fields, :values, :arguments)
                             WITH ORDINALITY AS f (line, code, field, value, arguments, n)
                        """)
                .param("list", list)
                .param("lines", lines(faults, Broken::line))
                .param("codes", texts(faults, f -> f.fault().code()))
                .param("fields", texts(faults, f -> key(f.fault().field())))
                .param("values", texts(faults, f -> f.fault().value()))
                .param(
                        "arguments",
                        texts(faults, f -> JSON.writeValueAsString(f.fault().arguments())))
                .update();
    }

    List<Row> first(UUID list, int limit) {
        return db.sql("SELECT * FROM intake.row WHERE import_id = :list ORDER BY line LIMIT :limit")
                .param("list", list)
                .param("limit", limit)
                .query(RowTable::row)
                .list();
    }

    List<Broken> faults(UUID list, int limit) {
        return db.sql(
                        """
                        SELECT * FROM intake.fault WHERE import_id = :list
                        ORDER BY line, n LIMIT :limit
                        """)
                .param("list", list)
                .param("limit", limit)
                .query(RowTable::broken)
                .list();
    }

    List<Broken> faults(UUID list, int line, int untilLine) {
        return db.sql(
                        """
                        SELECT * FROM intake.fault
                        WHERE import_id = :list AND line BETWEEN :from AND :until ORDER BY line, n
                        """)
                .param("list", list)
                .param("from", line)
                .param("until", untilLine)
                .query(RowTable::broken)
                .list();
    }

    /** Rows with faults behind that line. */
    List<Row> broken(UUID list, int behind, int limit) {
        return db.sql(
                        """
                        SELECT * FROM intake.row
                        WHERE import_id = :list AND action = 'ERROR' AND line > :behind
                        ORDER BY line LIMIT :limit
                        """)
                .param("list", list)
                .param("behind", behind)
                .param("limit", limit)
                .query(RowTable::row)
                .list();
    }

    /** Rows that are still to be committed. */
    List<Row> toDo(UUID list, int limit) {
        return db.sql(
                        """
                        SELECT * FROM intake.row
                        WHERE import_id = :list AND NOT done AND action IN ('CREATE', 'UPDATE')
                        ORDER BY line LIMIT :limit
                        """)
                .param("list", list)
                .param("limit", limit)
                .query(RowTable::row)
                .list();
    }

    /** The departments whose patients would be written. */
    List<String> departments(UUID list) {
        return db.sql(
                        """
                        SELECT DISTINCT department FROM intake.row
                        WHERE import_id = :list AND action <> 'ERROR' AND department IS NOT NULL
                        """)
                .param("list", list)
                .query((rs, n) -> rs.getString(1))
                .list();
    }

    void done(UUID list, int line, Action action) {
        db.sql(
                        """
                        UPDATE intake.row SET done = true, action = :action
                        WHERE import_id = :list AND line = :line
                        """)
                .param("list", list)
                .param("line", line)
                .param("action", action.name())
                .update();
    }

    void fault(UUID list, int line, Fault fault) {
        add(list, List.of(new Broken(line, fault)));
    }

    void forget(UUID list) {
        db.sql("DELETE FROM intake.row WHERE import_id = :list").param("list", list).update();
    }

    void each(UUID list, Consumer<List<Row>> pages) {
        int behind = 0;
        while (true) {
            var page = broken(list, behind, 500);
            if (page.isEmpty()) {
                return;
            }
            pages.accept(page);
            behind = page.getLast().line();
        }
    }

    private static @Nullable String key(@Nullable Field field) {
        return field == null ? null : field.key();
    }

    private static <T> @Nullable String[] texts(
            Collection<T> rows, Function<T, @Nullable String> value) {
        return rows.stream().map(value).toArray(String[]::new);
    }

    private static <T> Integer[] lines(Collection<T> rows, Function<T, Integer> value) {
        return rows.stream().map(value).toArray(Integer[]::new);
    }

    private static List<String> strings(String json) {
        return JSON.readValue(json, new TypeReference<List<String>>() {});
    }

    private static Row row(ResultSet rs, int n) throws SQLException {
        return new Row(
                rs.getInt("line"),
                Action.valueOf(rs.getString("action")),
                strings(rs.getString("cells")));
    }

    private static Broken broken(ResultSet rs, int n) throws SQLException {
        var field = rs.getString("field");
        return new Broken(
                rs.getInt("line"),
                new Fault(
                        rs.getString("code"),
                        field == null ? null : Field.of(field),
                        rs.getString("value"),
                        strings(rs.getString("arguments"))));
    }
}
