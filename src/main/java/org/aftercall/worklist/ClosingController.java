package org.aftercall.worklist;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.aftercall.audit.AuditTrail;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.kernel.Refusal.Mend;
import org.aftercall.staff.CurrentUser;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** A supervisor decides about a task without a call. */
@RestController
@RequestMapping("/api/v1/tasks/{id}")
@PreAuthorize("hasAuthority('supervise')")
class ClosingController {
    private static final int LONGEST_NOTE = 500;

    private final Closing closing;
    private final Worklists worklists;
    private final TaskRows rows;
    private final AuditTrail audit;

    ClosingController(Closing closing, Worklists worklists, TaskRows rows, AuditTrail audit) {
        this.closing = closing;
        this.worklists = worklists;
        this.rows = rows;
        this.audit = audit;
    }

    record Close(@Nullable String reason, @Nullable String note) {}

    record Reopen(@Nullable String note) {}

    @PostMapping("/close")
    TaskRows.TaskRow close(@PathVariable UUID id, @RequestBody Close wish, Locale locale) {
        var task = mine(id);
        var reason =
                Arrays.stream(Closing.Reason.values())
                        .filter(r -> r.name().equals(wish.reason()))
                        .findFirst();
        var note = Objects.requireNonNullElse(wish.note(), "").strip();
        var mends = tooLong(note);
        if (reason.isEmpty()) {
            mends.add(new Mend("/reason", "task.closeReason", List.of()));
        } else if (reason.get() == Closing.Reason.OTHER && note.isEmpty()) {
            mends.add(new Mend("/note", "task.closeNote", List.of()));
        }
        refuse(mends);
        closing.close(task.id(), reason.orElseThrow(), note, CurrentUser.get().id());
        audit.note("task.close", "task", id, task.patient().value(), reason.get().name());
        return rows.row(task.id(), locale);
    }

    @PostMapping("/reopen")
    TaskRows.TaskRow reopen(@PathVariable UUID id, @RequestBody Reopen wish, Locale locale) {
        var task = mine(id);
        var note = Objects.requireNonNullElse(wish.note(), "").strip();
        var mends = tooLong(note);
        if (note.isEmpty()) {
            mends.add(new Mend("/note", "task.reopenNote", List.of()));
        }
        refuse(mends);
        closing.reopen(task.id(), note, CurrentUser.get().id());
        audit.note("task.reopen", "task", id, task.patient().value());
        return rows.row(task.id(), locale);
    }

    private FollowUpTask mine(UUID id) {
        return worklists.get(new TaskId(id), CurrentUser.get().scope());
    }

    private static List<Mend> tooLong(String note) {
        var mends = new ArrayList<Mend>();
        if (note.length() > LONGEST_NOTE) {
            mends.add(new Mend("/note", "task.noteTooLong", List.of(LONGEST_NOTE)));
        }
        return mends;
    }

    private static void refuse(List<Mend> mends) {
        if (!mends.isEmpty()) {
            throw new Refusal(Kind.INVALID, "task.closeInvalid", List.of(), mends);
        }
    }
}
