package org.aftercall.followup;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.aftercall.kernel.DataScope;
import org.aftercall.kernel.Sql;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How many alarms were found and what became of them, by when they were raised. */
@Repository
class EscalationFigures {
    private static final int AT_ONCE = 500;

    private final JdbcClient db;
    private final JsonMapper json;

    EscalationFigures(JdbcClient db, JsonMapper json) {
        this.db = db;
        this.json = json;
    }

    /** What the figures are of. */
    record Period(Instant from, Instant to, DataScope scope) {}

    /**
     * Of one group.
     *
     * @param found that count: those withdrawn do not
     * @param acknowledged of those found, at any time
     * @param closedInTime of those closed, by when they were due
     * @param calledBack of those closed, with the call back to the patient
     * @param climbed of those found, at least once
     */
    record Tally(
            int found,
            int acknowledged,
            int closed,
            int closedInTime,
            int calledBack,
            int climbed) {}

    /**
     * The tally of one severity, one ward of a department, or one rule; null where not asked by.
     */
    record Group(
            @Nullable String severity,
            @Nullable Integer level,
            @Nullable String department,
            @Nullable String ward,
            @Nullable String questionnaire,
            @Nullable Integer version,
            @Nullable String rule,
            Tally tally) {}

    /** By everything at once: the whole, each severity, level, ward and rule. */
    List<Group> groups(Period period) {
        return of(
                        period,
                        """
                        SELECT e.severity, e.level, e.department, s.ward, e.questionnaire, e.questionnaire_version, e.rule,
                               count(*) AS found, count(e.acknowledged_at) AS acknowledged, count(e.closed_at) AS closed,
                               count(*) FILTER (WHERE e.closed_at <= e.due_at) AS in_time,
                               count(e.closing_call) AS called_back,
                               count(*) FILTER (WHERE EXISTS (SELECT FROM followup.escalation_step t
                                                              WHERE t.escalation_id = e.id AND t.kind = 'CLIMBED')) AS climbed
                        FROM followup.escalation e JOIN patient.encounter s ON s.id = e.encounter_id
                        WHERE e.state <> 'WITHDRAWN' AND e.raised_at >= :from AND e.raised_at < :to
                          AND (:all OR e.department = ANY(:departments))
                        GROUP BY GROUPING SETS ((), (e.severity), (e.level), (e.department, s.ward),
                                                (e.questionnaire, e.questionnaire_version, e.rule))
                        ORDER BY found DESC, e.severity, e.level, e.department, s.ward, e.rule
                        """)
                .query((row, _) ->
                        new Group(
                                row.getString("severity"),
                                row.getObject("level", Integer.class),
                                row.getString("department"),
                                row.getString("ward"),
                                row.getString("questionnaire"),
                                row.getObject("questionnaire_version", Integer.class),
                                row.getString("rule"),
                                tally(row)))
                .list();
    }

    /**
     * What became of complaints.
     *
     * @param answered of those found, with what he was called back about: the next three
     * @param rated of those answered, he said how content he is
     * @param content of those rated, satisfied or very satisfied
     */
    record Complaints(
            Tally tally,
            int answered,
            int solved,
            int partly,
            int unsolved,
            int rated,
            int content) {}

