package org.aftercall.dialer;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import org.aftercall.Ward;
import org.aftercall.staff.StaffMember;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A half hour of calls that others made, so that pacing has something to go by. */
@TestComponent
public class Lately {
    @Autowired JdbcClient db;
    @Autowired Clock clock;

    /** What was, was long ago, and is over. */
    public void nothing() {
        db.sql("UPDATE staff.member SET presence = 'OFFLINE'").update();
        db.sql("UPDATE call.seat SET ended_at = now() WHERE ended_at IS NULL").update();
        db.sql(
                        """
                        UPDATE call.call SET placed_at = placed_at - interval '40 days',
                               answered_at = answered_at - interval '40 days',
                               ended_at = coalesce(ended_at, now()), result = coalesce(result, 'CANCELLED')
                        WHERE placed_at > '2026-11-01'
                        """)
                .update();
        db.sql(
                        """
                        UPDATE dialer.attempt SET ordered_at = ordered_at - interval '40 days',
                               settled_at = coalesce(settled_at, now()), disposition = coalesce(disposition, 'CANCELLED')
                        WHERE ordered_at > '2026-11-01'
                        """)
                .update();
        db.sql(
                        """
                        UPDATE worklist.task SET state = 'DONE', closed_at = now(), claimed_by = NULL, claimed_until = NULL
                        WHERE closed_at IS NULL
                        """)
                .update();
        db.sql("UPDATE worklist.result SET at = at - interval '40 days'").update();
    }

    /**
     * Ten minutes ago.
     *
     * @param abandoned of those answered, without a nurse
     * @param dialed in vain
     */
    public void answered(
            Ward.Owed owed, StaffMember nurse, int answered, int abandoned, int dialed) {
        calls(owed, nurse, answered - abandoned, "true", "true");
        calls(owed, nurse, abandoned, "true", "false");
        calls(owed, nurse, dialed, "false", "true");
        db.sql("UPDATE worklist.task SET state = 'DONE', closed_at = now() WHERE id = :id")
                .param("id", owed.task().value())
                .update();
    }

    private void calls(Ward.Owed owed, StaffMember nurse, int many, String answered, String taken) {
        db.sql(
                        """
                        WITH placed AS (
                            INSERT INTO call.call (id, number, ring_seconds, recorded, placed_at, dialed_at, answered_at,
                                                   ended_at, result, rang)
                            SELECT gen_random_uuid(), '+861000000000', 30, false, :at, :at,
                                   CASE WHEN %s THEN :at::timestamptz END, :at::timestamptz + interval '1 minute',
                                   CASE WHEN %s THEN 'ANSWERED' ELSE 'NO_ANSWER' END, true
                            FROM generate_series(1, :many) RETURNING id)
                        INSERT INTO dialer.attempt (id, task_id, patient_id, contact_id, staff_id, taken_at, call_id,
                                                    number_of, ordered_at, ended_at, reached, settled_at, disposition)
                        SELECT gen_random_uuid(), :task, :patient, :contact, CASE WHEN %s THEN :nurse::uuid END,
                               CASE WHEN %s THEN :at::timestamptz END, id, 0, :at, :at, %s, :at, 'COMPLETED_ROUTINE'
                        FROM placed
                        """
                                .formatted(answered, answered, taken, taken, answered))
                .param("at", clock.instant().minus(Duration.ofMinutes(10)).atOffset(ZoneOffset.UTC))
                .param("many", many)
                .param("task", owed.task().value())
                .param("patient", owed.patient().value())
                .param("contact", owed.number().value())
                .param("nurse", nurse.id().value())
                .update();
    }
}
