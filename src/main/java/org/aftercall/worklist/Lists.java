package org.aftercall.worklist;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The worklist and rule tables. */
@Repository
class Lists {
    private final JdbcClient db;

    Lists(JdbcClient db) {
        this.db = db;
    }

    List<Worklist> all() {
        return db.sql("SELECT * FROM worklist.worklist ORDER BY created_at, id")
                .query(Lists::worklist)
                .list();
    }

    Optional<Worklist> find(WorklistId id) {
        return db.sql("SELECT * FROM worklist.worklist WHERE id = :id")
                .param("id", id.value())
                .query(Lists::worklist)
                .optional();
    }

    /** The list that feeds on a department: its own before the one for all. */
    Optional<Worklist> feeding(String department) {
        return db.sql(
                        """
                        SELECT * FROM worklist.worklist WHERE department = :department OR department IS NULL
                        ORDER BY department NULLS LAST, created_at LIMIT 1
                        """)
                .param("department", department)
                .query(Lists::worklist)
                .optional();
    }

    void add(Worklist list) {
        db.sql(
                        """
                        INSERT INTO worklist.worklist (id, name, department, questionnaire, window_from, window_until,
                                                       zone, max_attempts, ring_seconds)
                        VALUES (:id, :name, :department, :questionnaire, :from, :until, :zone, :max, :ring)
                        """)
                .param("id", list.id().value())
                .param("name", list.name())
                .param("department", list.department())
                .param("questionnaire", list.questionnaire())
                .param("from", list.from())
                .param("until", list.until())
                .param("zone", list.zone())
                .param("max", list.maxAttempts())
                .param("ring", list.ringFor().toSeconds())
                .update();
    }

    RetryRule rule(Disposition disposition) {
        return db.sql("SELECT * FROM worklist.retry_rule WHERE disposition = :disposition")
                .param("disposition", disposition.name())
                .query(Lists::rule)
                .single();
    }

    List<RetryRule> rules() {
        return db.sql("SELECT * FROM worklist.retry_rule ORDER BY shown").query(Lists::rule).list();
    }

    private static RetryRule rule(ResultSet row, int n) throws SQLException {
        return new RetryRule(
                Disposition.valueOf(row.getString("disposition")),
                Duration.ofMinutes(row.getInt("delay_minutes")),
                RetryRule.Step.valueOf(row.getString("next_step")),
                row.getBoolean("counts_attempt"),
                row.getBoolean("needs_note"),
                row.getString("reached"));
    }

    private static Worklist worklist(ResultSet row, int n) throws SQLException {
        @Nullable String department = row.getString("department");
        return new Worklist(
                new WorklistId(row.getObject("id", UUID.class)),
                row.getString("name"),
                department,
                row.getString("questionnaire"),
                row.getObject("window_from", LocalTime.class),
                row.getObject("window_until", LocalTime.class),
                row.getString("zone"),
                row.getInt("max_attempts"),
                Duration.ofSeconds(row.getInt("ring_seconds")),
                row.getBoolean("paused"));
    }
}
