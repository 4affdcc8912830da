package org.aftercall.followup;

import java.util.UUID;
import org.aftercall.audit.AuditTrail;
import org.aftercall.dialer.Handovers;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.staff.CurrentUser;
import org.aftercall.staff.Staff;
import org.aftercall.staff.StaffId;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** A supervisor gives a record that its nurse does not finish to somebody else, or takes it. */
@RestController
@RequestMapping("/api/v1/records/{id}/hand-over")
@PreAuthorize("hasAuthority('supervise')")
class HandOverController {
    private final FollowUps followUps;
    private final Handovers handovers;
    private final Staff staff;
    private final AuditTrail audit;

    HandOverController(FollowUps followUps, Handovers handovers, Staff staff, AuditTrail audit) {
        this.followUps = followUps;
        this.handovers = handovers;
        this.staff = staff;
        this.audit = audit;
    }

    /**
     * @param to who shall write it; left out, whoever asks
     */
    record Wish(@Nullable UUID to) {}

    @PostMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void handOver(@PathVariable UUID id, @RequestBody Wish wish) {
        var me = CurrentUser.get();
        var record = followUps.get(new FollowUpId(id), me);
        if (record.signed()) {
            throw new Refusal(Kind.CONFLICT, "record.signed");
        }
        var to =
                staff.find(wish.to() == null ? me.id() : new StaffId(wish.to()))
                        .orElseThrow(() -> new Refusal(Kind.INVALID, "record.giveTo"));
        handovers.give(record.links().attempt(), to);
        audit.note(
                "record.hand-over",
                "record",
                id,
                record.links().patient().value(),
                "to=" + to.id().value());
    }
}
