package org.aftercall.dialer;

import java.util.List;
import java.util.UUID;
import org.aftercall.call.CallId;
import org.aftercall.call.Calls;
import org.aftercall.patient.Consent;
import org.aftercall.patient.ConsentWithdrawn;
import org.aftercall.patient.PatientId;
import org.aftercall.patient.PatientSuspended;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/** Hangs up on a telephone that still rings when word comes that it should not. */
@Component
class Stopping {
    private final JdbcClient db;
    private final Calls calls;

    Stopping(JdbcClient db, Calls calls) {
        this.db = db;
        this.calls = calls;
    }

    @ApplicationModuleListener
    void on(PatientSuspended event) {
        stop(event.patient());
    }

    @ApplicationModuleListener
    void on(ConsentWithdrawn event) {
        if (event.to() == Consent.To.CALLS) {
            stop(event.patient());
        }
    }

    private void stop(PatientId patient) {
        unanswered(patient).forEach(calls::hangUp);
    }

    private List<CallId> unanswered(PatientId patient) {
        return db.sql(
                        """
                        SELECT a.call_id FROM dialer.attempt a JOIN call.call c ON c.id = a.call_id
                        WHERE a.patient_id = :patient AND c.direction = 'OUTBOUND'
                          AND c.answered_at IS NULL AND c.ended_at IS NULL AND c.hang_up_at IS NULL
                        """)
                .param("patient", patient.value())
                .query((row, _) -> new CallId(row.getObject("call_id", UUID.class)))
                .list();
    }
}
