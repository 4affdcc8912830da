package org.aftercall.worklist;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.aftercall.audit.AuditTrail;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.staff.CurrentUser;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The supervisor's worklists: what feeds them, when they call, whom they would call next. */
@RestController
@RequestMapping("/api/v1/worklists")
@PreAuthorize("hasAuthority('worklist.read')")
class ListController {
    private static final int LONGEST_PREVIEW = 100;

    private final Editing editing;
    private final Worklists worklists;
    private final AuditTrail audit;
    private final Clock clock;

    ListController(Editing editing, Worklists worklists, AuditTrail audit, Clock clock) {
        this.editing = editing;
        this.worklists = worklists;
        this.audit = audit;
        this.clock = clock;
    }

    record Row(
            UUID id,
            String name,
            String questionnaire,
            Mode mode,
            @Nullable Integer previewSeconds,
            long wrapUpSeconds,
            List<String> departments,
            boolean paused,
            @Nullable String pausedWhy,
            boolean openNow,
            int due,
            int waiting,
            int callbacks,
            int doneToday,
            int total,
            int version) {}

    record View(
            UUID id,
            ListForm settings,
            boolean paused,
            @Nullable String pausedWhy,
            boolean openNow,
            int version) {}

    record Pause(@Nullable Boolean paused, @Nullable String reason) {}

    @GetMapping
    List<Row> all() {
        var scope = CurrentUser.get().scope();
        return worklists.all(scope).stream()
                .map(w -> {
                    var counts = worklists.counts(w, scope);
                    return new Row(
                            w.id().value(),
                            w.name(),
                            w.questionnaire(),
                            w.manner().mode(),
                            ListForm.of(w).previewSeconds(),
                            worklists.wrapUp(w).toSeconds(),
                            w.feed().departments(),
                            w.paused(),
                            w.pausedWhy(),
                            worklists.isOpen(w),
                            counts.due(),
                            counts.waiting(),
                            counts.callback(),
                            counts.done(),
                            counts.due() + counts.waiting() + counts.callback(),
                            w.version());
                })
                .toList();
    }

    @GetMapping("/{id}")
    ResponseEntity<View> one(@PathVariable UUID id) {
        return view(worklists.get(new WorklistId(id), CurrentUser.get().scope()));
    }

    @PostMapping
    @PreAuthorize("hasAuthority('worklist.write')")
    ResponseEntity<View> add(@RequestBody ListForm form) {
        var list = editing.add(form);
        audit.note("worklist.add", "worklist", list.id().value(), null, list.name());
        return ResponseEntity.status(HttpStatus.CREATED)
                .eTag("\"" + list.version() + "\"")
                .body(body(list));
    }

    @PutMapping("/{id}")
    @PreAuthorize("hasAuthority('worklist.write')")
    ResponseEntity<View> change(
            @PathVariable UUID id,
            @RequestBody ListForm form,
            @RequestHeader(value = "If-Match", required = false) @Nullable String match) {
        var known = worklists.get(new WorklistId(id), CurrentUser.get().scope());
        var list = editing.change(known, form, version(match));
        audit.note("worklist.change", "worklist", id, null, list.name());
        return view(list);
    }

    @PostMapping("/{id}/pause")
    @PreAuthorize("hasAuthority('worklist.write')")
    ResponseEntity<View> pause(@PathVariable UUID id, @RequestBody Pause wish) {
        var known = worklists.get(new WorklistId(id), CurrentUser.get().scope());
        var on = Boolean.TRUE.equals(wish.paused());
        var why = Objects.requireNonNullElse(wish.reason(), "").strip();
        if (why.length() > 200) {
            throw new Refusal(Kind.INVALID, "worklist.reasonTooLong", 200);
        }
        editing.pause(known, on ? why : null);
        audit.note(on ? "worklist.pause" : "worklist.resume", "worklist", id, null, why);
        return one(id);
    }

    /** Whom the list would call next, in order. */
    @GetMapping("/{id}/next")
    Upcoming next(
            @PathVariable UUID id, @RequestParam(defaultValue = "20") int limit, Locale locale) {
        var scope = CurrentUser.get().scope();
        var list = worklists.get(new WorklistId(id), scope);
        return new Upcoming(
                editing.upcoming(list, scope, Math.clamp(limit, 1, LONGEST_PREVIEW), locale),
                clock.instant());
    }

    /** The same by settings as they stand in the form; nothing is kept of them. */
    @PostMapping("/{id}/next/preview")
    @PreAuthorize("hasAuthority('worklist.write')")
    Upcoming next(
            @PathVariable UUID id,
            @RequestBody ListForm form,
            @RequestParam(defaultValue = "20") int limit,
            Locale locale) {
        var scope = CurrentUser.get().scope();
        var known = worklists.get(new WorklistId(id), scope);
        return new Upcoming(
                editing.upcoming(known, form, scope, Math.clamp(limit, 1, LONGEST_PREVIEW), locale),
                clock.instant());
    }

    record Upcoming(List<TaskRows.Coming> items, Instant at) {}

    private ResponseEntity<View> view(Worklist list) {
        return ResponseEntity.ok().eTag("\"" + list.version() + "\"").body(body(list));
    }

    private View body(Worklist list) {
        return new View(
                list.id().value(),
                ListForm.of(list),
                list.paused(),
                list.pausedWhy(),
                worklists.isOpen(list),
                list.version());
    }

    private static int version(@Nullable String match) {
        if (match == null) {
            throw new Refusal(Kind.UNCONDITIONAL, "worklist.ifMatch");
        }
        try {
            return Integer.parseInt(match.replaceAll("^W/|\"", ""));
        } catch (NumberFormatException e) {
            throw new Refusal(Kind.STALE, "worklist.stale");
        }
    }
}
