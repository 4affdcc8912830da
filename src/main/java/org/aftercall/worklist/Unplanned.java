package org.aftercall.worklist;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.aftercall.kernel.DataScope;
import org.aftercall.kernel.Sql;
import org.aftercall.patient.Encounter;
import org.aftercall.patient.PatientId;
import org.aftercall.patient.Patients;
import org.aftercall.staff.StaffId;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What is owed to a patient because he called us. */
@Service
@Transactional
public class Unplanned {
    private final JdbcClient db;
    private final Tasks tasks;
    private final Worklists worklists;
    private final Patients patients;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Unplanned(
            JdbcClient db,
            Tasks tasks,
            Worklists worklists,
            Patients patients,
            ApplicationEventPublisher events,
            Clock clock) {
        this.db = db;
        this.tasks = tasks;
        this.worklists = worklists;
        this.patients = patients;
        this.events = events;
        this.clock = clock;
    }

    /**
     * What a patient who calls most likely calls about: a call that he missed, then what was agreed
     * with him, then what is owed next.
     */
    @Transactional(readOnly = true)
    public Optional<FollowUpTask> about(PatientId patient) {
        return db.sql(
                        """
                        SELECT * FROM worklist.task WHERE patient_id = :patient AND closed_at IS NULL
                        ORDER BY state = 'HELD' DESC, attempts = 0, callback_at IS NULL, next_at, id LIMIT 1
                        """)
                .param("patient", patient.value())
                .query(Tasks::task)
                .optional();
    }

    /** When a callback is agreed for, if one is. */
    @Transactional(readOnly = true)
    public Optional<Instant> agreed(TaskId id) {
        return db.sql(
                        "SELECT callback_at FROM worklist.task WHERE id = :id AND callback_at IS NOT NULL")
                .param("id", id.value())
                .query((row, _) -> Sql.instant(row, "callback_at"))
                .optional();
    }

    /** Of which list a call from him is; empty when none works for his department. */
    @Transactional(readOnly = true)
    public Optional<WorklistId> listOf(PatientId patient) {
        return about(patient)
                .map(FollowUpTask::worklist)
                .or(() -> listFor(patient, patients.latestEncounter(patient)));
    }

    /** Opens a task for his latest stay, beside what else was owed for it. */
    public TaskId open(PatientId patient) {
        var stay = patients.latestEncounter(patient);
        var id = TaskId.next();
        var now = Sql.utc(clock.instant());
        db.sql(
                        """
                        INSERT INTO worklist.task (id, worklist_id, patient_id, encounter_id, department, due_at, next_at, kind)
                        VALUES (:id, :list, :patient, :encounter, :department, :now, :now, 'INBOUND')
                        """)
                .param("id", id.value())
                .param("list", listFor(patient, stay).orElseThrow().value())
                .param("patient", patient.value())
                .param("encounter", stay.id().value())
                .param("department", stay.department())
                .param("now", now)
                .update();
        events.publishEvent(new TaskChanged(id));
        return id;
    }

    /** The list that had him last; without one, the first that works for his department. */
    private Optional<WorklistId> listFor(PatientId patient, Encounter stay) {
        return db.sql(
                        """
                        SELECT t.worklist_id FROM worklist.task t JOIN worklist.worklist w ON w.id = t.worklist_id
                        WHERE t.patient_id = :patient AND (w.ends_on IS NULL OR w.ends_on >= (:now AT TIME ZONE w.zone)::date)
                        ORDER BY coalesce(t.closed_at, t.created_at) DESC LIMIT 1
                        """)
                .param("patient", patient.value())
                .param("now", Sql.utc(clock.instant()))
                .query(UUID.class)
                .optional()
                .map(WorklistId::new)
                .or(() ->
                        worklists.all(DataScope.of(Set.of(stay.department()))).stream()
                                .findFirst()
                                .map(Worklist::id));
    }

    /** He is with her now, whoever had it claimed; false while a call for it is on. */
    public boolean seize(TaskId id, StaffId nurse) {
        var hers =
                db.sql(
                                        """
                                        UPDATE worklist.task SET state = 'HELD', claimed_by = :nurse, claimed_until = NULL
                                        WHERE id = :id AND state IN ('WAITING', 'CLAIMED')
                                        """)
                                .param("id", id.value())
                                .param("nurse", nurse.value())
                                .update()
                        == 1;
        if (hers) {
            tasks.releaseAll(nurse, id);
            events.publishEvent(new TaskChanged(id));
        }
        return hers;
    }

    /**
     * He is to be called back as soon as the list may call him. While the task is in a call, or a
     * later call was agreed with him, one of its own is opened: neither undoes the other. Who has
     * him in her hands, or still writes him up, is who calls him back.
     *
     * @return under which he is called back
     */
    public TaskId callBack(TaskId about) {
        var task = tasks.find(about).orElseThrow();
        var now = clock.instant();
        var zone = patients.zone(task.patient()).orElse(null);
        var at = zone == null ? now : opening(task, now, zone);
        var later = agreed(about).filter(at::isBefore).isPresent();
        var holder = task.state() == FollowUpTask.State.HELD ? task.holder() : null;
        var id =
                task.state() == FollowUpTask.State.HELD || later
                        ? beside(task).orElseGet(() -> open(task.patient()))
                        : about;
        db.sql(
                        """
                        UPDATE worklist.task SET next_at = :at, callback_at = :at, callback_nurse = :nurse, callback_missed_at = NULL,
                                                 aside_until = NULL
                        WHERE id = :id AND state IN ('WAITING', 'CLAIMED')
                        """)
                .param("id", id.value())
                .param("at", Sql.utc(at))
                .param("nurse", holder == null ? null : holder.value())
                .update();
        events.publishEvent(new TaskChanged(id));
        return id;
    }

    /** What was opened for an earlier call of his. */
    private Optional<TaskId> beside(FollowUpTask task) {
        return db.sql(
                        """
                        SELECT id FROM worklist.task WHERE patient_id = :patient AND id <> :id AND kind = 'INBOUND'
                          AND state IN ('WAITING', 'CLAIMED') ORDER BY next_at LIMIT 1
                        """)
                .param("patient", task.patient().value())
                .param("id", task.id().value())
                .query((row, _) -> new TaskId(row.getObject("id", UUID.class)))
                .optional();
    }

    /** Somebody talks with him again: what was owed only because he had called is done. */
    public void spokenWith(PatientId patient) {
        db.sql(
                        """
                        UPDATE worklist.task SET state = 'DONE', closed_at = :now, closed_why = 'closed', callback_at = NULL,
                                                 callback_nurse = NULL, callback_missed_at = NULL, aside_until = NULL
                        WHERE patient_id = :patient AND kind = 'INBOUND' AND attempts = 0 AND state = 'WAITING'
                          AND callback_at IS NOT NULL RETURNING id
                        """)
                .param("patient", patient.value())
                .param("now", Sql.utc(clock.instant()))
                .query((row, _) -> new TaskId(row.getObject("id", UUID.class)))
                .list()
                .forEach(id -> events.publishEvent(new TaskChanged(id)));
    }

    private Instant opening(FollowUpTask task, Instant now, ZoneId zone) {
        return worklists.hours(worklists.of(task)).nextOpening(now, zone).orElse(now);
    }

    /** Whether any list that is not paused works now, by its own clock. */
    @Transactional(readOnly = true)
    public boolean anyOpen() {
        return worklists.all(DataScope.EVERYTHING).stream()
                .anyMatch(list -> !list.paused() && worklists.isOpen(list));
    }
}
