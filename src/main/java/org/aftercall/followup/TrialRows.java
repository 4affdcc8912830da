package org.aftercall.followup;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.aftercall.followup.trial.Draw.Arm;
import org.aftercall.followup.trial.Stopping.Found;
import org.aftercall.kernel.Sql;
import org.aftercall.patient.PatientId;
import org.aftercall.staff.StaffId;
import org.aftercall.worklist.WorklistId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** Comparisons of wordings, whom each wording fell to, and what became of them. */
@Repository
class TrialRows {
    /**
     * One row a patient, over all his signed records that were asked by his wording while it ran. A
     * record that its nurse lost says nothing of a wording.
     */
    private static final String OUTCOMES =
            """
            SELECT p.patient_id, p.arm,
                   coalesce(bool_or(r.reached IN ('PATIENT', 'PROXY')), false) AS reached,
                   coalesce(bool_or(r.completion = 'COMPLETE'), false) AS complete,
                   coalesce(bool_or(EXISTS (SELECT FROM followup.escalation e
                                            WHERE e.record_id = r.id AND e.state <> 'WITHDRAWN')), false) AS alarm,
                   coalesce(bool_or(EXISTS (SELECT FROM followup.escalation e
                                            WHERE e.record_id = r.id AND e.state <> 'WITHDRAWN' AND e.kind = 'COMPLAINT')), false) AS complaint,
                   coalesce(sum(extract(epoch FROM r.ended_at - r.answered_at))
                            FILTER (WHERE r.reached IN ('PATIENT', 'PROXY')), 0) AS seconds,
                   (array_agg(r.answers ORDER BY r.signed_at DESC) FILTER (WHERE r.answers <> '{}'))[1] AS answers
            FROM followup.trial t JOIN followup.trial_patient p ON p.trial_id = t.id
            LEFT JOIN (followup.record r JOIN worklist.task k ON k.id = r.task_id)
              ON r.patient_id = p.patient_id AND k.worklist_id = t.worklist_id AND r.state = 'SIGNED'
             AND r.disposition <> 'RECORD_LOST' AND r.questionnaire = t.questionnaire
             AND r.questionnaire_version = CASE p.arm WHEN 'A' THEN t.version_a ELSE t.version_b END
             AND r.ordered_at >= t.started_at AND r.ordered_at <= coalesce(t.ended_at, 'infinity')
            WHERE t.id = :trial GROUP BY p.patient_id, p.arm
            """;

    private final JdbcClient db;
    private final JsonMapper json;

    TrialRows(JdbcClient db, JsonMapper json) {
        this.db = db;
        this.json = json;
    }

    void start(Trial t) {
        db.sql(
                        """
                        INSERT INTO followup.trial (id, worklist_id, purpose, questionnaire, version_a, version_b,
                                                    satisfaction, complaint, started_at, started_by)
                        VALUES (:id, :list, :purpose, :questionnaire, :a, :b, :satisfaction, :complaint, :at, :by)
                        """)
                .param("id", t.id())
                .param("list", t.list().value())
                .param("purpose", t.purpose())
                .param("questionnaire", t.wordings().questionnaire())
                .param("a", t.wordings().a())
                .param("b", t.wordings().b())
                .param("satisfaction", t.satisfaction())
                .param("complaint", t.complaint())
                .param("at", Sql.utc(t.startedAt()))
                .param("by", t.startedBy().value())
                .update();
    }

    /** False where it was over. */
    boolean end(UUID id, Trial.End end) {
        return db.sql(
                                """
                                UPDATE followup.trial SET ended_at = :at, ended_by = :by, ended_why = :why, evidence = :evidence::jsonb,
                                       figures = :figures::jsonb
                                WHERE id = :id AND ended_at IS NULL
                                """)
                        .param("id", id)
                        .param("at", Sql.utc(end.at()))
                        .param("by", end.by() == null ? null : end.by().value())
                        .param("why", end.why())
                        .param(
                                "figures",
                                end.figures() == null
                                        ? null
                                        : json.writeValueAsString(end.figures()))
                        .param(
                                "evidence",
                                end.evidence().isEmpty()
                                        ? null
                                        : json.writeValueAsString(end.evidence()))
                        .update()
                == 1;
    }

    Optional<Trial> running(WorklistId list) {
        return db.sql("SELECT * FROM followup.trial WHERE worklist_id = :list AND ended_at IS NULL")
                .param("list", list.value())
                .query(this::trial)
                .optional();
    }

    List<Trial> running() {
        return db.sql("SELECT * FROM followup.trial WHERE ended_at IS NULL")
                .query(this::trial)
                .list();
    }

