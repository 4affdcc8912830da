package org.aftercall.worklist;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.UUID;
import org.aftercall.kernel.HouseWords;
import org.aftercall.staff.CurrentUser;
import org.aftercall.worklist.FollowUpTask.State;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tasks as screens show them, in the reader's words. */
@Component
class TaskRows {
    private final Desk desk;
    private final WorklistSettings settings;
    private final HouseWords words;
    private final Clock clock;

    TaskRows(Desk desk, WorklistSettings settings, HouseWords words, Clock clock) {
        this.desk = desk;
        this.settings = settings;
        this.words = words;
        this.clock = clock;
    }

    record Why(String code, String text) {}

    record TaskRow(
            UUID id,
            UUID worklistId,
            UUID patientId,
            String patientName,
            String sex,
            @Nullable Integer age,
            String admissionNo,
            String department,
            @Nullable String ward,
            @Nullable String diagnosis,
            LocalDate dischargedOn,
            long daysSinceDischarge,
            Instant dueAt,
            State state,
            int attempts,
            @Nullable String lastDisposition,
            @Nullable String claimedBy,
            boolean mine,
            Why why,
            Instant nextAt,
            @Nullable String skipReason,
            @Nullable String allergies,
            boolean highRisk,
            @Nullable Instant closedAt) {}

    /** A task that a list would call soon. */
    record Coming(TaskRow task, Why why) {}

    /**
     * @param by the order that brings it there, saved or not
     */
    Coming coming(TaskId id, Ordering by, Locale locale) {
        var line = desk.line(id, clock.instant()).orElseThrow();
        var row = row(line, locale);
        return new Coming(row, why(line, by, locale));
    }

    TaskRow row(TaskId id, Locale locale) {
        return row(desk.line(id, clock.instant()).orElseThrow(), locale);
    }

    TaskRow row(Desk.Line line, Locale locale) {
        var task = line.task();
        var today = LocalDate.ofInstant(clock.instant(), ZoneId.of(settings.zone()));
        var holder = line.holderName();
        // A claim that has run out is nobody's.
        var state = task.state() == State.CLAIMED && holder == null ? State.WAITING : task.state();
        return new TaskRow(
                task.id().value(),
                task.worklist().value(),
                task.patient().value(),
                line.patientName(),
                line.sex(),
                age(line, today),
                line.admissionNo(),
                task.department(),
                line.ward(),
                line.diagnosis(),
                line.dischargedOn(),
                ChronoUnit.DAYS.between(line.dischargedOn(), today),
                task.dueAt(),
                state,
                task.attempts(),
                line.lastDisposition(),
                holder,
                holder != null && Desk.mine(line, CurrentUser.get().id()),
                why(line, line.extra().ordering(), locale),
                task.nextAt(),
                line.extra().skipReason(),
                line.extra().allergies(),
                line.extra().highRisk(),
                line.extra().closedAt());
    }

    private Why why(Desk.Line line, Ordering by, Locale locale) {
        var task = line.task();
        var late = ChronoUnit.HOURS.between(task.nextAt(), clock.instant());
        if (task.state() == State.GIVEN_UP) {
            return givenUp(line, locale);
        }
        if (task.referred()) {
            return why("referred", locale);
        }
        if (line.extra().mayHaveRung()) {
            return why("mayHaveRung", locale);
        }
        if (line.callbackAt() != null) {
            return why("callback", locale);
        }
        if (Disposition.ABANDONED.name().equals(line.lastDisposition())) {
            return why("abandoned", locale);
        }
        var me = CurrentUser.find().map(CurrentUser::id);
        var assigned = line.extra().assignedTo();
        if (assigned != null) {
            return why(
                    me.filter(assigned::equals).isPresent() ? "assigned" : "assignedAway", locale);
        }
        if (task.attempts() > 0) {
            return why("retry", locale, task.attempts() + 1);
        }
        if (late >= 24) {
            return why("overdue", locale, late / 24);
        }
        return switch (by) {
            case DUE -> why("due", locale);
            case RISK -> why("risk", locale);
            case DISCHARGE_CLOCK -> clock(line, locale);
            case ANSWER_PROBABILITY -> why("likely", locale);
        };
    }

    private Why givenUp(Desk.Line line, Locale locale) {
        var task = line.task();
        return "maxAttempts".equals(line.extra().closedWhy())
                ? why("usedUp", locale, task.attempts())
                : "noNumberLeft".equals(line.extra().closedWhy())
                        ? why("noNumberLeft", locale)
                        : why("givenUp", locale);
    }

    private Why clock(Desk.Line line, Locale locale) {
        var zone = ZoneId.of(settings.zone());
        var end = line.dischargedOn().plusDays(4).atStartOfDay(zone).toInstant();
        var left = ChronoUnit.HOURS.between(clock.instant(), end);
        return left < 0 ? why("clockOver", locale) : why("clock", locale, left);
    }

    private Why why(String code, Locale locale, Object... arguments) {
        return new Why(code, words.of("why." + code, locale, arguments));
    }

    private static @Nullable Integer age(Desk.Line line, LocalDate today) {
        if (line.birthDate() != null) {
            return Period.between(line.birthDate(), today).getYears();
        }
        return line.birthYear() == null ? null : today.getYear() - line.birthYear();
    }
}
