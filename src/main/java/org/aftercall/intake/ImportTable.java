package org.aftercall.intake;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.aftercall.intake.Import.Column;
import org.aftercall.intake.Import.Counts;
import org.aftercall.intake.Import.Problem;
import org.aftercall.intake.Import.State;
import org.aftercall.kernel.Sql;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Imports as rows. */
@Repository
class ImportTable {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final JdbcClient db;

    ImportTable(JdbcClient db) {
        this.db = db;
    }

    /** A column as it is kept: {@code field} by its key. */
    record Kept(String header, @Nullable String field) {}

    void add(Import list) {
        db.sql(
                        """
                        INSERT INTO intake.import (id, file_name, encoding, encoding_why, state, columns, problems,
                                                   worklist_id, staff_id, staff_name, created_at)
                        VALUES (:id, :file, :encoding, :why, :state, :columns::jsonb, :problems::jsonb,
                                :worklist::uuid, :staff::uuid, :name, :at)
                        """)
                .param("id", list.id())
                .param("file", list.source().fileName())
                .param("encoding", list.source().encoding())
                .param("why", list.source().why())
                .param("state", list.state().name())
                .param("columns", JSON.writeValueAsString(kept(list.source().columns())))
                .param("problems", JSON.writeValueAsString(list.problems()))
                .param("worklist", Objects.toString(list.by().worklist(), null))
                .param("staff", Objects.toString(list.by().staff(), null))
                .param("name", list.by().name())
                .param("at", Sql.utc(list.by().at()))
                .update();
    }

    Optional<Import> find(UUID id) {
        return db.sql("SELECT * FROM intake.import WHERE id = :id")
                .param("id", id)
                .query(ImportTable::read)
                .optional();
    }

    /** Until the end of the transaction nobody else changes that import. */
    Optional<Import> lock(UUID id) {
        return db.sql("SELECT * FROM intake.import WHERE id = :id FOR UPDATE")
                .param("id", id)
                .query(ImportTable::read)
                .optional();
    }

    /** The newest first. */
    List<Import> all(boolean everybodys, UUID staff, int limit) {
        return db.sql(
                        """
                        SELECT * FROM intake.import
                        WHERE state <> 'DISCARDED' AND (:everybodys OR staff_id = :staff)
                        ORDER BY created_at DESC, id DESC LIMIT :limit
                        """)
                .param("everybodys", everybodys)
                .param("staff", staff)
                .param("limit", limit)
                .query(ImportTable::read)
                .list();
    }

    List<UUID> committing() {
        return db.sql("SELECT id FROM intake.import WHERE state = 'COMMITTING'")
                .query((rs, n) -> rs.getObject(1, UUID.class))
                .list();
    }

    void count(UUID id) {
        db.sql(
                        """
                        UPDATE intake.import i
                        SET rows = c.rows, creates = c.creates, updates = c.updates, skips = c.skips,
                            errors = c.errors, done = c.done
                        FROM (SELECT count(*) AS rows,
                                     count(*) FILTER (WHERE action = 'CREATE') AS creates,
                                     count(*) FILTER (WHERE action = 'UPDATE') AS updates,
                                     count(*) FILTER (WHERE action = 'SKIP') AS skips,
                                     count(*) FILTER (WHERE action = 'ERROR') AS errors,
                                     count(*) FILTER (WHERE done AND action IN ('CREATE', 'UPDATE')) AS done
                              FROM intake.row WHERE import_id = :id) c
                        WHERE i.id = :id
                        """)
                .param("id", id)
                .update();
    }

    void state(UUID id, State state, Instant at) {
        db.sql(
                        """
                        UPDATE intake.import SET state = :state,
                            ended_at = CASE WHEN :state IN ('COMMITTED', 'DISCARDED') THEN :at END
                        WHERE id = :id
                        """)
                .param("id", id)
                .param("state", state.name())
                .param("at", Sql.utc(at))
                .update();
    }

    void problems(UUID id, List<Problem> problems) {
        db.sql("UPDATE intake.import SET problems = :problems::jsonb WHERE id = :id")
                .param("id", id)
                .param("problems", JSON.writeValueAsString(problems))
                .update();
    }

    private static List<Kept> kept(List<Column> columns) {
        return columns.stream()
                .map(c -> {
                    var field = c.field();
                    return new Kept(c.header(), field == null ? null : field.key());
                })
                .toList();
    }

    private static Import read(ResultSet rs, int n) throws SQLException {
        var columns =
                JSON.readValue(rs.getString("columns"), new TypeReference<List<Kept>>() {}).stream()
                        .map(k -> {
                            var field = k.field();
                            return new Column(k.header(), field == null ? null : Field.of(field));
                        })
                        .toList();
        return new Import(
                rs.getObject("id", UUID.class),
                new Import.Source(
                        rs.getString("file_name"),
                        rs.getString("encoding"),
                        rs.getString("encoding_why"),
                        columns),
                State.valueOf(rs.getString("state")),
                new Counts(
                        rs.getInt("rows"),
                        rs.getInt("creates"),
                        rs.getInt("updates"),
                        rs.getInt("skips"),
                        rs.getInt("errors"),
                        rs.getInt("done")),
                JSON.readValue(rs.getString("problems"), new TypeReference<List<Problem>>() {}),
                new Import.Handing(
                        rs.getObject("staff_id", UUID.class),
                        rs.getString("staff_name"),
                        rs.getObject("worklist_id", UUID.class),
                        Sql.instant(rs, "created_at")));
    }
}
