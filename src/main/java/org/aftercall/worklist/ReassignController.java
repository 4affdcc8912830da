package org.aftercall.worklist;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.aftercall.audit.AuditTrail;
import org.aftercall.kernel.HouseWords;
import org.aftercall.staff.CurrentUser;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Moving tasks in bulk: first what would happen, then it, then perhaps back. */
@RestController
@RequestMapping("/api/v1/reassign")
@PreAuthorize("hasAuthority('worklist.write')")
class ReassignController {
    private final Reassigning reassigning;
    private final HouseWords words;
    private final AuditTrail audit;

    ReassignController(Reassigning reassigning, HouseWords words, AuditTrail audit) {
        this.reassigning = reassigning;
        this.words = words;
        this.audit = audit;
    }

    record SkippedRow(UUID taskId, String code, String text) {}

    record Effect(int moves, List<SkippedRow> skipped) {}

    record Moved(int moved, List<SkippedRow> skipped, @Nullable UUID undo) {}

    record Token(UUID token) {}

    @PostMapping("/preview")
    Effect preview(@RequestBody Reassigning.Wish wish, Locale locale) {
        var plan = reassigning.plan(wish, CurrentUser.get().scope());
        return new Effect(plan.moves().size(), rows(plan.skipped(), locale));
    }

    @PostMapping
    Moved move(@RequestBody Reassigning.Wish wish, Locale locale) {
        var me = CurrentUser.get();
        var done = reassigning.move(wish, me.id(), me.scope());
        if (done.undo() != null) {
            audit.note("worklist.reassign", "reassignment", done.undo(), null, "n=" + done.moved());
        }
        return new Moved(done.moved(), rows(done.skipped(), locale), done.undo());
    }

    @PostMapping("/undo")
    Reassigning.Undone undo(@RequestBody Token token) {
        var undone = reassigning.undo(token.token(), CurrentUser.get().id());
        audit.note(
                "worklist.reassign.undo",
                "reassignment",
                token.token(),
                null,
                "n=" + undone.back());
        return undone;
    }

    private List<SkippedRow> rows(List<Reassigning.Skipped> skipped, Locale locale) {
        return skipped.stream()
                .map(s ->
                        new SkippedRow(
                                s.task().value(),
                                s.why().name(),
                                words.of("reassign.skip." + s.why().code(), locale)))
                .toList();
    }
}
