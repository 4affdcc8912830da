package org.aftercall.worklist;

import java.time.Clock;
import java.time.Instant;
import org.aftercall.kernel.Sql;
import org.aftercall.staff.StaffId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What nurses gave back of what they were offered, and why. */
@Service
@Transactional
class Skips {
    private final JdbcClient db;
    private final Worklists worklists;
    private final Clock clock;

    Skips(JdbcClient db, Worklists worklists, Clock clock) {
        this.db = db;
        this.worklists = worklists;
        this.clock = clock;
    }

    /**
     * What was agreed with a patient stays agreed for its time, however long a nurse puts it off.
     *
     * @param reason empty when it was only given back
     */
    void skip(TaskId task, StaffId nurse, String reason, @Nullable Instant until) {
        worklists.release(task, nurse, until);
        if (!reason.isEmpty()) {
            db.sql(
                            """
                            INSERT INTO worklist.skip (task_id, staff_id, at, reason, until)
                            VALUES (:task, :nurse, :now, :reason, :until) ON CONFLICT DO NOTHING
                            """)
                    .param("task", task.value())
                    .param("nurse", nurse.value())
                    .param("now", Sql.utc(clock.instant()))
                    .param("reason", reason)
                    .param("until", Sql.utcOrNull(until))
                    .update();
        }
    }
}
