package org.aftercall.worklist;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.kernel.Refusal.Mend;
import org.aftercall.kernel.Sql;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The follow-up that comes after one that is done: on a day of its list's plan, or as agreed. */
@Service
@Transactional
public class NextFollowUps {
    private final JdbcClient db;
    private final Tasks tasks;
    private final Lists lists;
    private final Moment.Camera moments;
    private final ApplicationEventPublisher events;

    NextFollowUps(
            JdbcClient db,
            Tasks tasks,
            Lists lists,
            Moment.Camera moments,
            ApplicationEventPublisher events) {
        this.db = db;
        this.tasks = tasks;
        this.lists = lists;
        this.moments = moments;
        this.events = events;
    }

    /**
     * What the plan says.
     *
     * @param on the day, moved on to one on which the list may call; null when nothing more is owed
     * @param day the days after discharge that the plan names for it; null without one
     * @param from the first day that may be chosen instead
     * @param until the last
     */
    public record Proposal(
            @Nullable LocalDate on, @Nullable Integer day, LocalDate from, LocalDate until) {}

    /**
     * What a nurse wants.
     *
     * @param on null: no further follow-up
     */
    public record Wish(@Nullable LocalDate on) {}

    private record Stay(LocalDate discharged, boolean planned) {}

    /** By the list's days after discharge: the first that is still to come. */
    @Transactional(readOnly = true)
    public Proposal propose(TaskId id) {
        var list = lists.find(tasks.find(id).orElseThrow().worklist()).orElseThrow();
        var stay = stay(id);
        var today = LocalDate.ofInstant(moments.now(), ZoneId.of(list.zone()));
        var from = today.plusDays(1);
        var until = today.plusDays(Gathering.MOST_DAYS);
        // A call back is about something else; the plan goes on from the follow-up itself.
        return list.manner().followUpDays().stream()
                .filter(_ -> stay.planned())
                .filter(day -> stay.discharged().plusDays(day).isAfter(today))
                .findFirst()
                .map(day ->
                        new Proposal(
                                workday(list, stay.discharged().plusDays(day)), day, from, until))
                .filter(p -> p.on() != null && !list.season().overBy(p.on()))
                .orElse(new Proposal(null, null, from, until));
    }

    /**
     * Owes it, if the one before is done and there is one.
     *
     * @param next what was decided about the one before
     * @param wish null for what the plan says
     * @return what was decided, with the day on which the next one may be called
     */
    public NextStep after(TaskId id, NextStep next, @Nullable Wish wish) {
        if (!next.code().equals("closed")) {
            return next;
        }
        var proposal = propose(id);
        var on = wish == null ? proposal.on() : wish.on();
        if (on == null) {
            return next;
        }
        var task = tasks.find(id).orElseThrow();
        var list = lists.find(task.worklist()).orElseThrow();
        if (on.isBefore(proposal.from())
                || on.isAfter(proposal.until())
                || list.season().overBy(on)) {
            var ends = list.season().endsOn();
            var last = ends != null && ends.isBefore(proposal.until()) ? ends : proposal.until();
            var days = List.<Object>of(proposal.from().toString(), last.toString());
            throw new Refusal(
                    Kind.INVALID,
                    "record.incomplete",
                    List.of(),
                    List.of(new Mend("/nextFollowUp/on", "sign.nextFollowUp", days)));
        }
        var due = opening(list, on).orElseGet(() -> midnight(list, on));
        return owe(task, due)
                .map(owed -> {
                    events.publishEvent(new TaskChanged(owed));
                    return new NextStep("followUp", due);
                })
                .orElse(next);
    }

    /** The one before is not done after all; refused when somebody saw to the next meanwhile. */
    public void takeBack(TaskId before) {
        db.sql(
                        """
                        DELETE FROM worklist.task t WHERE t.follows = :before AND t.state = 'WAITING' AND t.attempts = 0
                          AND t.last_disposition IS NULL AND t.callback_at IS NULL AND t.assigned_to IS NULL
                          AND NOT EXISTS (SELECT FROM worklist.result r WHERE r.task_id = t.id)
                          AND NOT EXISTS (SELECT FROM worklist.skip s WHERE s.task_id = t.id)
                          AND NOT EXISTS (SELECT FROM worklist.closing c WHERE c.task_id = t.id)
                          AND NOT EXISTS (SELECT FROM worklist.reassigned m WHERE m.task_id = t.id)
                        RETURNING t.id
                        """)
                .param("before", before.value())
                .query((row, _) -> new TaskId(row.getObject("id", UUID.class)))
                .list()
                .forEach(id -> events.publishEvent(new TaskChanged(id)));
        if (db.sql("SELECT EXISTS (SELECT FROM worklist.task WHERE follows = :before)")
                .param("before", before.value())
                .query(Boolean.class)
                .single()) {
            throw new Refusal(Kind.CONFLICT, "task.wentOn");
        }
    }

    /** Empty when the next one was begun already, before the one before was opened again. */
    private Optional<TaskId> owe(FollowUpTask task, Instant due) {
        return db.sql(
                        """
                        INSERT INTO worklist.task (id, worklist_id, patient_id, encounter_id, department, due_at, next_at,
                                                   kind, follows)
                        VALUES (:id, :list, :patient, :encounter, :department, :due, :due, 'NEXT', :before)
                        ON CONFLICT (follows) DO UPDATE SET due_at = excluded.due_at, next_at = excluded.next_at
                        WHERE task.state = 'WAITING' AND task.attempts = 0 RETURNING id
                        """)
                .param("id", TaskId.next().value())
                .param("list", task.worklist().value())
                .param("patient", task.patient().value())
                .param("encounter", task.encounter().value())
                .param("department", task.department())
                .param("due", Sql.utc(due))
                .param("before", task.id().value())
                .query(UUID.class)
                .optional()
                .map(TaskId::new);
    }

    private Stay stay(TaskId id) {
        return db.sql(
                        """
                        SELECT e.discharged_on, t.kind <> 'INBOUND' AS planned FROM worklist.task t
                        JOIN patient.encounter e ON e.id = t.encounter_id WHERE t.id = :id
                        """)
                .param("id", id.value())
                .query((row, _) ->
                        new Stay(
                                row.getObject("discharged_on", LocalDate.class),
                                row.getBoolean("planned")))
                .single();
    }

    private LocalDate workday(Worklist list, LocalDate day) {
        return opening(list, day)
                .map(at -> LocalDate.ofInstant(at, ZoneId.of(list.zone())))
                .orElse(day);
    }

    private Optional<Instant> opening(Worklist list, LocalDate day) {
        return moments.hours(list).nextOpening(midnight(list, day), ZoneId.of(list.zone()));
    }

    private static Instant midnight(Worklist list, LocalDate day) {
        return day.atStartOfDay(ZoneId.of(list.zone())).toInstant();
    }
}
