package org.aftercall.followup;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.aftercall.call.Call;
import org.aftercall.call.CallId;
import org.aftercall.dialer.AttemptId;
import org.aftercall.kernel.Sql;
import org.aftercall.patient.EncounterId;
import org.aftercall.patient.PatientId;
import org.aftercall.patient.Relation;
import org.aftercall.staff.StaffId;
import org.aftercall.telephony.LineResult;
import org.aftercall.worklist.Disposition;
import org.aftercall.worklist.NextStep;
import org.aftercall.worklist.TaskId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The record table. */
@Repository
class Rows {
    private final JdbcClient db;
    private final JsonMapper json;
    private final Clock clock;

    Rows(JdbcClient db, JsonMapper json, Clock clock) {
        this.db = db;
        this.json = json;
        this.clock = clock;
    }

    void open(FollowUp r) {
        db.sql(
                        """
                        INSERT INTO followup.record (id, attempt_id, task_id, patient_id, encounter_id, call_id, staff_id,
                                                     department, attempt_no, questionnaire, questionnaire_version,
                                                     ordered_at, saved_at, answers, resumes, resumes_at, carried)
                        VALUES (:id, :attempt, :task, :patient, :encounter, :call, :nurse, :department, :no,
                                :questionnaire, :questionnaireVersion, :ordered, :ordered, :answers::jsonb,
                                :resumes, :resumesAt, :carried::jsonb)
                        """)
                .param("id", r.id().value())
                .param("attempt", r.links().attempt().value())
                .param("task", r.links().task().value())
                .param("patient", r.links().patient().value())
                .param("encounter", r.links().encounter().value())
                .param("call", r.links().call().value())
                .param("nurse", r.links().nurse() == null ? null : r.links().nurse().value())
                .param("department", r.links().department())
                .param("no", r.attemptNo())
                .param("questionnaire", r.questionnaire())
                .param("questionnaireVersion", r.questionnaireVersion())
                .param("ordered", Sql.utc(r.times().ordered()))
                .param("answers", json.writeValueAsString(r.answers()))
                .param("resumes", r.resumed() == null ? null : r.resumed().record().value())
                .param("resumesAt", r.resumed() == null ? null : r.resumed().openQuestion())
                .param("carried", carried(r))
                .update();
    }

    /**
     * Whoever has the patient, or was given it, writes the record; each change of hands is kept.
     */
    void takenBy(FollowUpId id, StaffId nurse) {
        db.sql(
                        """
                        WITH before AS (
                            SELECT id, staff_id FROM followup.record WHERE id = :id AND state = 'OPEN' FOR UPDATE),
                        trace AS (
                            INSERT INTO followup.hand (record_id, from_staff, to_staff, at)
                            SELECT id, staff_id, :nurse, :at FROM before WHERE staff_id <> :nurse)
                        UPDATE followup.record r SET staff_id = :nurse FROM before WHERE r.id = before.id
                        """)
                .param("id", id.value())
                .param("nurse", nurse.value())
                .param("at", Sql.utc(clock.instant()))
                .update();
    }

    Optional<FollowUp> find(FollowUpId id) {
        return db.sql("SELECT * FROM followup.record WHERE id = :id")
                .param("id", id.value())
                .query(this::record)
                .optional();
    }

    /** The newest talk before then that told us something, asked by the same questionnaire. */
    Optional<FollowUp> lastTalk(PatientId patient, String questionnaire, Instant before) {
        return db.sql(
                        """
                        SELECT * FROM followup.record
                        WHERE patient_id = :patient AND questionnaire = :questionnaire AND ordered_at < :before
                          AND state = 'SIGNED' AND completion IN ('COMPLETE', 'PARTIAL')
                        ORDER BY ordered_at DESC LIMIT 1
                        """)
                .param("patient", patient.value())
                .param("questionnaire", questionnaire)
                .param("before", Sql.utc(before))
                .query(this::record)
                .optional();
    }

    /** The newest talk of a task that came to something. */
    Optional<FollowUp> lastTalk(PatientId patient, TaskId task) {
        return db.sql(
                        """
                        SELECT * FROM followup.record
                        WHERE patient_id = :patient AND task_id = :task AND state = 'SIGNED'
                          AND completion <> 'NOT_STARTED'
                        ORDER BY ordered_at DESC LIMIT 1
                        """)
                .param("patient", patient.value())
                .param("task", task.value())
                .query(this::record)
                .optional();
    }

