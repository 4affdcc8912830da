package org.aftercall.followup;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.aftercall.call.CallId;
import org.aftercall.kernel.Sql;
import org.aftercall.patient.EncounterId;
import org.aftercall.patient.PatientId;
import org.aftercall.script.RedFlag;
import org.aftercall.staff.StaffId;
import org.aftercall.worklist.TaskId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The escalation table. */
@Repository
class EscalationRows {
    private static final String OPEN = "state IN ('RAISED', 'ACKNOWLEDGED', 'HANDED_OVER')";

    private final JdbcClient db;
    private final JsonMapper json;

    EscalationRows(JdbcClient db, JsonMapper json) {
        this.db = db;
        this.json = json;
    }

    /**
     * Raises it for whoever is on duty, or else on the roster at all; empty when that rule has
     * raised one for that record.
     *
     * @param wall the same moment by the house's clock
     */
    Optional<EscalationId> raise(
            FollowUp r,
            RedFlag flag,
            @Nullable Integer second,
            EscalationSettings.Term term,
            Instant now,
            LocalDateTime wall) {
        return db.sql(
                        """
                        INSERT INTO followup.escalation (id, record_id, patient_id, encounter_id, call_id, department,
                                                         questionnaire, questionnaire_version, rule, link_id, answer,
                                                         heard_second, severity, level, owner_id, raised_at, due_at,
                                                         climb_at, climb_every, call_back, kind)
                        SELECT :id, :record, :patient, :encounter, :call, :department, :questionnaire, :version, :rule, :link,
                               :answer::jsonb, :second::int, :severity, greatest(d.level, :start), d.staff_id, :now, :due,
                               CASE WHEN greatest(d.level, :start) < 4 THEN :climb::timestamptz END, CAST(:step AS interval),
                               :callBack::text, :kind
                        FROM (SELECT) one LEFT JOIN LATERAL followup.on_duty(:kind, :department, :start, :wall::timestamp, true) d ON true
                        ON CONFLICT (record_id, rule) WHERE state <> 'WITHDRAWN' DO NOTHING
                        RETURNING id
                        """)
                .param("id", EscalationId.next().value())
                .param("record", r.id().value())
                .param("patient", r.links().patient().value())
                .param("encounter", r.links().encounter().value())
                .param("call", r.links().call().value())
                .param("department", r.links().department())
                .param("questionnaire", r.questionnaire())
                .param("version", r.questionnaireVersion())
                .param("rule", flag.rule())
                .param("link", flag.linkId())
                .param("answer", json.writeValueAsString(flag.answer()))
                .param("second", second)
                .param("severity", flag.level().name())
                .param("wall", wall)
                .param("callBack", flag.callBack())
                .param("kind", DutyKind.of(flag.callBack()).name())
                .param("start", term.start().number())
                .param("now", Sql.utc(now))
                .param("due", Sql.utc(now.plus(term.due())))
                .param("climb", Sql.utc(now.plus(term.climb())))
                .param("step", term.step().toMillis() + " milliseconds")
                .query(UUID.class)
                .optional()
                .map(EscalationId::new);
    }

    Optional<Escalation> find(EscalationId id) {
        return db.sql("SELECT * FROM followup.escalation WHERE id = :id")
                .param("id", id.value())
                .query(this::escalation)
                .optional();
    }

    /** So that two who do something with it do so one after the other. */
    Optional<Escalation> lock(EscalationId id) {
        return db.sql("SELECT * FROM followup.escalation WHERE id = :id FOR UPDATE")
                .param("id", id.value())
                .query(this::escalation)
                .optional();
    }

    /** Those that count, locked, with what was withdrawn left out. */
    List<Escalation> of(FollowUpId record) {
        return db.sql(
                        """
                        SELECT * FROM followup.escalation WHERE record_id = :record AND state <> 'WITHDRAWN'
                        ORDER BY id FOR UPDATE
                        """)
                .param("record", record.value())
                .query(this::escalation)
                .list();
    }

    /** Whether a talk that this record goes on with raised the same, and was signed so. */
    boolean raisedBefore(FollowUpId record, RedFlag flag) {
        return db.sql(
                        """
                        WITH RECURSIVE talk AS (
                            SELECT resumes AS id FROM followup.record WHERE id = :record
                            UNION SELECT r.resumes FROM followup.record r JOIN talk ON r.id = talk.id)
                        SELECT EXISTS (
                            SELECT FROM followup.escalation e JOIN talk ON e.record_id = talk.id
                            WHERE e.state <> 'WITHDRAWN' AND e.fixed_at IS NOT NULL AND e.rule = :rule
                              AND e.answer = :answer::jsonb)
                        """)
                .param("record", record.value())
                .param("rule", flag.rule())
                .param("answer", json.writeValueAsString(flag.answer()))
                .query(Boolean.class)
                .single();
    }

    /** The form a call back asks by, of the newest that asks for it; empty where it is none. */
    Optional<String> callBackForm(TaskId task, String usual) {
        return db.sql(
                        """
                        SELECT coalesce(call_back, :usual) FROM followup.escalation WHERE task_id = :task
                        ORDER BY raised_at DESC, id DESC LIMIT 1
                        """)
                .param("task", task.value())
                .param("usual", usual)
                .query(String.class)
                .optional();
    }

