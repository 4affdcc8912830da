package org.aftercall.dialer;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.aftercall.call.CallId;
import org.aftercall.kernel.DataScope;
import org.aftercall.kernel.Sql;
import org.aftercall.patient.ContactId;
import org.aftercall.patient.PatientId;
import org.aftercall.staff.StaffId;
import org.aftercall.worklist.Disposition;
import org.aftercall.worklist.TaskId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The attempt table. */
@Repository
class Attempts {
    private final JdbcClient db;

    Attempts(JdbcClient db) {
        this.db = db;
    }

    void add(Attempt attempt, @Nullable String requestKey) {
        var nurse = attempt.nurse();
        db.sql(
                        """
                        INSERT INTO dialer.attempt (id, task_id, patient_id, contact_id, staff_id, call_id, number_of,
                                                    request_key, ordered_at, taken_at)
                        VALUES (:id, :task, :patient, :contact, :nurse, :call, :number, :key, :ordered, :taken)
                        """)
                .param("id", attempt.id().value())
                .param("task", attempt.task().value())
                .param("patient", attempt.patient().value())
                .param("contact", attempt.contact().value())
                .param("nurse", nurse == null ? null : nurse.value())
                .param("call", attempt.call().value())
                .param("number", attempt.number())
                .param("key", requestKey)
                .param("taken", nurse == null ? null : Sql.utc(attempt.ordered()))
                .param("ordered", Sql.utc(attempt.ordered()))
                .update();
    }

    int countOf(TaskId task) {
        return db.sql("SELECT count(*) FROM dialer.attempt WHERE task_id = :task")
                .param("task", task.value())
                .query(Integer.class)
                .single();
    }

    Optional<Attempt> byRequest(StaffId nurse, String key) {
        return db.sql("SELECT * FROM dialer.attempt WHERE staff_id = :nurse AND request_key = :key")
                .param("nurse", nurse.value())
                .param("key", key)
                .query(Attempts::attempt)
                .optional();
    }

    Optional<Attempt> find(AttemptId id) {
        return db.sql("SELECT * FROM dialer.attempt WHERE id = :id")
                .param("id", id.value())
                .query(Attempts::attempt)
                .optional();
    }

    Optional<Attempt> of(CallId call) {
        return db.sql("SELECT * FROM dialer.attempt WHERE call_id = :call")
                .param("call", call.value())
                .query(Attempts::attempt)
                .optional();
    }

    /** The attempt that a call is, or that it goes on with after the line had dropped. */
    Optional<Attempt> behind(CallId call) {
        return of(call).or(() ->
                db.sql(
                                """
                                SELECT a.* FROM dialer.attempt a JOIN dialer.caller k ON k.attempt_id = a.id
                                WHERE k.call_id = :call
                                """)
                        .param("call", call.value())
                        .query(Attempts::attempt)
                        .optional());
    }

    /** Whether its patient rang back and is at the desk of the nurse who writes him up. */
    boolean onTheLineAgain(Attempt attempt) {
        return db.sql(
                        """
                        SELECT EXISTS (
                            SELECT FROM dialer.caller k JOIN call.call c ON c.id = k.call_id
                            JOIN dialer.attempt a ON a.id = k.attempt_id JOIN staff.member m ON m.id = a.staff_id
                            WHERE a.id = :id AND c.ended_at IS NULL AND c.parked_at IS NULL AND c.handed_at IS NULL
                              AND c.desk = m.extension)
                        """)
                .param("id", attempt.id().value())
                .query(Boolean.class)
                .single();
    }

    /** The patient's, whose talk is over and whom this nurse still writes up. */
    Optional<Attempt> writtenUp(PatientId patient, StaffId nurse) {
        return openOf(nurse)
                .filter(a -> a.patient().equals(patient))
                .flatMap(a ->
                        db.sql(
                                        """
                                        SELECT a.* FROM dialer.attempt a JOIN call.call c ON c.id = a.call_id
                                        WHERE a.id = :id AND c.answered_at IS NOT NULL AND c.ended_at IS NOT NULL
                                        """)
                                .param("id", a.id().value())
                                .query(Attempts::attempt)
                                .optional());
    }

    Optional<Attempt> lastOf(PatientId patient) {
        return db.sql(
                        "SELECT * FROM dialer.attempt WHERE patient_id = :patient ORDER BY ordered_at DESC LIMIT 1")
                .param("patient", patient.value())
                .query(Attempts::attempt)
                .optional();
    }

    /** An attempt that no nurse has yet; locked, so that one of those who want it gets it. */
    Optional<Attempt> untaken(AttemptId id) {
        return db.sql(
                        """
                        SELECT * FROM dialer.attempt WHERE id = :id AND staff_id IS NULL AND settled_at IS NULL
                        FOR UPDATE
                        """)
                .param("id", id.value())
                .query(Attempts::attempt)
                .optional();
    }

