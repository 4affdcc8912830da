package org.aftercall.transcript;

import org.aftercall.call.CallId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What else is known of a call, to find it by. */
@Repository
class AboutRows {
    private final JdbcClient db;

    AboutRows(JdbcClient db) {
        this.db = db;
    }

    /** What is null is not known yet, and what was known stays. */
    void know(CallId call, Transcripts.About about) {
        db.sql(
                        """
                        INSERT INTO transcript.about (call_id, worklist_id, nurse_id, outcome)
                        VALUES (:call, :worklist, :nurse, :outcome)
                        ON CONFLICT (call_id) DO UPDATE SET
                            worklist_id = coalesce(excluded.worklist_id, about.worklist_id),
                            nurse_id = coalesce(excluded.nurse_id, about.nurse_id),
                            outcome = coalesce(excluded.outcome, about.outcome)
                        """)
                .param("call", call.value())
                .param("worklist", about.worklist())
                .param("nurse", about.nurse())
                .param("outcome", about.outcome())
                .update();
    }
}
