package org.aftercall.console;

import java.util.List;
import org.aftercall.call.Call;
import org.aftercall.call.Callee;
import org.aftercall.call.Parties;
import org.aftercall.call.Party;
import org.aftercall.kernel.Extension;
import org.aftercall.staff.CurrentUser;
import org.aftercall.staff.Staff;
import org.aftercall.staff.StaffMember;
import org.springframework.stereotype.Component;

/** Who else is in a call, as far as the person who looks may know. */
@Component
class PartyViews {
    private final Parties parties;
    private final Staff staff;

    PartyViews(Parties parties, Staff staff) {
        this.parties = parties;
        this.staff = staff;
    }

    List<CallView.PartyView> of(Call call) {
        if (!call.live()) {
            return List.of();
        }
        return parties.of(call.id()).stream()
                // A nurse is told of a supervisor only once he is heard, or when all are told.
                .filter(p -> p.role() == Party.Role.THIRD || showsTo(p))
                .map(p -> new CallView.PartyView(p.role(), name(p.callee()), p.state(), p.since()))
                .toList();
    }

    private boolean showsTo(Party supervisor) {
        return parties.announced()
                || supervisor.mode() != Party.Mode.LISTEN
                || CurrentUser.get().may(org.aftercall.staff.Permission.SUPERVISE);
    }

    private String name(Callee callee) {
        return switch (callee) {
            case Callee.Desk(var extension, _) -> nameAt(extension);
            case Callee.Number(var number) -> number.masked();
        };
    }

    String nameAt(Extension desk) {
        return staff.at(desk).map(StaffMember::name).orElse(desk.digits());
    }
}
