package org.aftercall.call;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.aftercall.kernel.DeskKind;
import org.aftercall.kernel.Extension;
import org.aftercall.kernel.PhoneNumber;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.telephony.LineId;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * All calls. Orders go out to the switchboard only after the row that knows of them is committed.
 */
@Service
@Transactional
public class Calls {
    private final CallRows rows;
    private final Orders orders;
    private final Reach reach;
    private final Seats seats;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Calls(
            CallRows rows,
            Orders orders,
            Reach reach,
            Seats seats,
            ApplicationEventPublisher events,
            Clock clock) {
        this.rows = rows;
        this.orders = orders;
        this.reach = reach;
        this.seats = seats;
        this.events = events;
        this.clock = clock;
    }

    /** Whether a call could be placed from this desk now; throws the reason if not. */
    public void checkReady(Extension desk, DeskKind kind) {
        reach.checkDesk(desk, kind);
    }

    /**
     * Why no patient at all can be rung now: the wire, the trunk, its night or its minutes, no
     * room, no disk for the tapes; empty when one can. What comes by itself does not begin then; a
     * nurse may still try a trunk that is said to be down.
     */
    @Transactional(readOnly = true)
    public List<Refusal> obstructions() {
        return reach.obstructions();
    }

    /**
     * Keeps a leg to this desk up between calls: {@link #place} then rings the patient at once, and
     * the nurse is there when he answers. Says nothing when the desk is seated, or being rung,
     * already.
     */
    public void sit(Extension desk, DeskKind kind) {
        reach.checkDesk(desk, kind);
        seats.sit(desk, kind);
    }

    /** Gives the desk's leg up; one that is in a call ends with it. */
    public void stand(Extension desk) {
        seats.stand(desk);
    }

    /** Whether the desk's leg is up. */
    @Transactional(readOnly = true)
    public boolean seated(Extension desk) {
        return reach.seatOf(desk).isPresent();
    }

    /** All desks whose leg is up. */
    @Transactional(readOnly = true)
    public Set<Extension> seated() {
        return reach.seated();
    }

    /**
     * Rings the patient at once from a desk that is seated. Otherwise rings the desk first and the
     * patient once the nurse is there: no patient hears silence.
     */
    public CallId place(
            PhoneNumber to, Extension desk, DeskKind kind, Duration ringFor, boolean record) {
        return place(to, desk, kind, new Ring(ringFor, record, false));
    }

    /**
     * The same; where a machine is listened for, the nurse is joined a few seconds after somebody
     * picked up, and to a machine not at all.
     */
    public CallId place(PhoneNumber to, Extension desk, DeskKind kind, Ring ring) {
        reach.checkPatient(to);
        reach.checkNoParty(desk);
        var seat = reach.seatOf(desk);
        seat.map(Seat::line).ifPresent(reach::checkWayOut);
        var now = clock.instant();
        var there = seat.isPresent() ? now : null;
        var post =
                new Post(
                        desk,
                        seat.map(Seat::kind).orElse(kind),
                        seat.map(Seat::line).orElseGet(LineId::next));
        var call = ordered(to, post, ring, Call.Times.of(now, there, there));
        rows.add(call);
        if (seat.isPresent()) {
            orders.await(post.line(), true);
            orders.dialAtOnce(call);
        } else {
            orders.ringDesk(call);
        }
        return call.id();
    }

    /**
     * Rings the patient at once, with no nurse reserved: {@link Parking#take} brings him to one
     * when he answers, or {@link #abandon} tells him who called. Left alone, he is abandoned by
     * himself. Where a machine is listened for, {@link CallAnswered} or {@link MachineHeard} come a
     * few seconds after he picks up.
     */
    public CallId placeOpen(PhoneNumber to, Ring ring) {
        reach.checkPatient(to);
        var now = clock.instant();
        var call = ordered(to, null, ring, Call.Times.of(now, null, now));
        rows.add(call);
        orders.dialAtOnce(call);
        return call.id();
    }

