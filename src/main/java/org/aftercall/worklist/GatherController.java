package org.aftercall.worklist;

import java.util.UUID;
import org.aftercall.audit.AuditTrail;
import org.aftercall.staff.CurrentUser;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Patients who were here before a list was: how many it would take, taking them, and undoing it.
 */
@RestController
@RequestMapping("/api/v1/worklists")
@PreAuthorize("hasAuthority('worklist.write')")
class GatherController {
    private final Gathering gathering;
    private final Worklists worklists;
    private final AuditTrail audit;

    GatherController(Gathering gathering, Worklists worklists, AuditTrail audit) {
        this.gathering = gathering;
        this.worklists = worklists;
        this.audit = audit;
    }

    /**
     * A filter as it stands in the form, saved or not.
     *
     * @param worklist null for a list that is not made yet
     * @param days how many days back a discharge may be
     */
    record Question(
            ListForm.@Nullable FeedForm feed, @Nullable UUID worklist, @Nullable Integer days) {}

    record Wish(@Nullable Integer days) {}

    record Token(UUID token) {}

    @PostMapping("/gather/preview")
    Gathering.Effect preview(@RequestBody Question question) {
        var feed = question.feed() == null ? Feed.EVERYBODY : question.feed().feed();
        return gathering.preview(
                feed, question.worklist(), question.days(), CurrentUser.get().scope());
    }

    @PostMapping("/{id}/gather")
    Gathering.Done take(@PathVariable UUID id, @RequestBody Wish wish) {
        var me = CurrentUser.get();
        var list = worklists.get(new WorklistId(id), me.scope());
        var done = gathering.take(list, wish.days(), me.id(), me.scope());
        audit.note("worklist.gather", "worklist", id, null, "n=" + done.effect().taken());
        return done;
    }

    @PostMapping("/gather/undo")
    Gathering.Undone undo(@RequestBody Token token) {
        var undone = gathering.undo(token.token(), CurrentUser.get().id());
        audit.note("worklist.gather.undo", "gathering", token.token(), null, "n=" + undone.back());
        return undone;
    }
}
