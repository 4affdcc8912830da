package org.aftercall.patient;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.aftercall.kernel.DataScope;
import org.aftercall.kernel.Ids;
import org.aftercall.kernel.Sql;
import org.aftercall.patient.StandingChange.What;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What stands between us and a call, now and in the past, as rows. */
@Repository
class StandingRows {
    private final JdbcClient db;

    StandingRows(JdbcClient db) {
        this.db = db;
    }

    boolean doNotCall(PatientId id, String reason) {
        return db.sql(
                                """
                                UPDATE patient.patient
                                SET do_not_call = true, do_not_call_reason = :reason
                                WHERE id = :id AND NOT do_not_call
                                """)
                        .param("id", id.value())
                        .param("reason", reason)
                        .update()
                == 1;
    }

    boolean callAgain(PatientId id) {
        return db.sql(
                                """
                                UPDATE patient.patient
                                SET do_not_call = false, do_not_call_reason = NULL
                                WHERE id = :id AND do_not_call
                                """)
                        .param("id", id.value())
                        .update()
                == 1;
    }

    boolean suspend(PatientId id, Suspension why, Instant at) {
        return db.sql(
                                """
                                UPDATE patient.patient SET suspended = :why, suspended_at = :at
                                WHERE id = :id AND suspended IS DISTINCT FROM :why
                                """)
                        .param("id", id.value())
                        .param("why", why.name())
                        .param("at", Sql.utc(at))
                        .update()
                == 1;
    }

    boolean resume(PatientId id) {
        return db.sql(
                                """
                                UPDATE patient.patient SET suspended = NULL, suspended_at = NULL
                                WHERE id = :id AND suspended IS NOT NULL
                                """)
                        .param("id", id.value())
                        .update()
                == 1;
    }

    void note(
            PatientId patient,
            What what,
            boolean begins,
            String reason,
            Instant at,
            @Nullable UUID by) {
        db.sql(
                        """
                        INSERT INTO patient.standing_change
                            (id, patient_id, what, begins, reason, changed_at, changed_by)
                        VALUES (:id, :patient, :what, :begins, :reason, :at, :by::uuid)
                        """)
                .param("id", Ids.next())
                .param("patient", patient.value())
                .param("what", what.name())
                .param("begins", begins)
                .param("reason", reason)
                .param("at", Sql.utc(at))
                .param("by", by == null ? null : by.toString())
                .update();
    }

    List<StandingChange> history(PatientId patient) {
        return db.sql(
                        """
                        SELECT c.*, m.name AS by_name FROM patient.standing_change c
                        LEFT JOIN staff.member m ON m.id = c.changed_by
                        WHERE c.patient_id = :patient ORDER BY c.changed_at DESC, c.id DESC
                        """)
                .param("patient", patient.value())
                .query((row, _) ->
                        new StandingChange(
                                Sql.instant(row, "changed_at"),
                                What.valueOf(row.getString("what")),
                                row.getBoolean("begins"),
                                row.getString("reason"),
                                row.getString("by_name")))
                .list();
    }

    List<Uncalled> list(DataScope scope, @Nullable UUID after, int limit) {
        return db.sql(
                        """
                        SELECT p.id, p.name, e.admission_no, e.department, c.reason, c.changed_at,
                               m.name AS by_name, c.id AS change
                        FROM patient.patient p
                        JOIN LATERAL (
                            SELECT * FROM patient.encounter
                            WHERE patient_id = p.id
                              AND (:everything OR department = ANY(:departments))
                            ORDER BY discharged_on DESC, id DESC LIMIT 1) e ON true
                        JOIN LATERAL (
                            SELECT * FROM patient.standing_change
                            WHERE patient_id = p.id AND what = 'DO_NOT_CALL' AND begins
                            ORDER BY changed_at DESC, id DESC LIMIT 1) c ON true
                        LEFT JOIN staff.member m ON m.id = c.changed_by
                        WHERE p.do_not_call
                          AND (:after::uuid IS NULL OR (c.changed_at, c.id) <
                               (SELECT changed_at, id FROM patient.standing_change
                                WHERE id = :after::uuid))
                        ORDER BY c.changed_at DESC, c.id DESC LIMIT :limit
                        """)
                .param("everything", scope.all())
                .param("departments", scope.asArray())
                .param("after", after == null ? null : after.toString())
                .param("limit", limit)
                .query((row, _) ->
                        new Uncalled(
                                new PatientId(row.getObject("id", UUID.class)),
                                row.getString("name"),
                                row.getString("admission_no"),
                                row.getString("department"),
                                row.getString("reason"),
                                Sql.instant(row, "changed_at"),
                                row.getString("by_name"),
                                row.getObject("change", UUID.class)))
                .list();
    }
}
