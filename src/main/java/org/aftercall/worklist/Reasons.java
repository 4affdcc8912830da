package org.aftercall.worklist;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.aftercall.kernel.DataScope;
import org.aftercall.kernel.HouseWords;
import org.aftercall.patient.PatientId;
import org.aftercall.staff.StaffId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Why nothing is dialed, in the reader's words. */
@Component
public class Reasons {
    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("HH:mm");
    private static final DateTimeFormatter DAY_HOUR = DateTimeFormatter.ofPattern("MM-dd HH:mm");

    private final Why why;
    private final Worklists worklists;
    private final Moment.Camera moments;
    private final Results results;
    private final HouseWords words;

    Reasons(
            Why why,
            Worklists worklists,
            Moment.Camera moments,
            Results results,
            HouseWords words) {
        this.why = why;
        this.worklists = worklists;
        this.moments = moments;
        this.results = results;
        this.words = words;
    }

    /**
     * @param until when the first task is free of it, where time alone mends it
     */
    public record Reason(String code, String text, int count, @Nullable Instant until) {}

    /** Everything that keeps one task from being dialed. */
    public record OfTask(TaskId task, String worklist, boolean canDial, List<Reason> reasons) {}

    /** How many tasks of a list could be dialed this moment, and what keeps the others. */
    public record OfList(int canDial, List<Reason> reasons, Instant at) {}

    /**
     * @param nurse who would dial; null for whoever is ready
     */
    public OfList survey(Worklist list, DataScope scope, @Nullable StaffId nurse, Locale locale) {
        var moment = moments.of(list);
        var survey = why.of(moment, scope, nurse);
        return new OfList(
                survey.canDial(),
                survey.obstacles().stream()
                        .map(c -> reason(c.obstacle(), c.tasks(), c.until(), list, locale))
                        .toList(),
                moment.now());
    }

    /** How many tasks of a list whoever is ready could dial this moment, and nothing else. */
    public int canDial(Worklist list, DataScope scope) {
        return why.free(moments.of(list), scope);
    }

    /** Why this nurse is handed nothing out of a list. */
    List<Reason> of(Worklist list, DataScope scope, StaffId nurse, Locale locale) {
        var found = new ArrayList<Reason>();
        if (list.manner().mode() == Mode.MANUAL) {
            found.add(new Reason("manual", words.of("whyNot.manual", locale), 0, null));
        }
        found.addAll(survey(list, scope, nurse, locale).reasons());
        return found;
    }

    /**
     * @param nurse who would dial; null for whoever is ready
     */
    public List<OfTask> of(PatientId patient, @Nullable StaffId nurse, Locale locale) {
        return why.openTasks(patient).stream().map(t -> of(t, nurse, locale)).toList();
    }

    private OfTask of(TaskId id, @Nullable StaffId nurse, Locale locale) {
        var task = worklists.find(id).orElseThrow();
        var list = worklists.of(task);
        var moment = moments.of(list);
        var found =
                why.of(id, moment, nurse).entrySet().stream()
                        .map(e -> reason(e.getKey(), e.getValue().at(), task, moment, locale))
                        .toList();
        return new OfTask(id, list.name(), found.isEmpty(), found);
    }

    /**
     * What the dial key would do for a task that somebody has in hand, and how often the patient
     * was tried.
     *
     * @param attempt the how-manieth attempt at the task this would be
     * @param today tries within 24 hours, over all lists; {@code week} within seven days
     * @param messageLeft whether his machine has had its one message of the day already
     */
    public record DialKey(
            boolean works,
            int attempt,
            int maxAttempts,
            int today,
            int perDay,
            int week,
            int perWeek,
            boolean messageLeft,
            List<Reason> reasons) {}

    public DialKey dialKey(FollowUpTask task, Locale locale) {
        var list = worklists.of(task);
        var moment = moments.of(list);
        var found =
                why.of(task.id(), moment, null).entrySet().stream()
                        .filter(e -> e.getKey().holdsTheDialKey())
                        .map(e -> reason(e.getKey(), e.getValue().at(), task, moment, locale))
                        .toList();
        var tried = results.tried(task.patient(), moment.now());
        var rule = moment.rule();
        return new DialKey(
                found.isEmpty(),
                task.attempts() + 1,
                list.manner().maxAttempts(),
                tried.day(),
                rule.perDay(),
                tried.week(),
                rule.perWeek(),
                results.messageLeft(task.patient(), moment.now()),
                found);
    }

    /** Of one task: its own hours and its own tries tell when it is free. */
    private Reason reason(
            Obstacle obstacle,
            @Nullable Instant until,
            FollowUpTask task,
            Moment moment,
            Locale locale) {
        var list = moment.list();
        var rule = moment.rule();
        var end = end(obstacle, until, task, moment);
        var text = words.of("whyNot.one." + obstacle.code(), locale, rule.perDay(), rule.perWeek());
        return new Reason(
                obstacle.code(),
                end == null
                        ? text
                        : words.of("whyNot.one.until", locale, text, clockTime(end, list)),
                1,
                end);
    }

    private @Nullable Instant end(
            Obstacle obstacle, @Nullable Instant until, FollowUpTask task, Moment moment) {
        var patient = task.patient();
        if (obstacle == Obstacle.WINDOW_CLOSED) {
            return moments.opens(moment.list(), patient).orElse(null);
        }
        if (obstacle == Obstacle.CAPPED_DAY) {
            return free(patient, moment.rule().perDay(), Duration.ofDays(1));
        }
        return obstacle == Obstacle.CAPPED_WEEK
                ? free(patient, moment.rule().perWeek(), Duration.ofDays(7))
                : until;
    }

    /** When the oldest of so many tries no longer counts. */
    private @Nullable Instant free(PatientId patient, int most, Duration within) {
        return results.nthLast(patient, most).map(at -> at.plus(within)).orElse(null);
    }

    private Reason reason(
            Obstacle obstacle, int count, @Nullable Instant until, Worklist list, Locale locale) {
        var text = words.of("whyNot." + obstacle.code(), locale, count);
        return new Reason(
                obstacle.code(),
                until == null
                        ? text
                        : text + " " + words.of("whyNot.until", locale, clockTime(until, list)),
                count,
                until);
    }

    private String clockTime(Instant at, Worklist list) {
        var zone = ZoneId.of(list.zone());
        var there = at.atZone(zone);
        var today = LocalDate.ofInstant(moments.now(), zone).equals(there.toLocalDate());
        return there.format(today ? HOUR : DAY_HOUR);
    }
}
