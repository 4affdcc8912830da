package org.aftercall.worklist;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.aftercall.kernel.DataScope;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.patient.EncounterId;
import org.aftercall.patient.PatientId;
import org.aftercall.staff.StaffId;
import org.aftercall.worklist.FollowUpTask.State;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The contacts that are owed, handed out to one nurse at a time. */
@Service
@Transactional
public class Worklists {
    private final Tasks tasks;
    private final Lists lists;
    private final WorklistSettings settings;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Worklists(
            Tasks tasks,
            Lists lists,
            WorklistSettings settings,
            ApplicationEventPublisher events,
            Clock clock) {
        this.tasks = tasks;
        this.lists = lists;
        this.settings = settings;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Owes a contact; the same stay in hospital is owed once per list however often it is asked.
     */
    public TaskId owe(
            PatientId patient,
            EncounterId encounter,
            String department,
            Instant dueAt,
            @Nullable UUID worklist) {
        var list =
                worklist == null ? lists.feeding(department) : lists.find(new WorklistId(worklist));
        var id =
                list.map(Worklist::id)
                        .orElseThrow(
                                () -> new Refusal(Kind.NOT_FOUND, "worklist.none", department));
        return tasks.owe(id, patient, encounter, department, dueAt)
                .orElseGet(() -> tasks.owed(id, encounter));
    }

    public List<Worklist> all(DataScope scope) {
        return lists.all().stream()
                .filter(l -> l.department() == null || scope.covers(l.department()))
                .toList();
    }

    public Worklist of(FollowUpTask task) {
        return lists.find(task.worklist()).orElseThrow();
    }

    public Optional<FollowUpTask> find(TaskId id) {
        return tasks.find(id);
    }

    public FollowUpTask get(TaskId id, DataScope scope) {
        return tasks.find(id)
                .filter(t -> scope.covers(t.department()))
                .orElseThrow(() -> new Refusal(Kind.NOT_FOUND, "task.unknown"));
    }

    /** Hands the most urgent due task to the nurse; no two nurses ever get the same one. */
    public Optional<FollowUpTask> claimNext(
            StaffId nurse, DataScope scope, @Nullable UUID worklist) {
        var now = clock.instant();
        var task = tasks.claimNext(nurse, scope, worklist, now, now.plus(settings.lease()));
        task.ifPresent(t -> claimed(t.id(), nurse));
        return task;
    }

    public FollowUpTask claim(TaskId id, StaffId nurse, DataScope scope) {
        get(id, scope);
        var now = clock.instant();
        if (!tasks.claim(id, nurse, now, now.plus(settings.lease()))) {
            throw new Refusal(Kind.CONFLICT, "task.taken");
        }
        claimed(id, nurse);
        return tasks.find(id).orElseThrow();
    }

    private void claimed(TaskId id, StaffId nurse) {
        tasks.releaseOthers(nurse, id);
        events.publishEvent(new TaskChanged(id));
    }

    public void release(TaskId id, StaffId nurse, @Nullable Instant snoozeUntil) {
        if (!tasks.release(id, nurse, snoozeUntil)) {
            throw new Refusal(Kind.CONFLICT, "task.notYours");
        }
        events.publishEvent(new TaskChanged(id));
    }

    /** From now on a call for this task is on; the claim no longer runs out. */
    public void hold(TaskId id, StaffId nurse) {
        if (!tasks.hold(id, nurse)) {
            throw new Refusal(Kind.CONFLICT, "task.notYours");
        }
        events.publishEvent(new TaskChanged(id));
    }

    public List<RetryRule> rules() {
        return lists.rules();
    }

    public RetryRule rule(Disposition disposition) {
        return lists.rule(disposition);
    }

    /**
     * Decides what comes after an attempt.
     *
     * @param callbackAt the agreed time, for {@link Disposition#CALLBACK_DEFINITE}
     * @param anotherNumber whether the patient has a number left that was not found dead
     */
    public NextStep settle(
            TaskId id,
            Disposition disposition,
            @Nullable Instant callbackAt,
            boolean anotherNumber) {
        var task = tasks.find(id).orElseThrow();
        var rule = lists.rule(disposition);
        var tried = task.attempts() + (rule.countsAttempt() ? 1 : 0);
        var max = lists.find(task.worklist()).orElseThrow().maxAttempts();
        var now = clock.instant();
        var next =
                switch (rule.step()) {
                    case CLOSE -> close(task, State.DONE, rule, "closed", now);
                    case STOP -> close(task, State.GIVEN_UP, rule, "stopped", now);
                    case CALLBACK -> {
                        var at = callbackAt == null ? now.plus(Duration.ofHours(4)) : callbackAt;
                        tasks.again(id, disposition, rule.countsAttempt(), at, at);
                        yield new NextStep("callback", at);
                    }
                    case SUPERVISOR -> {
                        var at = now.plus(Duration.ofDays(1));
                        tasks.again(id, disposition, rule.countsAttempt(), at, null);
                        yield new NextStep("supervisor", at);
                    }
                    case NEXT_NUMBER ->
                            !anotherNumber
                                    ? close(task, State.GIVEN_UP, rule, "noNumberLeft", now)
                                    : tried >= max
                                            ? close(task, State.GIVEN_UP, rule, "maxAttempts", now)
                                            : again(task, rule, "nextNumber", now);
                    case RETRY ->
                            tried >= max && rule.countsAttempt()
                                    ? close(task, State.GIVEN_UP, rule, "maxAttempts", now)
                                    : again(task, rule, "retry", now);
                };
        events.publishEvent(new TaskChanged(id));
        return next;
    }

    private NextStep again(FollowUpTask task, RetryRule rule, String code, Instant now) {
        var at = now.plus(rule.delay());
        tasks.again(task.id(), rule.disposition(), rule.countsAttempt(), at, null);
        return new NextStep(code, at);
    }

    private NextStep close(FollowUpTask task, State as, RetryRule rule, String code, Instant now) {
        tasks.close(task.id(), as, rule.disposition(), rule.countsAttempt(), code, now);
        if (as == State.GIVEN_UP) {
            events.publishEvent(
                    new TaskGivenUp(
                            task.id(),
                            task.patient(),
                            code.equals("maxAttempts")
                                    ? Disposition.MAX_ATTEMPTS
                                    : rule.disposition()));
        }
        return new NextStep(code, null);
    }

    /** Whether the list may call now, by its own clock. */
    public boolean isOpen(Worklist list) {
        LocalTime time = clock.instant().atZone(ZoneId.of(list.zone())).toLocalTime();
        return !time.isBefore(list.from()) && time.isBefore(list.until());
    }

    @EventListener(ApplicationReadyEvent.class)
    void openTheFirstList() {
        if (lists.all().isEmpty()) {
            lists.add(
                    new Worklist(
                            WorklistId.next(),
                            settings.firstName(),
                            null,
                            settings.firstQuestionnaire(),
                            settings.firstFrom(),
                            settings.firstUntil(),
                            settings.zone(),
                            4,
                            Duration.ofSeconds(40),
                            false));
        }
    }
}
