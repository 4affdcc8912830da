package org.aftercall.followup;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.aftercall.audit.AuditTrail;
import org.aftercall.followup.trial.Stopping;
import org.aftercall.staff.CurrentUser;
import org.aftercall.staff.Staff;
import org.aftercall.staff.StaffMember;
import org.aftercall.worklist.Worklist;
import org.aftercall.worklist.WorklistId;
import org.aftercall.worklist.Worklists;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Comparisons of wordings on a list. */
@RestController
@RequestMapping("/api/v1/worklists/{list}/trials")
@PreAuthorize("hasAuthority('record.read')")
class TrialController {
    private final Trials trials;
    private final Worklists worklists;
    private final Staff staff;
    private final AuditTrail audit;

    TrialController(Trials trials, Worklists worklists, Staff staff, AuditTrail audit) {
        this.trials = trials;
        this.worklists = worklists;
        this.staff = staff;
        this.audit = audit;
    }

    /**
     * @param endedBy null while it runs, and where it ended itself
     * @param byItself whether it ended because the new wording found fewer alarms
     * @param enough at which ratio it ends itself, from {@code least} patients reached in each arm
     */
    record View(
            UUID id,
            String purpose,
            String questionnaire,
            int versionA,
            int versionB,
            @Nullable String satisfaction,
            @Nullable String complaint,
            Instant startedAt,
            @Nullable String startedBy,
            @Nullable Instant endedAt,
            @Nullable String endedBy,
            @Nullable String endedWhy,
            boolean byItself,
            List<TrialFigures.Line> lines,
            double ratio,
            double enough,
            int least) {}

    record Ending(@Nullable String reason) {}

    @GetMapping
    List<View> all(@PathVariable UUID list) {
        return trials.of(list(list)).stream().map(this::view).toList();
    }

    @PostMapping
    @PreAuthorize("hasAuthority('script.write')")
    @ResponseStatus(HttpStatus.CREATED)
    View start(@PathVariable UUID list, @RequestBody Trials.Wish wish) {
        var trial = trials.start(list(list), wish, CurrentUser.get().id());
        audit.note("trial.start", "trial", trial.id(), null, "list=" + list);
        return view(trial);
    }

    @PostMapping("/{trial}/end")
    @PreAuthorize("hasAuthority('script.write')")
    View end(@PathVariable UUID list, @PathVariable UUID trial, @RequestBody Ending wish) {
        var on = list(list);
        trials.end(trials.get(trial, on), wish.reason(), CurrentUser.get().id());
        audit.note("trial.end", "trial", trial, null, "list=" + list);
        return view(trials.get(trial, on));
    }

    private Worklist list(UUID id) {
        return worklists.get(new WorklistId(id), CurrentUser.get().scope());
    }

    private View view(Trial t) {
        var figures = trials.figures(t);
        var end = t.end();
        return new View(
                t.id(),
                t.purpose(),
                t.wordings().questionnaire(),
                t.wordings().a(),
                t.wordings().b(),
                t.satisfaction(),
                t.complaint(),
                t.startedAt(),
                staff.find(t.startedBy()).map(StaffMember::name).orElse(null),
                end == null ? null : end.at(),
                end == null || end.by() == null
                        ? null
                        : staff.find(end.by()).map(StaffMember::name).orElse(null),
                end == null ? null : end.why(),
                end != null && end.by() == null,
                figures.lines(),
                figures.ratio(),
                Stopping.ENOUGH,
                Stopping.LEAST);
    }
}