    /** Of talks that ended before then, the oldest first. */
    List<FollowUp> unsigned(Instant before) {
        return db.sql(
                        """
                        SELECT * FROM followup.record
                        WHERE state = 'OPEN' AND staff_id IS NOT NULL AND answered_at IS NOT NULL AND ended_at < :before
                          AND EXISTS (SELECT FROM dialer.attempt a WHERE a.id = attempt_id AND a.settled_at IS NULL)
                        ORDER BY ended_at, id LIMIT 200
                        """)
                .param("before", Sql.utc(before))
                .query(this::record)
                .list();
    }

    /** Through whose hands it went, the first change first. */
    List<RecordView.Hand> hands(FollowUpId id) {
        return db.sql(
                        """
                        SELECT h.at, f.name AS giver, t.name AS taker
                        FROM followup.hand h JOIN staff.member f ON f.id = h.from_staff
                        JOIN staff.member t ON t.id = h.to_staff
                        WHERE h.record_id = :id ORDER BY h.id
                        """)
                .param("id", id.value())
                .query((row, _) ->
                        new RecordView.Hand(
                                Sql.instant(row, "at"),
                                row.getString("giver"),
                                row.getString("taker")))
                .list();
    }

    Optional<FollowUp> of(CallId call) {
        return db.sql("SELECT * FROM followup.record WHERE call_id = :call")
                .param("call", call.value())
                .query(this::record)
                .optional();
    }

    Optional<FollowUp> of(AttemptId attempt) {
        return db.sql("SELECT * FROM followup.record WHERE attempt_id = :attempt FOR UPDATE")
                .param("attempt", attempt.value())
                .query(this::record)
                .optional();
    }

    /**
     * What was heard so far goes in, if nobody else changed the record meanwhile.
     *
     * @return whether it went in
     */
    boolean save(FollowUp r, int seenVersion, Instant now) {
        return db.sql(
                                """
                                UPDATE followup.record SET answers = :answers::jsonb, told = :told::jsonb, carried = :carried::jsonb, note = :note,
                                       reached = :reached, relation = :relation, completion = :completion, clinical = :clinical,
                                       version = version + 1, saved_at = :now
                                WHERE id = :id AND version = :seen AND state = 'OPEN'
                                """)
                        .param("id", r.id().value())
                        .param("answers", json.writeValueAsString(r.answers()))
                        .param("told", json.writeValueAsString(r.told()))
                        .param("carried", carried(r))
                        .param("note", r.note())
                        .param("reached", name(r.axes().reached()))
                        .param("relation", name(r.axes().relation()))
                        .param("completion", name(r.axes().completion()))
                        .param("clinical", name(r.axes().clinical()))
                        .param("seen", seenVersion)
                        .param("now", Sql.utc(now))
                        .update()
                == 1;
    }

    /** By which request it was saved last; null for none that has a key. */
    void savedBy(FollowUpId id, @Nullable String key) {
        db.sql(
                        "UPDATE followup.record SET saved_by = :key WHERE id = :id AND saved_by IS DISTINCT FROM :key")
                .param("id", id.value())
                .param("key", key)
                .update();
    }

    boolean isSavedBy(FollowUpId id, String key) {
        return db.sql(
                        "SELECT EXISTS (SELECT FROM followup.record WHERE id = :id AND saved_by = :key)")
                .param("id", id.value())
                .param("key", key)
                .query(Boolean.class)
                .single();
    }

    /**
     * The call's own facts, as soon as they are known; a talk that somebody else goes on with was
     * answered, and has no end yet.
     */
    void callFacts(FollowUpId id, Call call) {
        var result = call.result() == null ? LineResult.ANSWERED : call.result();
        db.sql(
                        """
                        UPDATE followup.record SET answered_at = :answered, ended_at = :ended, line_result = :result, q850 = :q850
                        WHERE id = :id AND state = 'OPEN'
                        """)
                .param("id", id.value())
                .param("answered", Sql.utcOrNull(call.times().answered()))
                .param("ended", Sql.utcOrNull(call.times().ended()))
                .param("result", result.name())
                .param("q850", call.q850())
                .update();
    }

