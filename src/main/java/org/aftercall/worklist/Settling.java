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
import org.aftercall.worklist.RetryRule.Step;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Decides what comes after an attempt, by the rule of its ending. */
@Service
@Transactional
public class Settling {
    private static final Duration CALLBACK_WITHOUT_A_TIME = Duration.ofHours(4);

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
     * @param bell what his telephone did
     * @param callbackAt a time that was agreed; for endings that leave the task open
     * @param anotherNumber whether the patient has a number left that was not found dead
     * @param heCalled whether it was the patient who called us, which is no try of ours
     */
    public record Ending(
            Disposition disposition,
            @Nullable StaffId nurse,
            Bell bell,
            @Nullable Instant callbackAt,
            boolean anotherNumber,
            boolean heCalled) {

        boolean answered() {
            return bell == Bell.ANSWERED;
        }

        /** Whether it was not he, and not the network, who ended it. */
        private boolean ours() {
            return disposition == Disposition.TECHNICAL_FAILURE
                    || disposition == Disposition.CANCELLED;
        }

        /** Whether we ended what rang at him. */
        private boolean cutShort() {
            return ours() && bell != Bell.SILENT && !heCalled;
        }

        /** Law 4: once it may have rung, only a person dials again, or says when. */
        private boolean waitsForAPerson() {
            return cutShort() && disposition == Disposition.TECHNICAL_FAILURE && callbackAt == null;
        }
    }

    /** What the patient's telephone did. */
    public enum Bell {
        /** For certain it did not ring. */
        SILENT,
        /** It rang, or nobody knows. */
        RANG,
        ANSWERED
    }

    public List<RetryRule> rules() {
        return rules.ofTheHouse();
    }

    /** What each ending means for this task: its list's own rule, or the house's. */
    public List<RetryRule> rules(TaskId task) {
        return rules.of(tasks.find(task).orElseThrow().worklist());
    }

    public RetryRule rule(TaskId task, Disposition disposition) {
        return rules.of(tasks.find(task).orElseThrow().worklist(), disposition);
    }

    /** Whether the rule of the last ending wants another number tried. */
    public boolean wantsOtherNumber(TaskId id) {
        return tasks.lastEnding(id).map(last -> rule(id, last).again().otherNumber()).orElse(false);
    }

    /**
     * When the list may call the patient on the day of that moment, if not at that moment; empty
     * when it may call then, or when nobody knows what his clock says.
     */
    public Optional<String> closedAt(TaskId id, Instant at) {
        var task = tasks.find(id).orElseThrow();
        var list = lists.find(task.worklist()).orElseThrow();
        return patients.zone(task.patient())
                .flatMap(zone -> moments.hours(list).closedAt(at, zone))
                .or(() ->
                        list.season().overBy(LocalDate.ofInstant(at, ZoneId.of(list.zone())))
                                ? Optional.of("–")
                                : Optional.empty());
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

    /** Whether his machine has had its one message of the day already. */
    public boolean messageLeft(PatientId patient, Instant before) {
        return results.messageLeft(patient, before);
    }

    /** Decides what comes next; repeating it is the caller's mistake. */
    public NextStep settle(TaskId id, Ending ending) {
        var task = tasks.find(id).orElseThrow();
        var list = lists.find(task.worklist()).orElseThrow();
        var rule = rule(list, ending);
        var now = moments.now();
        var patient = patients.get(task.patient());
        var zone = patients.zone(task.patient());
        results.add(
                task,
                rule,
                ending,
                zone.map(z -> now.atZone(z).getHour()).orElse(null),
                patient.ageOn(LocalDate.ofInstant(now, zone.orElse(ZoneId.of(list.zone())))),
                now);
        var next =
                switch (rule.step()) {
                    case CLOSE -> close(task, State.DONE, rule, "closed");
                    case STOP -> close(task, State.GIVEN_UP, rule, "stopped");
                    case CALLBACK ->
                            oftenEnough(task, rule)
                                    ? lost(task, rule)
                                    : callback(task, rule, ending);
                    case SUPERVISOR ->
                            oftenEnough(task, rule) ? lost(task, rule) : refer(task, rule);
                    case NEXT_NUMBER ->
                            !ending.anotherNumber()
                                    ? close(task, State.GIVEN_UP, rule, "noNumberLeft")
                                    : usedUp(task, list, rule, ending)
                                            ? lost(task, rule)
                                            : again(task, rule, ending, "nextNumber", now);
                    case RETRY -> retry(task, list, rule, ending, zone);
                };
        // Where we failed before it rang, what came of the ring before that is as open as it was.
        if (!ending.ours() || ending.bell() != Bell.SILENT) {
            tasks.rang(id, ending.waitsForAPerson() ? now : null);
        }
        events.publishEvent(new TaskChanged(id));
        return next;
    }

    /**
     * Who called us was not tried. Who was rung was, whatever ended it; when we thought better of
     * it, the next try is as far off as if he had not answered.
     */
    private RetryRule rule(Worklist list, Ending ending) {
        var rule = rules.of(list.id(), ending.disposition());
        if (ending.heCalled()) {
            return rule.uncounted();
        }
        if (!ending.cutShort()) {
            return rule;
        }
        return ending.disposition() == Disposition.CANCELLED && rule.step() == Step.RETRY
                ? rule.counted().waitingAs(rules.of(list.id(), Disposition.NO_ANSWER))
                : rule.counted();
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

    /**
     * By the list's own count, or because this very thing happened often enough. What we cut short
     * ourselves counts, and gives nobody up.
     */
    private boolean usedUp(FollowUpTask task, Worklist list, RetryRule rule, Ending ending) {
        return rule.countsAttempt()
                        && !ending.cutShort()
                        && task.attempts() + 1 >= list.manner().maxAttempts()
                || oftenEnough(task, rule);
    }

    private boolean oftenEnough(FollowUpTask task, RetryRule rule) {
        return rule.maxTimes() != null
                && results.times(task.id(), rule.disposition()) >= rule.maxTimes();
    }

    /** A time that was agreed is kept even if it is one try more than the list has. */
    private NextStep retry(
            FollowUpTask task,
            Worklist list,
            RetryRule rule,
            Ending ending,
            Optional<ZoneId> zone) {
        if (ending.callbackAt() != null && !oftenEnough(task, rule)) {
            return callback(task, rule, ending);
        }
        return usedUp(task, list, rule, ending)
                ? lost(task, rule)
                : again(
                        task,
                        rule,
                        ending,
                        ending.waitsForAPerson() ? "byHand" : "retry",
                        retryAt(list, rule, zone));
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
        var notBy = rule.again().otherNurse() ? ending.nurse() : null;
        var keeper = rule.again().otherNurse() ? null : ending.nurse();
        tasks.again(task.id(), rule, at, new Tasks.Promise(at, keeper), notBy);
        return new NextStep("callback", at);
    }

    private NextStep again(
            FollowUpTask task, RetryRule rule, Ending ending, String code, Instant at) {
        tasks.again(task.id(), rule, at, null, rule.again().otherNurse() ? ending.nurse() : null);
        return new NextStep(code, at);
    }

    private NextStep refer(FollowUpTask task, RetryRule rule) {
        var now = moments.now();
        tasks.again(task.id(), rule, now, null, null);
        tasks.refer(task.id(), now);
        return new NextStep("supervisor", now);
    }

    private NextStep lost(FollowUpTask task, RetryRule rule) {
        return close(task, State.GIVEN_UP, rule, "maxAttempts");
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
