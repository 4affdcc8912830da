package org.aftercall.worklist;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.staff.CurrentUser;
import org.aftercall.worklist.FollowUpTask.State;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The nurse's heap of tasks. */
@RestController
@RequestMapping("/api/v1")
@PreAuthorize("hasAuthority('worklist.read')")
class TaskController {
    private final Worklists worklists;
    private final Desk desk;
    private final WorklistSettings settings;
    private final MessageSource messages;
    private final Clock clock;

    TaskController(
            Worklists worklists,
            Desk desk,
            WorklistSettings settings,
            MessageSource messages,
            Clock clock) {
        this.worklists = worklists;
        this.desk = desk;
        this.settings = settings;
        this.messages = messages;
        this.clock = clock;
    }

    record WorklistView(
            UUID id,
            String name,
            @Nullable String department,
            String questionnaire,
            LocalTime windowFrom,
            LocalTime windowUntil,
            String zone,
            boolean openNow,
            int due,
            int waiting,
            int callbacks,
            int doneToday,
            int total) {}

    record Why(String code, String text) {}

    record WhyNot(String code, String text, int count) {}

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
            Instant nextAt) {}

    record Page(
            List<TaskRow> items,
            @Nullable String next,
            Desk.Counts counts,
            Desk.Progress progress) {}

    record NextTask(@Nullable TaskRow task, List<WhyNot> why) {}

    record NextWish(@Nullable UUID worklist) {}

    record Release(@Nullable String reason, @Nullable Instant snoozeUntil) {}

    @GetMapping("/worklists")
    List<WorklistView> all() {
        var scope = CurrentUser.get().scope();
        return worklists.all(scope).stream()
                .map(w -> {
                    var counts = desk.counts(scope, w.id().value(), clock.instant(), today(0));
                    return new WorklistView(
                            w.id().value(),
                            w.name(),
                            w.department(),
                            w.questionnaire(),
                            w.from(),
                            w.until(),
                            w.zone(),
                            worklists.isOpen(w),
                            counts.due(),
                            counts.waiting(),
                            counts.callback(),
                            counts.done(),
                            counts.due() + counts.waiting() + counts.callback());
                })
                .toList();
    }

    @GetMapping("/tasks")
    Page page(
            @RequestParam(defaultValue = "due") String tab,
            @RequestParam(required = false) @Nullable UUID worklist,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(defaultValue = "0") int cursor,
            Locale locale) {
        var scope = CurrentUser.get().scope();
        var now = clock.instant();
        var size = Math.clamp(limit, 1, 200);
        var offset = Math.max(0, cursor);
        var lines = desk.page(tab(tab), scope, worklist, q, now, today(0), offset, size);
        return new Page(
                lines.stream().map(l -> row(l, locale)).toList(),
                lines.size() < size ? null : String.valueOf(offset + size),
                desk.counts(scope, worklist, now, today(0)),
                desk.progress(scope, now, today(0), today(1)));
    }

    @GetMapping("/tasks/{id}")
    TaskRow one(@PathVariable UUID id, Locale locale) {
        return row(worklists.get(new TaskId(id), CurrentUser.get().scope()), locale);
    }

    @PostMapping("/tasks/next")
    @PreAuthorize("hasAuthority('call')")
    NextTask next(@RequestBody(required = false) @Nullable NextWish wish, Locale locale) {
        var me = CurrentUser.get();
        var list = wish == null ? null : wish.worklist();
        return worklists
                .claimNext(me.id(), me.scope(), list)
                .map(t -> new NextTask(row(t, locale), List.of()))
                .orElseGet(() ->
                        new NextTask(
                                null,
                                desk.whyNothing(me.scope(), list, clock.instant()).stream()
                                        .map(r ->
                                                new WhyNot(
                                                        r.code(),
                                                        text(
                                                                "whyNot." + r.code(),
                                                                locale,
                                                                r.count()),
                                                        r.count()))
                                        .toList()));
    }

    @PostMapping("/tasks/{id}/claim")
    @PreAuthorize("hasAuthority('call')")
    TaskRow claim(@PathVariable UUID id, Locale locale) {
        var me = CurrentUser.get();
        return row(worklists.claim(new TaskId(id), me.id(), me.scope()), locale);
    }

    @PostMapping("/tasks/{id}/release")
    @PreAuthorize("hasAuthority('call')")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void release(@PathVariable UUID id, @RequestBody(required = false) @Nullable Release release) {
        var until = release == null ? null : release.snoozeUntil();
        if (until != null && until.isAfter(clock.instant().plus(30, ChronoUnit.DAYS))) {
            throw new Refusal(Kind.INVALID, "task.snoozeTooLong");
        }
        worklists.release(new TaskId(id), CurrentUser.get().id(), until);
    }

    private static Desk.Tab tab(String name) {
        return switch (name) {
            case "due" -> Desk.Tab.DUE;
            case "waiting" -> Desk.Tab.WAITING;
            case "callback" -> Desk.Tab.CALLBACK;
            case "done" -> Desk.Tab.DONE;
            default -> throw new Refusal(Kind.INVALID, "task.tab", name);
        };
    }

    private TaskRow row(FollowUpTask task, Locale locale) {
        return row(desk.line(task.id(), clock.instant()).orElseThrow(), locale);
    }

    private TaskRow row(Desk.Line line, Locale locale) {
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
                why(line, locale),
                task.nextAt());
    }

    private Why why(Desk.Line line, Locale locale) {
        var task = line.task();
        var now = clock.instant();
        var late = ChronoUnit.HOURS.between(task.nextAt(), now);
        if (line.callbackAt() != null) {
            return why("callback", locale);
        }
        if (task.attempts() > 0) {
            return why("retry", locale, task.attempts() + 1);
        }
        return late >= 24 ? why("overdue", locale, late / 24) : why("due", locale);
    }

    private Why why(String code, Locale locale, Object... arguments) {
        return new Why(code, text("why." + code, locale, arguments));
    }

    private String text(String key, Locale locale, Object... arguments) {
        return Objects.requireNonNullElse(messages.getMessage(key, arguments, key, locale), key);
    }

    private static @Nullable Integer age(Desk.Line line, LocalDate today) {
        if (line.birthDate() != null) {
            return Period.between(line.birthDate(), today).getYears();
        }
        return line.birthYear() == null ? null : today.getYear() - line.birthYear();
    }

    private Instant today(int plusDays) {
        var zone = ZoneId.of(settings.zone());
        return LocalDate.ofInstant(clock.instant(), zone)
                .plusDays(plusDays)
                .atStartOfDay(zone)
                .toInstant();
    }
}