    void taken(AttemptId id, StaffId nurse, Instant at) {
        db.sql("UPDATE dialer.attempt SET staff_id = :nurse, taken_at = :at WHERE id = :id")
                .param("id", id.value())
                .param("nurse", nurse.value())
                .param("at", Sql.utc(at))
                .update();
    }

    /** Somebody else writes it up from here on. */
    void passed(AttemptId id, StaffId to) {
        db.sql("UPDATE dialer.attempt SET staff_id = :to WHERE id = :id AND settled_at IS NULL")
                .param("id", id.value())
                .param("to", to.value())
                .update();
    }

    Optional<Attempt> openOf(StaffId nurse) {
        return db.sql("SELECT * FROM dialer.attempt WHERE staff_id = :nurse AND settled_at IS NULL")
                .param("nurse", nurse.value())
                .query(Attempts::attempt)
                .optional();
    }

    Set<StaffId> busy() {
        return Set.copyOf(
                db.sql(
                                """
                                SELECT DISTINCT staff_id FROM dialer.attempt
                                WHERE settled_at IS NULL AND staff_id IS NOT NULL
                                """)
                        .query((row, _) -> new StaffId(row.getObject("staff_id", UUID.class)))
                        .list());
    }

    /** Somebody works on him, or he still talks with whoever got the call from its nurse. */
    boolean patientTaken(PatientId patient) {
        return db.sql(
                        """
                        SELECT EXISTS (
                            SELECT FROM dialer.attempt a JOIN call.call c ON c.id = a.call_id
                            WHERE a.patient_id = :patient AND (a.settled_at IS NULL OR c.ended_at IS NULL))
                        OR EXISTS (
                            SELECT FROM dialer.caller k JOIN call.call c ON c.id = k.call_id
                            WHERE k.patient_id = :patient AND k.attempt_id IS NOT NULL AND c.ended_at IS NULL)
                        """)
                .param("patient", patient.value())
                .query(Boolean.class)
                .single();
    }

    /** Those that are not over, or not yet written up. */
    List<CallId> openCalls(PatientId patient) {
        return db.sql(
                        """
                        SELECT a.call_id FROM dialer.attempt a JOIN call.call c ON c.id = a.call_id
                        WHERE a.patient_id = :patient AND (c.ended_at IS NULL OR a.settled_at IS NULL)
                        UNION
                        SELECT k.call_id FROM dialer.caller k JOIN call.call c ON c.id = k.call_id
                        JOIN dialer.attempt a ON a.id = k.attempt_id
                        WHERE k.patient_id = :patient AND (c.ended_at IS NULL OR a.settled_at IS NULL)
                        """)
                .param("patient", patient.value())
                .query((row, _) -> new CallId(row.getObject("call_id", UUID.class)))
                .list();
    }

    boolean ended(AttemptId id, boolean reached, Instant at) {
        return db.sql(
                                """
                                UPDATE dialer.attempt SET ended_at = :at, reached = :reached
                                WHERE id = :id AND ended_at IS NULL
                                """)
                        .param("id", id.value())
                        .param("at", Sql.utc(at))
                        .param("reached", reached)
                        .update()
                == 1;
    }

    boolean settled(AttemptId id, Disposition disposition, Instant at) {
        return db.sql(
                                """
                                UPDATE dialer.attempt SET settled_at = :at, disposition = :disposition
                                WHERE id = :id AND settled_at IS NULL
                                """)
                        .param("id", id.value())
                        .param("at", Sql.utc(at))
                        .param("disposition", disposition.name())
                        .update()
                == 1;
    }

    /** Nothing is decided any more; nurse and patient are taken, if nobody else has them. */
    void unsettled(AttemptId id) {
        db.sql(
                        """
                        UPDATE dialer.attempt SET settled_at = NULL, disposition = NULL
                        WHERE id = :id AND settled_at IS NOT NULL
                        """)
                .param("id", id.value())
                .update();
    }

    void corrected(AttemptId id, Disposition disposition) {
        db.sql("UPDATE dialer.attempt SET disposition = :disposition WHERE id = :id")
                .param("id", id.value())
                .param("disposition", disposition.name())
                .update();
    }

    /** Whether no other attempt at the task came after it. */
    boolean isLast(Attempt attempt) {
        return db.sql(
                        """
                        SELECT NOT EXISTS (
                            SELECT FROM dialer.attempt a JOIN dialer.attempt mine ON mine.id = :id
                            WHERE a.task_id = mine.task_id AND a.id <> mine.id AND a.ordered_at >= mine.ordered_at)
                        """)
                .param("id", attempt.id().value())
                .query(Boolean.class)
                .single();
    }

