package org.aftercall.dialer;

import java.time.Clock;
import java.util.Optional;
import org.aftercall.call.CallId;
import org.aftercall.call.Callee;
import org.aftercall.call.Parking;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.staff.StaffId;
import org.aftercall.staff.StaffMember;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** A nurse comes to somebody who called in. */
@Service
@Transactional
public class Reception {
    private final Callers callers;
    private final Incoming incoming;
    private final Parking parking;
    private final Clock clock;

    Reception(Callers callers, Incoming incoming, Parking parking, Clock clock) {
        this.callers = callers;
        this.incoming = incoming;
        this.parking = parking;
        this.clock = clock;
    }

    /**
     * Brings him to her desk. Where it is known whose number it is, an attempt and its record come
     * to be, as if she had dialed; whether it is he, she asks. Whom she still writes up comes back
     * to the record that she has open.
     */
    public Optional<Attempt> take(StaffMember nurse, CallId call) {
        var caller =
                callers.of(call).orElseThrow(() -> new Refusal(Kind.NOT_FOUND, "call.unknown"));
        var desk = nurse.desk().orElseThrow(() -> new Refusal(Kind.CONFLICT, "desk.none"));
        incoming.checkFree(nurse.id(), caller);
        parking.take(call, new Callee.Desk(desk, nurse.deskKind()));
        if (!callers.taken(call, nurse.id(), clock.instant())) {
            throw new Refusal(Kind.CONFLICT, "call.taken");
        }
        return incoming.open(caller, nurse.id());
    }

    /** Whether this nurse still writes up who calls: she may take him, and her form stays open. */
    @Transactional(readOnly = true)
    public boolean resumes(CallId call, StaffId nurse) {
        return callers.of(call).filter(c -> incoming.resumes(c, nurse)).isPresent();
    }
}