    private static Call ordered(PhoneNumber to, @Nullable Post post, Ring ring, Call.Times times) {
        return new Call(
                CallId.next(),
                Direction.OUTBOUND,
                to,
                post,
                (int) ring.ringFor().toSeconds(),
                ring.record(),
                ring.detectMachine(),
                ring.shown(),
                ring.language(),
                ring.until(),
                times,
                false,
                false,
                null,
                null,
                false,
                null);
    }

    /**
     * Nobody comes to the patient: he hears who called, and the line ends.
     *
     * @return false when somebody came after all, or he has heard it already
     */
    public boolean abandon(CallId id) {
        var call = rows.locked(id).filter(Call::live).orElse(null);
        if (call == null || !rows.abandoned(id, clock.instant())) {
            return false;
        }
        orders.dismiss(call);
        events.publishEvent(new CallChanged(id));
        return true;
    }

    @Transactional(readOnly = true)
    public Optional<Call> find(CallId id) {
        return rows.find(id);
    }

    @Transactional(readOnly = true)
    public Call get(CallId id) {
        return rows.find(id).orElseThrow(() -> new Refusal(Kind.NOT_FOUND, "call.unknown"));
    }

    /** The live call of a desk, if it has one. */
    @Transactional(readOnly = true)
    public Optional<Call> at(Extension desk) {
        return rows.openAt(desk);
    }

    @Transactional(readOnly = true)
    public List<Call> open() {
        return rows.open();
    }

    public void hangUp(CallId id) {
        var call = rows.live(id);
        rows.hangUp(id, clock.instant());
        orders.hangUp(call);
    }

    public void hold(CallId id, boolean on) {
        var call = talking(id);
        if (on && rows.held(id, clock.instant())) {
            orders.hold(call);
            events.publishEvent(new CallChanged(id));
        } else if (!on && call.times().held() != null) {
            orders.join(call);
        }
    }

    /** From here on nothing of this call is recorded, and what was is not kept. */
    public void stopRecording(CallId id) {
        rows.locked(id)
                .filter(Call::live)
                .filter(_ -> rows.untaped(id))
                .ifPresent(call -> {
                    orders.untape(call);
                    events.publishEvent(new CallChanged(id));
                });
    }

    public void mute(CallId id, boolean on) {
        var call = rows.live(id);
        if (call.post() == null) {
            throw new Refusal(Kind.CONFLICT, "call.notYours");
        }
        rows.muted(id, on);
        orders.mute(call.deskLine(), on);
        events.publishEvent(new CallChanged(id));
    }

    /**
     * @param digits {@code 0-9*#}, at most 32
     */
    public void sendDigits(CallId id, String digits) {
        if (!digits.matches("[0-9*#]{1,32}")) {
            throw new Refusal(Kind.INVALID, "call.digits");
        }
        orders.digits(talking(id), digits);
    }

    /** A new leg for the nurse, because the old one was lost: the patient never notices. */
    public void rejoin(CallId id, DeskKind kind) {
        var call = rows.live(id);
        var post = call.post();
        if (post == null || call.times().parked() != null || call.times().handed() != null) {
            throw new Refusal(Kind.CONFLICT, "call.notYours");
        }
        reach.checkDesk(post.desk(), kind, call.times().dialed() == null ? null : call.line());
        var line = LineId.next();
        rows.newDeskLine(id, line, kind, clock.instant());
        seats.replace(post.line(), line);
        orders.hangUpLine(post.line());
        orders.ringDesk(rows.find(id).orElseThrow());
        events.publishEvent(new CallChanged(id));
    }

    private Call talking(CallId id) {
        var call = rows.live(id);
        if (call.times().answered() == null) {
            throw new Refusal(Kind.CONFLICT, "call.notAnswered");
        }
        if (call.post() == null) {
            throw new Refusal(Kind.CONFLICT, "call.notYours");
        }
        return call;
    }
}