    Complaints complaints(Period period) {
        return of(
                        period,
                        """
                        SELECT count(*) AS found, count(e.acknowledged_at) AS acknowledged, count(e.closed_at) AS closed,
                               count(*) FILTER (WHERE e.closed_at <= e.due_at) AS in_time,
                               count(e.closing_call) AS called_back,
                               count(*) FILTER (WHERE EXISTS (SELECT FROM followup.escalation_step t
                                                              WHERE t.escalation_id = e.id AND t.kind = 'CLIMBED')) AS climbed,
                               count(r.answers ->> 'solved') AS answered,
                               count(*) FILTER (WHERE r.answers ->> 'solved' = 'SOLVED') AS solved,
                               count(*) FILTER (WHERE r.answers ->> 'solved' = 'PARTLY') AS partly,
                               count(*) FILTER (WHERE r.answers ->> 'solved' = 'NOT') AS unsolved,
                               count(r.answers ->> 'content') AS rated,
                               count(*) FILTER (WHERE r.answers ->> 'content' IN ('4', '5')) AS content
                        FROM followup.escalation e LEFT JOIN followup.record r ON r.call_id = e.closing_call
                        WHERE e.kind = 'COMPLAINT' AND e.state <> 'WITHDRAWN'
                          AND e.raised_at >= :from AND e.raised_at < :to AND (:all OR e.department = ANY(:departments))
                        """)
                .query((row, _) ->
                        new Complaints(
                                tally(row),
                                row.getInt("answered"),
                                row.getInt("solved"),
                                row.getInt("partly"),
                                row.getInt("unsolved"),
                                row.getInt("rated"),
                                row.getInt("content")))
                .single();
    }

    private static Tally tally(ResultSet row) throws SQLException {
        return new Tally(
                row.getInt("found"),
                row.getInt("acknowledged"),
                row.getInt("closed"),
                row.getInt("in_time"),
                row.getInt("called_back"),
                row.getInt("climbed"));
    }

    /** How often a question was answered in signed records. */
    record Asked(String questionnaire, int version, String linkId, int times) {}

    List<Asked> asked(Period period) {
        return of(
                        period,
                        """
                        SELECT r.questionnaire, r.questionnaire_version, k.link_id, count(*) AS times
                        FROM followup.record r CROSS JOIN LATERAL jsonb_object_keys(r.answers) k(link_id)
                        WHERE r.state = 'SIGNED' AND r.signed_at >= :from AND r.signed_at < :to
                          AND (:all OR r.department = ANY(:departments))
                        GROUP BY 1, 2, 3
                        """)
                .query((row, _) ->
                        new Asked(
                                row.getString("questionnaire"),
                                row.getInt("questionnaire_version"),
                                row.getString("link_id"),
                                row.getInt("times")))
                .list();
    }

    /**
     * What was answered in each signed record by one version, for what is reckoned of answers; one
     * after the other, since a year of them is too much at once.
     */
    void answers(
            Period period,
            String questionnaire,
            int version,
            Consumer<Map<String, JsonNode>> each) {
        of(
                        period,
                        """
                        SELECT r.answers FROM followup.record r
                        WHERE r.state = 'SIGNED' AND r.signed_at >= :from AND r.signed_at < :to
                          AND (:all OR r.department = ANY(:departments))
                          AND r.questionnaire = :questionnaire AND r.questionnaire_version = :version AND r.answers <> '{}'
                        """)
                .param("questionnaire", questionnaire)
                .param("version", version)
                .withFetchSize(AT_ONCE)
                .query(row -> {
                    each.accept(Answers.read(json, row.getString("answers")));
                });
    }

    /** How often a rule fired in records that were signed then. */
    record Fired(String questionnaire, int version, String rule, int times) {}

    List<Fired> fired(Period period) {
        return of(
                        period,
                        """
                        SELECT questionnaire, questionnaire_version, rule, count(*) AS times FROM followup.escalation
                        WHERE state <> 'WITHDRAWN' AND record_id IN (
                                  SELECT id FROM followup.record WHERE signed_at >= :from AND signed_at < :to)
                          AND (:all OR department = ANY(:departments))
                        GROUP BY 1, 2, 3
                        """)
                .query((row, _) ->
                        new Fired(
                                row.getString("questionnaire"),
                                row.getInt("questionnaire_version"),
                                row.getString("rule"),
                                row.getInt("times")))
                .list();
    }

    private JdbcClient.StatementSpec of(Period period, String sql) {
        return db.sql(sql)
                .param("from", Sql.utc(period.from()))
                .param("to", Sql.utc(period.to()))
                .param("all", period.scope().all())
                .param("departments", period.scope().asArray());
    }
}
