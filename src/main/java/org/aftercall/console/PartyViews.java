package org.aftercall.console;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.aftercall.audit.AuditTrail;
import org.aftercall.call.Call;
import org.aftercall.call.CallId;
import org.aftercall.call.Callee;
import org.aftercall.call.Guest;
import org.aftercall.call.Guests;
import org.aftercall.call.Parties;
import org.aftercall.call.Party;
import org.aftercall.kernel.Extension;
import org.aftercall.staff.CurrentUser;
import org.aftercall.staff.Permission;
import org.aftercall.staff.Staff;
import org.aftercall.staff.StaffId;
import org.aftercall.staff.StaffMember;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Who else is in a call, as far as the person who looks may know. */
@Component
class PartyViews {
    private static final int REMEMBERED = 5_000;

    private final Parties parties;
    private final Staff staff;
    private final Guests guests;
    private final AuditTrail audit;

    /** Whom which number was shown to: each is noted once, and again after a restart. */
    private final Set<Shown> shown = new LinkedHashSet<>();

    private record Shown(CallId call, StaffId who) {}

    PartyViews(Parties parties, Staff staff, Guests guests, AuditTrail audit) {
        this.parties = parties;
        this.staff = staff;
        this.guests = guests;
        this.audit = audit;
    }

    /** Whole for whoever has the call while it lives, however it came to her; that is kept. */
    @Nullable String number(Talk talk, boolean hers) {
        var number = talk.call().number();
        if (number == null) {
            return null;
        }
        if (!hers || !talk.call().live()) {
            return number.masked();
        }
        if (first(new Shown(talk.id(), CurrentUser.get().id()))) {
            audit.note("call.number", "call", talk.id().value(), talk.patient());
        }
        return number.digits();
    }

    private boolean first(Shown one) {
        synchronized (shown) {
            var news = shown.add(one);
            if (shown.size() > REMEMBERED) {
                shown.remove(shown.iterator().next());
            }
            return news;
        }
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
                || CurrentUser.get().may(Permission.SUPERVISE);
    }

    private String name(Callee callee) {
        return switch (callee) {
            case Callee.Desk(var extension, _) -> nameAt(extension);
            case Callee.Number(var number) ->
                    guests.at(number).map(Guest::name).orElseGet(number::masked);
        };
    }

    String nameAt(Extension desk) {
        return staff.at(desk).map(StaffMember::name).orElse(desk.digits());
    }
}
