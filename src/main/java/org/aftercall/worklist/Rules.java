package org.aftercall.worklist;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What each ending means: the house's rule, or a list's own in its place. */
@Repository
class Rules {
    private static final String OF_LIST =
            """
            SELECT DISTINCT ON (shown, disposition) *, worklist_id IS NOT NULL AS own FROM worklist.retry_rule
            WHERE (worklist_id = :list OR worklist_id IS NULL)
            """;

    private final JdbcClient db;

    Rules(JdbcClient db) {
        this.db = db;
    }

    /** The house's rules, in the order in which they are shown. */
    List<RetryRule> ofTheHouse() {
        return db.sql(
                        "SELECT *, false AS own FROM worklist.retry_rule WHERE worklist_id IS NULL ORDER BY shown")
                .query(Rules::rule)
                .list();
    }

    List<RetryRule> of(WorklistId list) {
        return db.sql(OF_LIST + " ORDER BY shown, disposition, worklist_id NULLS LAST")
                .param("list", list.value())
                .query(Rules::rule)
                .list();
    }

    RetryRule of(WorklistId list, Disposition disposition) {
        return db.sql(
                        OF_LIST
                                + " AND disposition = :disposition ORDER BY shown, disposition, worklist_id NULLS LAST")
                .param("list", list.value())
                .param("disposition", disposition.name())
                .query(Rules::rule)
                .single();
    }

    /** From now on all lists without a rule of their own follow this one. */
    void become(RetryRule rule) {
        db.sql(
                        """
                        UPDATE worklist.retry_rule SET delay_minutes = :delay, next_step = :step, counts_attempt = :counts,
                            needs_note = :note, other_part_of_day = :part, other_number = :number, other_nurse = :nurse,
                            max_times = :max
                        WHERE worklist_id IS NULL AND disposition = :disposition
                        """)
                .param("disposition", rule.disposition().name())
                .param("delay", rule.delay().toMinutes())
                .param("step", rule.step().name())
                .param("counts", rule.countsAttempt())
                .param("note", rule.needsNote())
                .param("part", rule.again().otherPartOfDay())
                .param("number", rule.again().otherNumber())
                .param("nurse", rule.again().otherNurse())
                .param("max", rule.maxTimes())
                .update();
    }

    /** The house's rule. */
    RetryRule ofTheHouse(Disposition disposition) {
        return ofTheHouse().stream()
                .filter(r -> r.disposition() == disposition)
                .findFirst()
                .orElseThrow();
    }

    /** The list follows its own rule from now on; how a call ends there stays the house's word. */
    void own(WorklistId list, RetryRule rule) {
        db.sql(
                        """
                        INSERT INTO worklist.retry_rule (worklist_id, disposition, shown, delay_minutes, next_step,
                            counts_attempt, needs_note, reached, other_part_of_day, other_number, other_nurse, max_times)
                        SELECT :list, disposition, shown, :delay, :step, :counts, :note, reached, :part, :number, :nurse, :max
                        FROM worklist.retry_rule WHERE worklist_id IS NULL AND disposition = :disposition
                        ON CONFLICT (worklist_id, disposition) DO UPDATE SET delay_minutes = :delay, next_step = :step,
                            counts_attempt = :counts, needs_note = :note, other_part_of_day = :part,
                            other_number = :number, other_nurse = :nurse, max_times = :max
                        """)
                .param("list", list.value())
                .param("disposition", rule.disposition().name())
                .param("delay", rule.delay().toMinutes())
                .param("step", rule.step().name())
                .param("counts", rule.countsAttempt())
                .param("note", rule.needsNote())
                .param("part", rule.again().otherPartOfDay())
                .param("number", rule.again().otherNumber())
                .param("nurse", rule.again().otherNurse())
                .param("max", rule.maxTimes())
                .update();
    }

    void disown(WorklistId list, Disposition disposition) {
        db.sql(
                        "DELETE FROM worklist.retry_rule WHERE worklist_id = :list AND disposition = :disposition")
                .param("list", list.value())
                .param("disposition", disposition.name())
                .update();
    }

    private static RetryRule rule(ResultSet row, int n) throws SQLException {
        return new RetryRule(
                Disposition.valueOf(row.getString("disposition")),
                Duration.ofMinutes(row.getInt("delay_minutes")),
                RetryRule.Step.valueOf(row.getString("next_step")),
                new RetryRule.Again(
                        row.getBoolean("other_part_of_day"),
                        row.getBoolean("other_number"),
                        row.getBoolean("other_nurse")),
                row.getBoolean("counts_attempt"),
                row.getBoolean("needs_note"),
                row.getObject("max_times", Integer.class),
                row.getString("reached"),
                row.getBoolean("own"));
    }
}
