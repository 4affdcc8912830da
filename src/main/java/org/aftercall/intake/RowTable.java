package org.aftercall.intake;

import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.aftercall.intake.Import.Action;
import org.aftercall.intake.Import.Broken;
import org.aftercall.intake.Import.Row;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of imports, and their faults. */
@Repository
class RowTable {
    private final JdbcClient db;
    private final JdbcTemplate template;

    RowTable(JdbcClient db, JdbcTemplate template) {
        this.db = db;
        this.template = template;
    }

    /** A row as it is kept. */
    record Judged(Row row, @Nullable String department, List<Fault> faults) {}

    void add(UUID list, List<Judged> rows) {
        template.batchUpdate(
                """
                INSERT INTO intake.row (import_id, line, action, department, cells)
                VALUES (?, ?, ?, ?, ?)
                """,
                rows,
                500,
                (statement, judged) -> {
                    statement.setObject(1, list);
                    statement.setInt(2, judged.row().line());
                    statement.setString(3, judged.row().action().name());
                    statement.setString(4, judged.department());
                    statement.setArray(5, texts(statement, judged.row().cells()));
                });
        record Numbered(int line, int n, Fault fault) {}
        var faults = new ArrayList<Numbered>();
        for (var judged : rows) {
            for (int i = 0; i < judged.faults().size(); i++) {
                faults.add(new Numbered(judged.row().line(), i, judged.faults().get(i)));
            }
        }
        template.batchUpdate(
                """
                INSERT INTO intake.fault (import_id, line, n, code, field, value, arguments)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
                faults,
                500,
                (statement, numbered) -> {
                    var fault = numbered.fault();
                    var field = fault.field();
                    statement.setObject(1, list);
                    statement.setInt(2, numbered.line());
                    statement.setInt(3, numbered.n());
                    statement.setString(4, fault.code());
                    statement.setString(5, field == null ? null : field.key());
                    statement.setString(6, fault.value());
                    statement.setArray(7, texts(statement, fault.arguments()));
                });
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
        var field = fault.field();
        db.sql(
                        """
                        INSERT INTO intake.fault (import_id, line, n, code, field, value, arguments)
                        VALUES (:list, :line, 0, :code, :field, :value, :arguments)
                        ON CONFLICT DO NOTHING
                        """)
                .param("list", list)
                .param("line", line)
                .param("code", fault.code())
                .param("field", field == null ? null : field.key())
                .param("value", fault.value())
                .param("arguments", fault.arguments().toArray(String[]::new))
                .update();
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

    private static Array texts(PreparedStatement statement, List<String> texts)
            throws SQLException {
        return statement.getConnection().createArrayOf("text", texts.toArray());
    }

    private static Row row(ResultSet rs, int n) throws SQLException {
        return new Row(
                rs.getInt("line"),
                Action.valueOf(rs.getString("action")),
                List.of((String[]) rs.getArray("cells").getArray()));
    }

    private static Broken broken(ResultSet rs, int n) throws SQLException {
        var field = rs.getString("field");
        return new Broken(
                rs.getInt("line"),
                new Fault(
                        rs.getString("code"),
                        field == null ? null : Field.of(field),
                        rs.getString("value"),
                        List.of((String[]) rs.getArray("arguments").getArray())));
    }
}
