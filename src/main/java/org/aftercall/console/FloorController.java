package org.aftercall.console;

import java.util.UUID;
import org.aftercall.audit.AuditTrail;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.staff.CurrentUser;
import org.aftercall.staff.Presence;
import org.aftercall.staff.Staff;
import org.aftercall.staff.StaffId;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** A supervisor gives a nurse a break, or calls her back from one; her talk is not disturbed. */
@RestController
@RequestMapping("/api/v1/staff/{id}/presence")
@PreAuthorize("hasAuthority('supervise')")
class FloorController {
    private final Floor floor;
    private final Staff staff;
    private final AuditTrail audit;

    FloorController(Floor floor, Staff staff, AuditTrail audit) {
        this.floor = floor;
        this.staff = staff;
        this.audit = audit;
    }

    /**
     * @param reason told to the nurse; needed for a pause
     */
    record Order(@Nullable Presence presence, @Nullable String reason) {}

    @PutMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void order(@PathVariable UUID id, @RequestBody Order order) {
        var nurse = floor.find(new StaffId(id), CurrentUser.get().scope());
        var wanted = order.presence();
        if (wanted != Presence.PAUSED && wanted != Presence.READY) {
            throw new Refusal(Kind.INVALID, "presence.forced");
        }
        var reason = order.reason() == null ? "" : order.reason().strip();
        if (reason.isEmpty() && wanted == Presence.PAUSED) {
            throw new Refusal(Kind.INVALID, "presence.reason");
        }
        // Nobody is called to work who has gone home.
        if (staff.duty(nurse.id()).presence() == Presence.OFFLINE) {
            throw new Refusal(Kind.CONFLICT, "presence.offline");
        }
        audit.note("staff.presence", "staff", id, null, "presence=" + wanted.name());
        staff.wish(nurse.id(), wanted, reason.isEmpty() ? null : reason);
    }
}
