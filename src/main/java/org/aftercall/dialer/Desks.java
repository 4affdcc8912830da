package org.aftercall.dialer;

import org.aftercall.call.CallHandedOver;
import org.aftercall.call.Calls;
import org.aftercall.call.DeskJoined;
import org.aftercall.call.DeskLeft;
import org.aftercall.call.Parties;
import org.aftercall.staff.Presence;
import org.aftercall.staff.Staff;
import org.aftercall.staff.StaffMember;
import org.springframework.context.event.EventListener;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Whoever is in a call is busy, however she came into it: nobody counts on her, and nothing comes
 * to her, until she is out of it.
 */
@Component
@Transactional
class Desks {
    private final Attempts attempts;
    private final Calls calls;
    private final Parties parties;
    private final Staff staff;

    Desks(Attempts attempts, Calls calls, Parties parties, Staff staff) {
        this.attempts = attempts;
        this.calls = calls;
        this.parties = parties;
        this.staff = staff;
    }

    /** In the joining transaction: she is busy from the first moment. */
    @EventListener
    void on(DeskJoined event) {
        staff.at(event.desk()).ifPresent(m -> staff.occupy(m.id()));
    }

    /** In the leaving transaction. What becomes of her own call, its end decides. */
    @EventListener
    void on(DeskLeft event) {
        var nurse = attempts.of(event.call()).map(Attempt::nurse);
        staff.at(event.desk())
                .filter(m -> nurse.filter(m.id()::equals).isEmpty())
                .ifPresent(this::leave);
    }

    @ApplicationModuleListener
    void on(CallHandedOver event) {
        staff.at(event.from()).ifPresent(this::leave);
    }

    /** Back to what she still has to write up, if there is something. */
    private void leave(StaffMember member) {
        if (inCall(member)) {
            return;
        }
        if (attempts.openOf(member.id()).isEmpty()) {
            staff.free(member.id());
        } else if (member.presence() == Presence.ON_CALL) {
            staff.become(member.id(), Presence.WRAPPING_UP);
        }
    }

    boolean inCall(StaffMember member) {
        return member.desk().filter(d -> calls.at(d).isPresent() || parties.has(d)).isPresent();
    }
}
