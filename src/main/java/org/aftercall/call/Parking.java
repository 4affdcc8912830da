package org.aftercall.call;

import java.time.Clock;
import java.util.List;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.telephony.LineId;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Patients who wait for anybody to take them: put there, left alone by a lost desk, rung before a
 * nurse was free, or calling in.
 */
@Service
@Transactional
public class Parking {
    private final CallRows rows;
    private final PartyRows parties;
    private final Orders orders;
    private final Reach reach;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Parking(
            CallRows rows,
            PartyRows parties,
            Orders orders,
            Reach reach,
            ApplicationEventPublisher events,
            Clock clock) {
        this.rows = rows;
        this.parties = parties;
        this.orders = orders;
        this.reach = reach;
        this.events = events;
        this.clock = clock;
    }

    /** The patient hears music; his nurse is free. */
    public void park(CallId id) {
        var call = rows.live(id);
        if (call.times().answered() == null) {
            throw new Refusal(Kind.CONFLICT, "call.notAnswered");
        }
        var post = call.post();
        if (post == null || call.times().handed() != null) {
            throw new Refusal(Kind.CONFLICT, "call.notYours");
        }
        if (!parties.open(id).isEmpty()) {
            throw new Refusal(Kind.CONFLICT, "party.already");
        }
        if (rows.parked(id, clock.instant())) {
            orders.hold(call);
            orders.letGo(call);
            events.publishEvent(new CallHandedOver(id, post.desk()));
            events.publishEvent(new CallChanged(id));
        }
    }

    @Transactional(readOnly = true)
    public List<Call> waiting() {
        return rows.open().stream().filter(Call::waits).toList();
    }

    /** Brings the patient to this desk; of two who want him the quicker gets him. */
    public void take(CallId id, Callee.Desk at) {
        var call = rows.live(id);
        if (!call.waits()) {
            throw new Refusal(Kind.CONFLICT, "call.taken");
        }
        reach.checkDesk(at.extension(), at.kind(), call.line());
        if (!call.isAt(at.extension())) {
            reach.checkFree(at.extension(), "nurse.busy");
        }
        var seat = reach.seatOf(at.extension(), call.line());
        var line = seat.map(Seat::line).orElseGet(LineId::next);
        try {
            rows.handTo(id, at, line, false);
        } catch (DuplicateKeyException busy) {
            throw new Refusal(Kind.CONFLICT, "nurse.busy");
        }
        var before = call.post();
        if (before != null && !before.line().equals(line)) {
            orders.letGo(call);
        }
        if (seat.isPresent()) {
            rows.deskAnswered(id, clock.instant());
        }
        events.publishEvent(new DeskJoined(id, at.extension(), true));
        var fresh = rows.find(id).orElseThrow();
        if (seat.isPresent()) {
            orders.join(fresh);
        } else {
            orders.ringDesk(fresh);
        }
        // Another desk has it now: that is news to the one it was at, too.
        if (before != null
                && !before.desk().equals(at.extension())
                && call.times().parked() == null) {
            events.publishEvent(new CallHandedOver(id, before.desk()));
        }
        events.publishEvent(new CallChanged(id));
    }
}