    /** The newest first. */
    List<Trial> of(WorklistId list) {
        return db.sql(
                        "SELECT * FROM followup.trial WHERE worklist_id = :list ORDER BY started_at DESC, id DESC")
                .param("list", list.value())
                .query(this::trial)
                .list();
    }

    Optional<Trial> find(UUID id) {
        return db.sql("SELECT * FROM followup.trial WHERE id = :id")
                .param("id", id)
                .query(this::trial)
                .optional();
    }

    /** The one that is running on the list of this record, if a wording fell to its patient. */
    Optional<Trial> runningOn(FollowUpId record) {
        return db.sql(
                        """
                        SELECT t.* FROM followup.trial t JOIN worklist.task k ON k.worklist_id = t.worklist_id
                        JOIN followup.record r ON r.task_id = k.id
                        JOIN followup.trial_patient p ON p.trial_id = t.id AND p.patient_id = r.patient_id
                        WHERE r.id = :record AND t.ended_at IS NULL
                        """)
                .param("record", record.value())
                .query(this::trial)
                .optional();
    }

    /** What fell to him first stays. */
    Arm assign(UUID trial, PatientId patient, Arm drawn, Instant now) {
        db.sql(
                        """
                        INSERT INTO followup.trial_patient (trial_id, patient_id, arm, assigned_at)
                        VALUES (:trial, :patient, :arm, :now) ON CONFLICT DO NOTHING
                        """)
                .param("trial", trial)
                .param("patient", patient.value())
                .param("arm", drawn.name())
                .param("now", Sql.utc(now))
                .update();
        return db.sql(
                        "SELECT arm FROM followup.trial_patient WHERE trial_id = :trial AND patient_id = :patient")
                .param("trial", trial)
                .param("patient", patient.value())
                .query((row, _) -> Arm.valueOf(row.getString("arm")))
                .single();
    }

    /** Of those reached, in how many anything was found. */
    Map<Arm, Found> found(UUID trial) {
        var found = new EnumMap<Arm, Found>(Arm.class);
        for (var arm : Arm.values()) {
            found.put(arm, new Found(0, 0));
        }
        db.sql(
                        """
                        SELECT arm, count(*) FILTER (WHERE reached AND alarm) AS alarms, count(*) FILTER (WHERE reached) AS reached
                        FROM (%s) o GROUP BY arm
                        """
                                .formatted(OUTCOMES))
                .param("trial", trial)
                .query(row -> {
                    found.put(
                            Arm.valueOf(row.getString("arm")),
                            new Found(row.getInt("alarms"), row.getInt("reached")));
                });
        return found;
    }

    List<Trial.Outcome> outcomes(UUID trial) {
        return db.sql(OUTCOMES)
                .param("trial", trial)
                .query((row, _) ->
                        new Trial.Outcome(
                                new PatientId(row.getObject("patient_id", UUID.class)),
                                Arm.valueOf(row.getString("arm")),
                                row.getBoolean("reached"),
                                row.getBoolean("complete"),
                                row.getBoolean("alarm"),
                                row.getBoolean("complaint"),
                                row.getDouble("seconds"),
                                Answers.read(json, row.getString("answers"))))
                .list();
    }

    private Trial trial(ResultSet row, int n) throws SQLException {
        var ended = Sql.instantOrNull(row, "ended_at");
        return new Trial(
                row.getObject("id", UUID.class),
                new WorklistId(row.getObject("worklist_id", UUID.class)),
                row.getString("purpose"),
                new Trial.Wordings(
                        row.getString("questionnaire"),
                        row.getInt("version_a"),
                        row.getInt("version_b")),
                row.getString("satisfaction"),
                row.getString("complaint"),
                Sql.instant(row, "started_at"),
                new StaffId(row.getObject("started_by", UUID.class)),
                ended == null
                        ? null
                        : new Trial.End(
                                ended,
                                Sql.idOrNull(row, "ended_by", StaffId::new),
                                row.getString("ended_why"),
                                evidence(row.getString("evidence")),
                                figures(row.getString("figures"))));
    }

    private @Nullable TrialFigures figures(@Nullable String text) {
        return text == null ? null : json.readValue(text, TrialFigures.class);
    }

    private Map<Arm, Found> evidence(@Nullable String text) {
        var evidence = new EnumMap<Arm, Found>(Arm.class);
        if (text != null) {
            json.readTree(text)
                    .properties()
                    .forEach(e ->
                            evidence.put(
                                    Arm.valueOf(e.getKey()),
                                    new Found(
                                            e.getValue().path("alarms").intValue(),
                                            e.getValue().path("reached").intValue())));
        }
        return evidence;
    }
}
