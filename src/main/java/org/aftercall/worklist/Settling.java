package org.aftercall.worklist;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.patient.PatientId;
import org.aftercall.patient.Patients;
import org.aftercall.staff.StaffId;
import org.aftercall.worklist.FollowUpTask.State;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Decides what comes after an attempt, by the rule of its ending. */
@Service
@Transactional
public class Settling {
    private static final Duration CALLBACK_WITHOUT_A_TIME = Duration.ofHours(4);
    private static final Duration SUPERVISOR_HAS = Duration.ofDays(1);

    private final Tasks tasks;
    private final Lists lists;
    private final Rules rules;
    private final Results results;
    private final Moment.Camera moments;
    private final Patients patients;
    private final HouseRules house;
    private final ApplicationEventPublisher events;

    Settling(
            Tasks tasks,
            Lists lists,
            Rules rules,
            Results results,
            Moment.Camera moments,
            Patients patients,
            HouseRules house,
            ApplicationEventPublisher events) {
        this.tasks = tasks;
        this.lists = lists;
        this.rules = rules;
        this.results = results;
        this.moments = moments;
        this.patients = patients;
        this.house = house;
        this.events = events;
    }

    /**
     * How an attempt ended.
     *
     * @param nurse who made it
     * @param answered whether somebody picked up
     * @param callbackAt the agreed time, for {@link Disposition#CALLBACK_DEFINITE}
     * @param anotherNumber whether the patient has a number left that was not found dead
     */
    public record Ending(
            Disposition disposition,
            @Nullable StaffId nurse,
            boolean answered,
            @Nullable Instant callbackAt,
            boolean anotherNumber) {}

    public List<RetryRule> rules() {
        return rules.ofTheHouse();
    }

    public RetryRule rule(TaskId task, Disposition disposition) {
        return rules.of(tasks.find(task).orElseThrow().worklist(), disposition);
    }

    /** Whether the rule of the last ending wants another number tried. */
    public boolean wantsOtherNumber(TaskId id) {
        return tasks.lastEnding(id).map(last -> rule(id, last).again().otherNumber()).orElse(false);
    }

    /** Refuses another try at somebody who was tried often enough, over all lists and channels. */
    public void checkCaps(PatientId patient) {
        var tried = results.tried(patient, moments.now());
        var rule = house.current();
        if (tried.day() >= rule.perDay()) {
            throw new Refusal(Kind.CONFLICT, "patient.cappedDay", rule.perDay());
        }
        if (tried.week() >= rule.perWeek()) {
            throw new Refusal(Kind.CONFLICT, "patient.cappedWeek", rule.perWeek());
        }
    }

    /** Decides what comes next; repeating it is the caller's mistake. */
    public NextStep settle(TaskId id, Ending ending) {
        var task = tasks.find(id).orElseThrow();
        var list = lists.find(task.worklist()).orElseThrow();
        var rule = rules.of(list.id(), ending.disposition());
        var now = moments.now();
        var patient = patients.get(task.patient());
        var zone = patients.zone(task.patient());
        results.add(
                task,
                rule,
                ending.answered(),
                zone.map(z -> now.atZone(z).getHour()).orElse(null),
                patient.ageOn(LocalDate.ofInstant(now, zone.orElse(ZoneId.of(list.zone())))),
                now);
        var next =
                switch (rule.step()) {
                    case CLOSE -> close(task, State.DONE, rule, "closed");
                    case STOP -> close(task, State.GIVEN_UP, rule, "stopped");
                    case CALLBACK -> callback(task, rule, ending);
                    case SUPERVISOR ->
                            again(task, rule, ending, "supervisor", now.plus(SUPERVISOR_HAS));
                    case NEXT_NUMBER ->
                            !ending.anotherNumber()
                                    ? close(task, State.GIVEN_UP, rule, "noNumberLeft")
                                    : usedUp(task, list, rule)
                                            ? close(task, State.GIVEN_UP, rule, "maxAttempts")
                                            : again(task, rule, ending, "nextNumber", now);
                    case RETRY ->
                            usedUp(task, list, rule)
                                    ? close(task, State.GIVEN_UP, rule, "maxAttempts")
                                    : again(task, rule, ending, "retry", retryAt(list, rule, zone));
                };
        events.publishEvent(new TaskChanged(id));
        return next;
    }

    /** What an ending decided is undone, unless something came after it: the task is hers again. */
    public void takeBack(TaskId id, StaffId nurse, Disposition decided) {
        var counted = results.takeBack(id, decided);
        if (counted.isEmpty()
                || !tasks.takeBack(
                        id, nurse, counted.get() ? 1 : 0, results.last(id), moments.now())) {
            throw new Refusal(Kind.CONFLICT, "task.wentOn");
        }
        events.publishEvent(new TaskChanged(id));
    }

    /** By the list's own count, or because this very thing happened often enough. */
    private boolean usedUp(FollowUpTask task, Worklist list, RetryRule rule) {
        return rule.countsAttempt() && task.attempts() + 1 >= list.manner().maxAttempts()
                || rule.maxTimes() != null
                        && results.times(task.id(), rule.disposition()) >= rule.maxTimes();
    }

    private Instant retryAt(Worklist list, RetryRule rule, Optional<ZoneId> zone) {
        var now = moments.now();
        // Without a clock nobody may be rung anyhow, so the bare delay does.
        return zone.map(z ->
                        house.current()
                                .parts()
                                .next(
                                        now,
                                        rule.delay(),
                                        rule.again().otherPartOfDay(),
                                        moments.hours(list),
                                        z))
                .orElse(now.plus(rule.delay()));
    }

    private NextStep callback(FollowUpTask task, RetryRule rule, Ending ending) {
        var wish = ending.callbackAt();
        var at = wish == null ? moments.now().plus(CALLBACK_WITHOUT_A_TIME) : wish;
        tasks.again(task.id(), rule, at, new Tasks.Promise(at, ending.nurse()), null);
        return new NextStep("callback", at);
    }

    private NextStep again(
            FollowUpTask task, RetryRule rule, Ending ending, String code, Instant at) {
        tasks.again(task.id(), rule, at, null, rule.again().otherNurse() ? ending.nurse() : null);
        return new NextStep(code, at);
    }

    private NextStep close(FollowUpTask task, State as, RetryRule rule, String code) {
        tasks.close(task.id(), as, rule, code, moments.now());
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
}
