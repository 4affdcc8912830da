package org.aftercall.console;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.aftercall.call.Call;
import org.aftercall.call.CallId;
import org.aftercall.call.Calls;
import org.aftercall.call.Direction;
import org.aftercall.dialer.Attempt;
import org.aftercall.dialer.Dialer;
import org.aftercall.staff.Staff;
import org.aftercall.staff.StaffId;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Whose screens a call is shown on. */
@Component
class Concerned {
    private final Dialer dialer;
    private final Calls calls;
    private final Staff staff;

    Concerned(Dialer dialer, Calls calls, Staff staff) {
        this.dialer = dialer;
        this.calls = calls;
        this.staff = staff;
    }

    /**
     * Whose attempt it is, and at whose desk it is now: a colleague may have taken it. Empty for
     * who calls in: he is shown to all who may take him.
     */
    @Transactional(readOnly = true)
    Optional<Set<StaffId>> by(CallId id) {
        var call = calls.find(id);
        if (call.filter(c -> c.direction() == Direction.INBOUND).isPresent()) {
            return Optional.empty();
        }
        var whom = new LinkedHashSet<StaffId>();
        dialer.of(id).map(Attempt::nurse).ifPresent(whom::add);
        call.map(Call::post)
                .flatMap(post -> staff.at(post.desk()))
                .ifPresent(m -> whom.add(m.id()));
        return Optional.of(whom);
    }
}
