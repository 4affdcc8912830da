package org.aftercall.console;

import java.util.List;
import java.util.UUID;
import org.aftercall.kernel.Extension;
import org.aftercall.staff.CurrentUser;
import org.aftercall.staff.Permission;
import org.aftercall.staff.Presence;
import org.aftercall.staff.Role;
import org.aftercall.staff.Staff;
import org.aftercall.staff.StaffMember;
import org.aftercall.telephony.Switchboard;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whom one can ask or hand a call to. */
@RestController
@RequestMapping("/api/v1/colleagues")
@PreAuthorize("hasAuthority('call')")
class ColleagueController {
    private final Staff staff;
    private final Switchboard switchboard;

    ColleagueController(Staff staff, Switchboard switchboard) {
        this.staff = staff;
        this.switchboard = switchboard;
    }

    record Colleague(
            UUID id,
            String name,
            Role role,
            String extension,
            Presence presence,
            boolean reachable) {}

    @GetMapping
    List<Colleague> all() {
        var me = CurrentUser.get().id();
        return staff.withTelephone().stream()
                .filter(m -> !m.id().equals(me))
                .map(this::view)
                .toList();
    }

    private Colleague view(StaffMember member) {
        return new Colleague(
                member.id().value(),
                member.name(),
                member.role(),
                member.desk().map(Extension::digits).orElseThrow(),
                // Who does not sign in to make calls is there when his telephone is.
                member.may(Permission.CALL) ? member.presence() : Presence.READY,
                switchboard.seemsReachable(member.desk().orElseThrow(), member.telephone()));
    }
}
