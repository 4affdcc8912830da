package org.aftercall.worklist;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.aftercall.audit.AuditTrail;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.staff.CurrentUser;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** A nurse gives a task back, for now or for a while. */
@RestController
class SkipController {
    private static final int LONGEST_REASON = 200;
    private static final int LONGEST_DAYS = 30;

    private final Skips skips;
    private final Worklists worklists;
    private final AuditTrail audit;
    private final Clock clock;

    SkipController(Skips skips, Worklists worklists, AuditTrail audit, Clock clock) {
        this.skips = skips;
        this.worklists = worklists;
        this.audit = audit;
        this.clock = clock;
    }

    record Release(@Nullable String reason, @Nullable Instant snoozeUntil) {
        static final Release AS_IT_WAS = new Release(null, null);

        String words() {
            return reason == null ? "" : reason.strip();
        }
    }

    @PostMapping("/api/v1/tasks/{id}/release")
    @PreAuthorize("hasAuthority('call')")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void release(@PathVariable UUID id, @RequestBody(required = false) @Nullable Release wish) {
        var release = wish == null ? Release.AS_IT_WAS : wish;
        check(release);
        var me = CurrentUser.get();
        var task = worklists.get(new TaskId(id), me.scope());
        skips.skip(task.id(), me.id(), release.words(), release.snoozeUntil());
        if (!release.words().isEmpty()) {
            // The reason may hold a name; that it was given is enough for the trail.
            audit.note("task.skip", "task", id, task.patient().value());
        }
    }

    private void check(Release release) {
        var until = release.snoozeUntil();
        var now = clock.instant();
        if (until != null && !until.isAfter(now)) {
            throw invalid("/snoozeUntil", "task.snoozePast");
        }
        if (until != null && until.isAfter(now.plus(LONGEST_DAYS, ChronoUnit.DAYS))) {
            throw invalid("/snoozeUntil", "task.snoozeTooLong");
        }
        if (until != null && release.words().isEmpty()) {
            throw invalid("/reason", "task.skipReason");
        }
        if (release.words().length() > LONGEST_REASON) {
            throw invalid("/reason", "task.reasonTooLong", LONGEST_REASON);
        }
    }

    private static Refusal invalid(String pointer, String code, Object... arguments) {
        var given = List.of(arguments);
        return new Refusal(
                Kind.INVALID, code, given, List.of(new Refusal.Mend(pointer, code, given)));
    }
}