    /** The one in whose call back that record was written. */
    Optional<EscalationId> origin(FollowUpId record) {
        return db.sql(
                        """
                        SELECT e.id FROM followup.escalation e JOIN followup.record r ON r.task_id = e.task_id
                        WHERE r.id = :record ORDER BY e.raised_at, e.id LIMIT 1
                        """)
                .param("record", record.value())
                .query(UUID.class)
                .optional()
                .map(EscalationId::new);
    }

    void revise(EscalationId id, JsonNode answer) {
        db.sql(
                        """
                        UPDATE followup.escalation SET answer = :answer::jsonb, version = version + 1 WHERE id = :id
                        """)
                .param("id", id.value())
                .param("answer", json.writeValueAsString(answer))
                .update();
    }

    void withdraw(EscalationId id) {
        db.sql(
                        """
                        UPDATE followup.escalation SET state = 'WITHDRAWN', climb_at = NULL, version = version + 1
                        WHERE id = :id
                        """)
                .param("id", id.value())
                .update();
    }

    void fix(EscalationId id, Instant now) {
        db.sql(
                        """
                        UPDATE followup.escalation SET fixed_at = :now, version = version + 1
                        WHERE id = :id AND fixed_at IS NULL AND %s
                        """
                                .formatted(OPEN))
                .param("id", id.value())
                .param("now", Sql.utc(now))
                .update();
    }

    /**
     * It is hers now. Who acknowledges first at a level has a step's time before it climbs further.
     */
    void acknowledge(EscalationId id, StaffId who, Instant now) {
        db.sql(
                        """
                        UPDATE followup.escalation e SET state = 'ACKNOWLEDGED', owner_id = :who, version = version + 1,
                               acknowledged_at = coalesce(acknowledged_at, :now),
                               climb_at = CASE WHEN NOT EXISTS (SELECT FROM followup.escalation_step s
                                                                WHERE s.escalation_id = e.id AND s.kind = 'ACKNOWLEDGED'
                                                                  AND s.level = e.level)
                                               THEN greatest(climb_at, CASE WHEN climb_at IS NOT NULL
                                                                            THEN :now::timestamptz + climb_every END)
                                               ELSE climb_at END
                        WHERE id = :id
                        """)
                .param("id", id.value())
                .param("who", who.value())
                .param("now", Sql.utc(now))
                .update();
    }

    void handOver(EscalationId id, StaffId to, DutyLevel level) {
        db.sql(
                        """
                        UPDATE followup.escalation SET state = 'HANDED_OVER', owner_id = :to, level = :level,
                               climb_at = CASE WHEN :level < 4 THEN climb_at END, version = version + 1
                        WHERE id = :id
                        """)
                .param("id", id.value())
                .param("to", to.value())
                .param("level", level.number())
                .update();
    }

    void calledBackUnder(EscalationId id, TaskId task) {
        db.sql(
                        "UPDATE followup.escalation SET task_id = :task, version = version + 1 WHERE id = :id")
                .param("id", id.value())
                .param("task", task.value())
                .update();
    }

    void close(EscalationId id, Escalation.Closing with, Instant now) {
        db.sql(
                        """
                        UPDATE followup.escalation SET state = 'CLOSED', closed_at = :now, closing_call = :call,
                               closing_why = :why, climb_at = NULL, version = version + 1
                        WHERE id = :id
                        """)
                .param("id", id.value())
                .param("now", Sql.utc(now))
                .param("call", with.call() == null ? null : with.call().value())
                .param("why", with.why())
                .update();
    }

    private Escalation escalation(ResultSet row, int n) throws SQLException {
        var closed = Sql.instantOrNull(row, "closed_at");
        return new Escalation(
                new EscalationId(row.getObject("id", UUID.class)),
                row.getInt("version"),
                Escalation.State.valueOf(row.getString("state")),
                new Escalation.Links(
                        new FollowUpId(row.getObject("record_id", UUID.class)),
                        new PatientId(row.getObject("patient_id", UUID.class)),
                        new EncounterId(row.getObject("encounter_id", UUID.class)),
                        new CallId(row.getObject("call_id", UUID.class)),
                        row.getString("department"),
                        Sql.idOrNull(row, "task_id", TaskId::new)),
                new Escalation.Reason(
                        row.getString("questionnaire"),
                        row.getInt("questionnaire_version"),
                        row.getString("rule"),
                        row.getString("link_id"),
                        json.readTree(row.getString("answer")),
                        row.getObject("heard_second", Integer.class),
                        RedFlag.Level.valueOf(row.getString("severity")),
                        row.getString("call_back")),
                DutyLevel.of(row.getInt("level")),
                Sql.idOrNull(row, "owner_id", StaffId::new),
                new Escalation.Times(
                        Sql.instant(row, "raised_at"),
                        Sql.instant(row, "due_at"),
                        Sql.instantOrNull(row, "climb_at"),
                        Sql.instantOrNull(row, "acknowledged_at"),
                        Sql.instantOrNull(row, "fixed_at"),
                        closed),
                closed == null
                        ? null
                        : new Escalation.Closing(
                                Sql.idOrNull(row, "closing_call", CallId::new),
                                row.getString("closing_why")));
    }
}