    Map<ContactId, Dialer.History> histories(PatientId patient) {
        return db
                .sql(
                        """
                        SELECT a.contact_id, count(*) AS tried, count(*) FILTER (WHERE a.reached) AS good
                        FROM dialer.attempt a JOIN call.call c ON c.id = a.call_id
                        WHERE a.patient_id = :patient AND a.ended_at IS NOT NULL AND c.direction = 'OUTBOUND'
                        GROUP BY a.contact_id
                        """)
                .param("patient", patient.value())
                .query((row, _) ->
                        Map.entry(
                                new ContactId(row.getObject("contact_id", UUID.class)),
                                new Dialer.History(row.getInt("tried"), row.getInt("good"))))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** What each nurse did since then. */
    Map<StaffId, Dialer.Day> since(Instant from) {
        return db
                .sql(
                        """
                        SELECT a.staff_id, count(*) FILTER (WHERE c.direction = 'OUTBOUND') AS dialed,
                               count(*) FILTER (WHERE c.direction = 'OUTBOUND' AND a.reached) AS reached,
                               count(*) FILTER (WHERE a.disposition LIKE 'COMPLETED%') AS completed
                        FROM dialer.attempt a JOIN call.call c ON c.id = a.call_id
                        WHERE a.ordered_at >= :from AND a.staff_id IS NOT NULL GROUP BY a.staff_id
                        """)
                .param("from", Sql.utc(from))
                .query((row, _) ->
                        Map.entry(
                                new StaffId(row.getObject("staff_id", UUID.class)),
                                new Dialer.Day(
                                        row.getInt("dialed"),
                                        row.getInt("reached"),
                                        row.getInt("completed"))))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** What was rung with no nurse there, and none came. */
    Dialer.Day untakenSince(Instant from, DataScope scope) {
        return db.sql(
                        """
                        SELECT count(*) AS dialed, count(*) FILTER (WHERE a.reached) AS reached
                        FROM dialer.attempt a JOIN worklist.task t ON t.id = a.task_id
                        WHERE a.ordered_at >= :from AND a.staff_id IS NULL
                          AND (:all OR t.department = ANY(:departments))
                        """)
                .param("from", Sql.utc(from))
                .param("all", scope.all())
                .param("departments", scope.asArray())
                .query((row, _) -> new Dialer.Day(row.getInt("dialed"), row.getInt("reached"), 0))
                .single();
    }

    Dialer.Stages stages(Instant from, Instant until, DataScope scope) {
        return db.sql(
                        """
                        WITH rung AS (
                            SELECT a.task_id, bool_or(a.reached) AS reached,
                                   bool_or(a.reached AND a.disposition LIKE 'COMPLETED%') AS completed
                            FROM dialer.attempt a JOIN call.call c ON c.id = a.call_id
                            WHERE a.ordered_at >= :from AND c.direction = 'OUTBOUND' GROUP BY a.task_id)
                        SELECT count(*) FILTER (WHERE t.closed_at IS NULL AND (t.next_at >= :until OR p.do_not_call
                                                                               OR p.suspended IS NOT NULL)) AS later,
                               count(*) AS dialed, count(*) FILTER (WHERE rung.reached) AS reached,
                               count(*) FILTER (WHERE rung.completed) AS completed
                        FROM rung JOIN worklist.task t ON t.id = rung.task_id
                        JOIN patient.patient p ON p.id = t.patient_id
                        WHERE :all OR t.department = ANY(:departments)
                        """)
                .param("from", Sql.utc(from))
                .param("until", Sql.utc(until))
                .param("all", scope.all())
                .param("departments", scope.asArray())
                .query((row, _) ->
                        new Dialer.Stages(
                                row.getInt("later"),
                                row.getInt("dialed"),
                                row.getInt("reached"),
                                row.getInt("completed")))
                .single();
    }

    /** The number that was rung last for a task. */
    Optional<ContactId> lastContact(TaskId task) {
        return db.sql(
                        "SELECT contact_id FROM dialer.attempt WHERE task_id = :task ORDER BY ordered_at DESC LIMIT 1")
                .param("task", task.value())
                .query((row, _) -> new ContactId(row.getObject("contact_id", UUID.class)))
                .optional();
    }

    /**
     * Attempts whose call is over though nobody told us so: an event that was lost. One that ends
     * later than now ended before the clock was set back.
     */
    List<Attempt> unheard() {
        return db.sql(
                        """
                        SELECT a.* FROM dialer.attempt a JOIN call.call c ON c.id = a.call_id
                        WHERE a.ended_at IS NULL
                          AND c.ended_at NOT BETWEEN now() - interval '1 minute' AND now() + interval '1 minute'
                        """)
                .query(Attempts::attempt)
                .list();
    }

    private static Attempt attempt(ResultSet row, int n) throws SQLException {
        return new Attempt(
                new AttemptId(row.getObject("id", UUID.class)),
                new TaskId(row.getObject("task_id", UUID.class)),
                new PatientId(row.getObject("patient_id", UUID.class)),
                new ContactId(row.getObject("contact_id", UUID.class)),
                Sql.idOrNull(row, "staff_id", StaffId::new),
                new CallId(row.getObject("call_id", UUID.class)),
                row.getInt("number_of"),
                Sql.instant(row, "ordered_at"),
                Sql.instantOrNull(row, "ended_at"),
                Sql.instantOrNull(row, "settled_at"));
    }
}