    boolean sign(
            FollowUp r,
            int seenVersion,
            @Nullable StaffId by,
            NextStep next,
            @Nullable Instant callbackAt,
            byte[] seal,
            Instant now) {
        return db.sql(
                                """
                                UPDATE followup.record SET state = 'SIGNED', version = version + 1,
                                       answers = :answers::jsonb, told = :told::jsonb, carried = :carried::jsonb,
                                       note = :note, reached = :reached, relation = :relation,
                                       completion = :completion, open_question = :open, clinical = :clinical,
                                       disposition = :disposition, callback_at = :callback, next_step = :next, next_at = :nextAt,
                                       signed_at = :now, saved_at = :now, signed_by = :by, seal = :seal
                                WHERE id = :id AND version = :seen AND state = 'OPEN'
                                """)
                        .param("id", r.id().value())
                        .param("answers", json.writeValueAsString(r.answers()))
                        .param("told", json.writeValueAsString(r.told()))
                        .param("carried", carried(r))
                        .param("note", r.note())
                        .param("reached", name(r.axes().reached()))
                        .param("relation", name(r.axes().relation()))
                        .param("completion", name(r.axes().completion()))
                        .param("open", r.axes().openQuestion())
                        .param("clinical", name(r.axes().clinical()))
                        .param("disposition", name(r.disposition()))
                        .param("callback", Sql.utcOrNull(callbackAt))
                        .param("next", next.code())
                        .param("nextAt", Sql.utcOrNull(next.at()))
                        .param("by", by == null ? null : by.value())
                        .param("seal", seal)
                        .param("seen", seenVersion)
                        .param("now", Sql.utc(now))
                        .update()
                == 1;
    }

    private String carried(FollowUp r) {
        return json.writeValueAsString(r.resumed() == null ? Set.of() : r.resumed().answers());
    }

    private @Nullable Resumed resumed(ResultSet row) throws SQLException {
        var of = Sql.idOrNull(row, "resumes", FollowUpId::new);
        return of == null
                ? null
                : new Resumed(
                        of,
                        row.getString("resumes_at"),
                        json.readTree(row.getString("carried"))
                                .valueStream()
                                .map(JsonNode::stringValue)
                                .collect(Collectors.toSet()));
    }

    private static @Nullable String name(@Nullable Enum<?> value) {
        return value == null ? null : value.name();
    }

    static <E extends Enum<E>> @Nullable E value(Class<E> type, @Nullable String name) {
        return name == null ? null : Enum.valueOf(type, name);
    }

    private Map<String, FollowUp.Told> told(ResultSet row) throws SQLException {
        var told = new HashMap<String, FollowUp.Told>();
        json.readTree(row.getString("told"))
                .properties()
                .forEach(e ->
                        told.put(
                                e.getKey(),
                                new FollowUp.Told(
                                        e.getValue().path("fromMs").longValue(),
                                        e.getValue().path("toMs").longValue())));
        return told;
    }

    private FollowUp record(ResultSet row, int n) throws SQLException {
        var answers = Answers.read(json, row.getString("answers"));
        var signedAt = Sql.instantOrNull(row, "signed_at");
        return new FollowUp(
                new FollowUpId(row.getObject("id", UUID.class)),
                row.getInt("version"),
                signedAt != null,
                new FollowUp.Links(
                        new AttemptId(row.getObject("attempt_id", UUID.class)),
                        new TaskId(row.getObject("task_id", UUID.class)),
                        new PatientId(row.getObject("patient_id", UUID.class)),
                        new EncounterId(row.getObject("encounter_id", UUID.class)),
                        new CallId(row.getObject("call_id", UUID.class)),
                        Sql.idOrNull(row, "staff_id", StaffId::new),
                        row.getString("department")),
                row.getString("questionnaire"),
                row.getInt("questionnaire_version"),
                row.getInt("attempt_no"),
                answers,
                told(row),
                row.getString("note"),
                new FollowUp.Axes(
                        value(LineResult.class, row.getString("line_result")),
                        value(Reached.class, row.getString("reached")),
                        value(Relation.class, row.getString("relation")),
                        value(Completion.class, row.getString("completion")),
                        row.getString("open_question"),
                        value(Clinical.class, row.getString("clinical")),
                        row.getObject("q850", Integer.class)),
                value(Disposition.class, row.getString("disposition")),
                signedAt == null
                        ? null
                        : new FollowUp.Ending(
                                row.getObject("signed_by", UUID.class),
                                signedAt,
                                row.getString("next_step"),
                                Sql.instantOrNull(row, "next_at"),
                                Sql.instantOrNull(row, "callback_at")),
                new FollowUp.Times(
                        Sql.instant(row, "ordered_at"),
                        Sql.instantOrNull(row, "answered_at"),
                        Sql.instantOrNull(row, "ended_at"),
                        Sql.instant(row, "saved_at")),
                resumed(row));
    }
}
