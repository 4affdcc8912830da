package org.aftercall.worklist;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.aftercall.kernel.Ids;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.kernel.Sql;
import org.aftercall.patient.PatientId;
import org.aftercall.patient.PatientReachable;
import org.aftercall.patient.PatientResumed;
import org.aftercall.staff.StaffId;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Ends a task without a call, and opens one again that was ended by mistake. */
@Service
@Transactional
public class Closing {
    private static final String UNDONE = "UNDONE";
    private static final String NUMBER = "NUMBER";

    private final JdbcClient db;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Closing(JdbcClient db, ApplicationEventPublisher events, Clock clock) {
        this.db = db;
        this.events = events;
        this.clock = clock;
    }

    /** Why nobody is to be called. */
    enum Reason {
        /** Seen in the clinic, or by another team. */
        SEEN_ELSEWHERE,
        /** Owed twice, or to somebody else. */
        DUPLICATE,
        /** Done on another way: an interpreter, a visit, a letter. */
        OTHER_CHANNEL,
        NOT_NEEDED,
        UNREACHABLE,
        OTHER
    }

    /** Refused while a call for it is on or being written up, and once it is closed. */
    void close(TaskId id, Reason reason, String note, StaffId by) {
        var done =
                switch (reason) {
                    case SEEN_ELSEWHERE, OTHER_CHANNEL -> "DONE";
                    case DUPLICATE, NOT_NEEDED, UNREACHABLE, OTHER -> "GIVEN_UP";
                };
        var now = clock.instant();
        var closed =
                db.sql(
                                """
                                UPDATE worklist.task SET state = :state, claimed_by = NULL, claimed_until = NULL,
                                       callback_at = NULL, callback_nurse = NULL, callback_missed_at = NULL,
                                       referred_at = NULL, closed_at = :now, closed_why = 'byHand'
                                WHERE id = :id AND state IN ('WAITING', 'CLAIMED')
                                """)
                        .param("id", id.value())
                        .param("state", done)
                        .param("now", Sql.utc(now))
                        .update();
        if (closed == 0) {
            throw new Refusal(Kind.CONFLICT, "task.notOpen");
        }
        note(id, by, true, reason.name(), note, now);
        events.publishEvent(new TaskChanged(id));
    }

    /**
     * What was opened only to call him back about something is not owed any more, since that is
     * over. A call for it that is on goes its own way; one that ended for lack of a number does not
     * come back with the number.
     *
     * @param note why it is over
     */
    public void callBackOver(TaskId id, String note, StaffId by) {
        var now = clock.instant();
        var over =
                db.sql(
                                """
                                UPDATE worklist.task SET state = 'GIVEN_UP', claimed_by = NULL, claimed_until = NULL,
                                       callback_at = NULL, callback_nurse = NULL, callback_missed_at = NULL,
                                       referred_at = NULL, closed_at = coalesce(closed_at, :now), closed_why = 'byHand'
                                WHERE id = :id AND kind = 'INBOUND'
                                  AND (state IN ('WAITING', 'CLAIMED') OR closed_why = 'noNumberLeft')
                                """)
                        .param("id", id.value())
                        .param("now", Sql.utc(now))
                        .update();
        if (over > 0) {
            note(id, by, true, Reason.NOT_NEEDED.name(), note, now);
            events.publishEvent(new TaskChanged(id));
        }
    }

    /** Back where it was, and due at once; what was tried still counts. */
    void reopen(TaskId id, String note, StaffId by) {
        if (!open(List.of(id.value()))) {
            throw new Refusal(Kind.CONFLICT, "task.notClosed");
        }
        note(id, by, false, UNDONE, note, clock.instant());
    }

    /**
     * The word that ended his tasks was taken back: together with it, or not at all. Not for a stay
     * that another one has followed since, whose own task it is then.
     */
    @EventListener
    void on(PatientResumed event) {
        var endings =
                switch (event.from()) {
                    case DO_NOT_CALL -> new String[] {"DO_NOT_CALL"};
                    case SUSPENDED ->
                            new String[] {
                                "DECEASED", "READMITTED_OR_IN_FACILITY", "MOVED_OR_OTHER_CARE"
                            };
                };
        var ended = endedBy(event.patient(), endings);
        if (open(ended)) {
            var now = clock.instant();
            ended.forEach(id -> note(new TaskId(id), null, false, event.from().name(), "", now));
        }
    }

    /**
     * There is a number again for whom none was left. Not for a stay that another one has followed,
     * nor beside what another list took him in for since.
     */
    @EventListener
    void on(PatientReachable event) {
        var ended =
                db.sql(
                                """
                                SELECT t.id FROM worklist.task t JOIN patient.encounter e ON e.id = t.encounter_id
                                WHERE t.patient_id = :patient AND t.state = 'GIVEN_UP' AND t.closed_why = 'noNumberLeft'
                                  AND NOT EXISTS (SELECT FROM patient.encounter later
                                                  WHERE later.patient_id = t.patient_id AND later.discharged_on > e.discharged_on)
                                  AND NOT EXISTS (SELECT FROM worklist.task other
                                                  WHERE other.encounter_id = t.encounter_id AND other.id <> t.id
                                                    AND other.kind = t.kind AND other.closed_at IS NULL)
                                """)
                        .param("patient", event.patient().value())
                        .query((row, _) -> row.getObject("id", UUID.class))
                        .list();
        if (open(ended)) {
            var now = clock.instant();
            ended.forEach(id -> note(new TaskId(id), null, false, NUMBER, "", now));
        }
    }

    private List<UUID> endedBy(PatientId patient, String[] endings) {
        return db.sql(
                        """
                        SELECT t.id FROM worklist.task t JOIN patient.encounter e ON e.id = t.encounter_id
                        WHERE t.patient_id = :patient AND t.state = 'GIVEN_UP' AND t.closed_why = 'stopped'
                          AND t.last_disposition = ANY(:endings)
                          AND NOT EXISTS (SELECT FROM patient.encounter later WHERE later.patient_id = t.patient_id
                                          AND later.discharged_on > e.discharged_on)
                        """)
                .param("patient", patient.value())
                .param("endings", endings)
                .query((row, _) -> row.getObject("id", UUID.class))
                .list();
    }

    private boolean open(List<UUID> ids) {
        var opened =
                db.sql(
                                """
                                UPDATE worklist.task SET state = 'WAITING', closed_at = NULL, closed_why = NULL,
                                       next_at = :now, aside_until = NULL, rang_at = NULL
                                WHERE id = ANY(:ids) AND closed_at IS NOT NULL
                                """)
                        .param("ids", ids.toArray(UUID[]::new))
                        .param("now", Sql.utc(clock.instant()))
                        .update();
        if (opened > 0) {
            ids.forEach(id -> events.publishEvent(new TaskChanged(new TaskId(id))));
        }
        return opened > 0;
    }

    private void note(
            TaskId task,
            @Nullable StaffId by,
            boolean closed,
            String reason,
            String note,
            Instant now) {
        db.sql(
                        """
                        INSERT INTO worklist.closing (id, task_id, by_whom, at, closed, reason, note)
                        VALUES (:id, :task, :by, :now, :closed, :reason, :note)
                        """)
                .param("id", Ids.next())
                .param("task", task.value())
                .param("by", by == null ? null : by.value())
                .param("now", Sql.utc(now))
                .param("closed", closed)
                .param("reason", reason)
                .param("note", note)
                .update();
    }
}
