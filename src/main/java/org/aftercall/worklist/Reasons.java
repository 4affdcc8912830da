package org.aftercall.worklist;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.aftercall.kernel.DataScope;
import org.aftercall.patient.PatientId;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Why nothing is dialed, in the reader's words. */
@Component
public class Reasons {
    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("HH:mm");
    private static final DateTimeFormatter DAY_HOUR = DateTimeFormatter.ofPattern("MM-dd HH:mm");

    private final Why why;
    private final Worklists worklists;
    private final Moment.Camera moments;
    private final MessageSource messages;

    Reasons(Why why, Worklists worklists, Moment.Camera moments, MessageSource messages) {
        this.why = why;
        this.worklists = worklists;
        this.moments = moments;
        this.messages = messages;
    }

    /**
     * @param until when the first task is free of it, where time alone mends it
     */
    public record Reason(String code, String text, int count, @Nullable Instant until) {}

    /** Everything that keeps one task from being dialed. */
    public record OfTask(TaskId task, String worklist, boolean canDial, List<Reason> reasons) {}

    /** How many tasks of a list could be dialed this moment, and what keeps the others. */
    public record OfList(int canDial, List<Reason> reasons) {}

    public OfList survey(Worklist list, DataScope scope, Locale locale) {
        var survey = why.of(moments.of(list), scope);
        return new OfList(
                survey.canDial(),
                survey.obstacles().stream()
                        .map(c -> reason(c.obstacle(), c.tasks(), c.until(), list, locale))
                        .toList());
    }

    List<Reason> of(Worklist list, DataScope scope, Locale locale) {
        return survey(list, scope, locale).reasons();
    }

    public List<OfTask> of(PatientId patient, Locale locale) {
        return why.openTasks(patient).stream().map(t -> of(t, locale)).toList();
    }

    private OfTask of(TaskId id, Locale locale) {
        var list = worklists.of(worklists.find(id).orElseThrow());
        var found =
                why.of(id, moments.of(list), null).entrySet().stream()
                        .map(e -> reason(e.getKey(), 1, e.getValue().at(), list, locale))
                        .toList();
        return new OfTask(id, list.name(), found.isEmpty(), found);
    }

    private Reason reason(
            Obstacle obstacle, int count, @Nullable Instant until, Worklist list, Locale locale) {
        var key = "whyNot." + obstacle.code();
        var text =
                Objects.requireNonNullElse(
                        messages.getMessage(key, new Object[] {count}, key, locale), key);
        return new Reason(
                obstacle.code(),
                until == null ? text : text + " " + when(until, list, locale),
                count,
                until);
    }

    private String when(Instant until, Worklist list, Locale locale) {
        var zone = ZoneId.of(list.zone());
        var there = until.atZone(zone);
        var today = LocalDate.ofInstant(moments.now(), zone).equals(there.toLocalDate());
        return Objects.requireNonNullElse(
                messages.getMessage(
                        "whyNot.until",
                        new Object[] {there.format(today ? HOUR : DAY_HOUR)},
                        "",
                        locale),
                "");
    }
}
