package org.aftercall.dialer;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.aftercall.call.CallId;
import org.aftercall.kernel.Sql;
import org.aftercall.patient.ContactId;
import org.aftercall.patient.PatientId;
import org.aftercall.staff.StaffId;
import org.aftercall.worklist.TaskId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The caller table, and the one row of rules. */
@Repository
class Callers {
    private final JdbcClient db;

    Callers(JdbcClient db) {
        this.db = db;
    }

    /** False when he is known of already. */
    boolean add(Caller caller) {
        var patient = caller.patient();
        var contact = caller.contact();
        return db.sql(
                                """
                                INSERT INTO dialer.caller (call_id, arrived_at, patient_id, contact_id, out_of_hours)
                                VALUES (:call, :arrived, :patient, :contact, :closed) ON CONFLICT DO NOTHING
                                """)
                        .param("call", caller.call().value())
                        .param("arrived", Sql.utc(caller.arrived()))
                        .param("patient", patient == null ? null : patient.value())
                        .param("contact", contact == null ? null : contact.value())
                        .param("closed", caller.outOfHours())
                        .update()
                == 1;
    }

    Optional<Caller> of(CallId call) {
        return db.sql("SELECT * FROM dialer.caller WHERE call_id = :call")
                .param("call", call.value())
                .query(Callers::caller)
                .optional();
    }

    /** Once a nurse took him, or nobody did, that stays. */
    boolean taken(CallId call, StaffId nurse, Instant at) {
        return db.sql(
                                """
                                UPDATE dialer.caller SET taken_by = :nurse, taken_at = :at
                                WHERE call_id = :call AND taken_by IS NULL AND missed_at IS NULL
                                """)
                        .param("call", call.value())
                        .param("nurse", nurse.value())
                        .param("at", Sql.utc(at))
                        .update()
                == 1;
    }

    boolean missed(CallId call, Instant at) {
        return db.sql(
                                """
                                UPDATE dialer.caller SET missed_at = :at
                                WHERE call_id = :call AND taken_by IS NULL AND missed_at IS NULL
                                """)
                        .param("call", call.value())
                        .param("at", Sql.utc(at))
                        .update()
                == 1;
    }

    /** His talk goes on: no attempt of its own, but the one that is still written up. */
    void resumes(CallId call, AttemptId attempt) {
        db.sql("UPDATE dialer.caller SET attempt_id = :attempt WHERE call_id = :call")
                .param("call", call.value())
                .param("attempt", attempt.value())
                .update();
    }

    void calledBackUnder(CallId call, TaskId task) {
        db.sql("UPDATE dialer.caller SET task_id = :task WHERE call_id = :call")
                .param("call", call.value())
                .param("task", task.value())
                .update();
    }

    /** Who reached nobody since then, and whom nobody talked with since: the latest first. */
    List<Caller> missedSince(Instant since) {
        return db.sql(
                        """
                        SELECT k.* FROM dialer.caller k JOIN call.call c ON c.id = k.call_id
                        WHERE k.missed_at >= :since
                          AND NOT EXISTS (SELECT FROM dialer.attempt a
                                          WHERE a.patient_id = k.patient_id AND a.reached AND a.ordered_at > k.arrived_at)
                          AND NOT EXISTS (SELECT FROM dialer.caller l JOIN call.call d ON d.id = l.call_id
                                          WHERE l.taken_at > k.arrived_at AND d.number = c.number)
                        ORDER BY k.arrived_at DESC LIMIT 200
                        """)
                .param("since", Sql.utc(since))
                .query(Callers::caller)
                .list();
    }

    /** Calls in whose news was lost: one that waits unseen, or one that is over and unsettled. */
    List<CallId> unheard(Instant before) {
        return db.sql(
                        """
                        SELECT c.id FROM call.call c LEFT JOIN dialer.caller k ON k.call_id = c.id
                        WHERE c.direction = 'INBOUND' AND c.placed_at < :before
                          AND (k.call_id IS NULL
                               OR c.ended_at IS NOT NULL AND k.taken_by IS NULL AND k.missed_at IS NULL)
                        """)
                .param("before", Sql.utc(before))
                .query((row, _) -> new CallId(row.getObject("id", UUID.class)))
                .list();
    }

    InboundRules rules() {
        return db.sql("SELECT * FROM dialer.inbound")
                .query((row, _) ->
                        new InboundRules(row.getBoolean("open"), row.getInt("queue_seconds")))
                .single();
    }

    void rules(InboundRules rules) {
        db.sql("UPDATE dialer.inbound SET open = :open, queue_seconds = :seconds")
                .param("open", rules.open())
                .param("seconds", rules.queueSeconds())
                .update();
    }

    private static Caller caller(ResultSet row, int n) throws SQLException {
        return new Caller(
                new CallId(row.getObject("call_id", UUID.class)),
                Sql.instant(row, "arrived_at"),
                Sql.idOrNull(row, "patient_id", PatientId::new),
                Sql.idOrNull(row, "contact_id", ContactId::new),
                row.getBoolean("out_of_hours"),
                Sql.idOrNull(row, "taken_by", StaffId::new),
                Sql.instantOrNull(row, "missed_at"),
                Sql.idOrNull(row, "task_id", TaskId::new));
    }
}
