package org.aftercall.worklist;

import java.util.UUID;
import org.aftercall.staff.CurrentUser;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** When a patient is to be called next, told before this follow-up is signed. */
@RestController
@RequestMapping("/api/v1")
@PreAuthorize("hasAuthority('worklist.read')")
class NextFollowUpController {
    private final NextFollowUps nextFollowUps;
    private final Worklists worklists;

    NextFollowUpController(NextFollowUps nextFollowUps, Worklists worklists) {
        this.nextFollowUps = nextFollowUps;
        this.worklists = worklists;
    }

    @GetMapping("/tasks/{id}/next-follow-up")
    NextFollowUps.Proposal one(@PathVariable UUID id) {
        var task = worklists.get(new TaskId(id), CurrentUser.get().scope());
        return nextFollowUps.propose(task.id());
    }
}
