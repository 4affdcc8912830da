package org.aftercall.recording.web;

import java.util.List;
import java.util.UUID;
import org.aftercall.kernel.Ids;
import org.aftercall.recording.Erasure;
import org.aftercall.recording.Grounds;
import org.aftercall.recording.Hold;
import org.aftercall.recording.Holds;
import org.aftercall.recording.Reports;
import org.aftercall.recording.Retention;
import org.aftercall.recording.RetentionRule;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** How long sound is kept, what must stay, what must go. */
@RestController
@RequestMapping("/api/v1")
@PreAuthorize("hasAuthority('recording.govern')")
class GovernanceController {
    private final Retention retention;
    private final Holds holds;
    private final Erasure erasure;
    private final Reports reports;

    GovernanceController(Retention retention, Holds holds, Erasure erasure, Reports reports) {
        this.retention = retention;
        this.holds = holds;
        this.erasure = erasure;
        this.reports = reports;
    }

    record Rule(
            @Nullable UUID worklist,
            @Nullable String department,
            @Nullable String outcome,
            @Nullable Integer days) {
        RetentionRule as(UUID id) {
            return new RetentionRule(id, worklist, department, outcome, days == null ? 0 : days);
        }
    }

    @GetMapping("/retention")
    List<RetentionRule> rules() {
        return retention.all();
    }

    @PostMapping("/retention")
    List<RetentionRule> add(@RequestBody Rule rule) {
        retention.write(rule.as(Ids.next()));
        return retention.all();
    }

    @PutMapping("/retention/{id}")
    List<RetentionRule> write(@PathVariable UUID id, @RequestBody Rule rule) {
        retention.write(rule.as(id));
        return retention.all();
    }

    @DeleteMapping("/retention/{id}")
    List<RetentionRule> remove(@PathVariable UUID id) {
        retention.remove(id);
        return retention.all();
    }

    record Effect(long recordings) {}

    /**
     * What the next night would erase on account of it, before it is saved.
     *
     * @param of the rule that would be changed; null for a new one
     */
    @PostMapping("/retention/effect")
    Effect effect(@RequestBody Rule rule, @RequestParam(required = false) @Nullable UUID of) {
        return new Effect(retention.effect(rule.as(of == null ? Ids.next() : of)));
    }

    record HoldWish(@Nullable UUID patient, @Nullable UUID stay, @Nullable String reason) {}

    record Why(@Nullable String reason) {}

    @GetMapping("/holds")
    List<Hold> holds() {
        return holds.all();
    }

    @PostMapping("/holds")
    @ResponseStatus(HttpStatus.CREATED)
    List<Hold> place(@RequestBody HoldWish wish) {
        holds.place(wish.patient(), wish.stay(), Grounds.of(wish.reason()));
        return holds.all();
    }

    @PostMapping("/holds/{id}/lift")
    List<Hold> lift(@PathVariable UUID id, @RequestBody Why why) {
        holds.lift(id, Grounds.of(why.reason()));
        return holds.all();
    }

    record Erased(int recordings) {}

    @PostMapping("/patients/{id}/erasure")
    Erased erase(@PathVariable UUID id, @RequestBody Why why) {
        return new Erased(erasure.ofPerson(id, Grounds.of(why.reason())));
    }

    @GetMapping("/recording-reports")
    List<Reports.Report> reports() {
        return reports.all();
    }
}
