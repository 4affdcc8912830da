package org.aftercall.worklist;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.staff.CurrentUser;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The nurse's heap of tasks. */
@RestController
@RequestMapping("/api/v1")
@PreAuthorize("hasAuthority('worklist.read')")
class TaskController {
    private static final int MOST_PATIENTS = 100;

    private final Worklists worklists;
    private final Desk desk;
    private final Reasons reasons;
    private final WorklistSettings settings;
    private final TaskRows rows;
    private final Clock clock;

    TaskController(
            Worklists worklists,
            Desk desk,
            Reasons reasons,
            WorklistSettings settings,
            TaskRows rows,
            Clock clock) {
        this.worklists = worklists;
        this.desk = desk;
        this.reasons = reasons;
        this.settings = settings;
        this.rows = rows;
        this.clock = clock;
    }

    record Page(
            List<TaskRows.TaskRow> items,
            @Nullable String next,
            Counts counts,
            Desk.Progress progress) {}

    record NextTask(TaskRows.@Nullable TaskRow task, List<Reasons.Reason> why) {}

    record Missed(
            TaskRows.TaskRow task,
            Instant agreedAt,
            long minutesLate,
            @Nullable String nurseName) {}

    record NextWish(@Nullable UUID worklist) {}

    /**
     * @param patients whose tasks the tab {@code alert} shows, and its count counts; at most 100
     */
    @GetMapping("/tasks")
    Page page(
            @RequestParam(defaultValue = "due") String tab,
            @RequestParam(required = false) @Nullable UUID worklist,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(defaultValue = "") List<UUID> patients,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(defaultValue = "0") int cursor,
            Locale locale) {
        if (patients.size() > MOST_PATIENTS) {
            throw new Refusal(Kind.INVALID, "task.patients", MOST_PATIENTS);
        }
        var scope = CurrentUser.get().scope();
        var now = clock.instant();
        var size = Math.clamp(limit, 1, 200);
        var offset = Math.max(0, cursor);
        var lines =
                desk.page(
                        tab(tab),
                        scope,
                        worklist,
                        q,
                        patients,
                        now,
                        settings.midnightBefore(now),
                        offset,
                        size);
        return new Page(
                lines.stream().map(l -> rows.row(l, locale)).toList(),
                lines.size() < size ? null : String.valueOf(offset + size),
                desk.counts(scope, worklist, patients, now, settings.midnightBefore(now)),
                desk.progress(
                        scope,
                        now,
                        settings.midnightBefore(now),
                        settings.midnightBefore(now.plus(1, ChronoUnit.DAYS))));
    }

    @GetMapping("/tasks/{id}")
    TaskRows.TaskRow one(@PathVariable UUID id, Locale locale) {
        return rows.row(worklists.get(new TaskId(id), CurrentUser.get().scope()).id(), locale);
    }

    @PostMapping("/tasks/next")
    @PreAuthorize("hasAuthority('call')")
    NextTask next(@RequestBody(required = false) @Nullable NextWish wish, Locale locale) {
        var me = CurrentUser.get();
        var list = wish == null ? null : wish.worklist();
        return worklists
                .claimNext(me.id(), me.scope(), list)
                .map(t -> new NextTask(rows.row(t.id(), locale), List.of()))
                .orElseGet(() ->
                        new NextTask(
                                null,
                                worklists.all(me.scope()).stream()
                                        .filter(l -> list == null || l.id().value().equals(list))
                                        .flatMap(l ->
                                                reasons.of(l, me.scope(), me.id(), locale).stream())
                                        .toList()));
    }

    /** Callbacks that were agreed and not made in time. */
    @GetMapping("/callbacks/missed")
    List<Missed> missed(Locale locale) {
        var now = clock.instant();
        return desk.missed(CurrentUser.get().scope(), now).stream()
                .map(l ->
                        new Missed(
                                rows.row(l, locale),
                                l.agreed(),
                                ChronoUnit.MINUTES.between(l.agreed(), now),
                                l.extra().promisedBy()))
                .toList();
    }

    @PostMapping("/tasks/{id}/claim")
    @PreAuthorize("hasAuthority('call')")
    TaskRows.TaskRow claim(@PathVariable UUID id, Locale locale) {
        var me = CurrentUser.get();
        return rows.row(worklists.claim(new TaskId(id), me.id(), me.scope()).id(), locale);
    }

    private static DeskTab tab(String name) {
        return switch (name) {
            case "due" -> DeskTab.DUE;
            case "overdue" -> DeskTab.OVERDUE;
            case "alert" -> DeskTab.OF_PATIENTS;
            case "waiting" -> DeskTab.WAITING;
            case "callback" -> DeskTab.CALLBACK;
            case "done" -> DeskTab.DONE;
            case "supervisor" -> DeskTab.SUPERVISOR;
            case "lost" -> DeskTab.LOST;
            default -> throw new Refusal(Kind.INVALID, "task.tab", name);
        };
    }
}
