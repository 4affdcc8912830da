package org.aftercall.call;

import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.aftercall.kernel.Extension;
import org.aftercall.kernel.Ids;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.telephony.LineId;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Third persons and supervisors: who else is in a call beside patient and nurse. */
@Service
@Transactional
public class Parties {
    private final CallRows rows;
    private final PartyRows parties;
    private final Switching switching;
    private final Orders orders;
    private final Reach reach;
    private final Clock clock;

    Parties(
            CallRows rows,
            PartyRows parties,
            Switching switching,
            Orders orders,
            Reach reach,
            Clock clock) {
        this.rows = rows;
        this.parties = parties;
        this.switching = switching;
        this.orders = orders;
        this.reach = reach;
        this.clock = clock;
    }

    /** Who is in the call now, or is being rung for it. */
    @Transactional(readOnly = true)
    public List<Party> of(CallId call) {
        return parties.open(call);
    }

    /** Whoever was in the call, or was rung for it, from the first to the last. */
    @Transactional(readOnly = true)
    public List<Party> everIn(CallId call) {
        return parties.all(call);
    }

    /** Whether somebody at this desk was asked into another's call, or listens to it. */
    @Transactional(readOnly = true)
    public boolean has(Extension desk) {
        return parties.busy(desk);
    }

    /** Whether nurse and patient are told that a supervisor listens. */
    public boolean announced() {
        return switching.announced();
    }

    /** The patient hears music while the nurse asks somebody else. */
    public void consult(CallId id, Callee whom) {
        ask(id, whom, false);
    }

    /**
     * The call becomes his as soon as he answers; if he does not, the nurse has her patient back.
     */
    public void transferBlind(CallId id, Callee to) {
        ask(id, to, true);
    }

    private void ask(CallId id, Callee whom, boolean blind) {
        var call = talking(id);
        if (parties.open(id, Party.Role.THIRD).isPresent()) {
            throw new Refusal(Kind.CONFLICT, "party.already");
        }
        switch (whom) {
            case Callee.Desk desk -> {
                if (desk.extension().equals(Objects.requireNonNull(call.post()).desk())) {
                    throw new Refusal(Kind.INVALID, "party.yourself");
                }
                reach.checkColleague(desk, call.line());
            }
            case Callee.Number(var number) -> reach.checkGuest(number);
        }
        if (rows.held(id, clock.instant())) {
            orders.hold(call);
        }
        orders.await(call.deskLine(), true);
        ring(call, Party.Role.THIRD, whom, blind, null);
    }

    /** All three talk. */
    public void joinAll(CallId id) {
        var call = talking(id);
        switching.gather(call, third(id));
    }

    /** The one who was asked goes on with the patient; the nurse is free. */
    public void transfer(CallId id) {
        var call = talking(id);
        switching.handOver(call, third(id));
    }

    /** Sends the third person away; the nurse is with her patient again. */
    public void cancel(CallId id) {
        var call = rows.live(id);
        parties.open(id, Party.Role.THIRD)
                .ifPresentOrElse(
                        party -> switching.dismiss(call, party),
                        () -> {
                            throw new Refusal(Kind.CONFLICT, "party.none");
                        });
    }

    /** Rings the supervisor's own desk first; asked again, it changes how she takes part. */
    public void supervise(CallId id, Callee.Desk supervisor, Party.Mode mode) {
        var call = talking(id);
        if (call.isAt(supervisor.extension())) {
            throw new Refusal(Kind.CONFLICT, "listen.ownCall");
        }
        var before = parties.open(id, Party.Role.SUPERVISOR);
        if (before.isEmpty()) {
            reach.checkDesk(supervisor.extension(), supervisor.kind(), call.line());
            reach.checkFree(supervisor.extension(), "listen.busy");
            ring(call, Party.Role.SUPERVISOR, supervisor, false, mode);
            return;
        }
        var party = before.get();
        if (!isAt(party, supervisor.extension())) {
            throw new Refusal(Kind.CONFLICT, "listen.taken");
        }
        if (party.mode() != mode) {
            parties.mode(party.id(), mode, mode == Party.Mode.TAKE_OVER);
            parties.open(id, Party.Role.SUPERVISOR)
                    .filter(Party::here)
                    .ifPresent(p -> switching.supervise(call, p));
            switching.changed(id);
        }
    }

    public void stopSupervising(CallId id, Extension supervisor) {
        var call = rows.live(id);
        parties.open(id, Party.Role.SUPERVISOR)
                .filter(p -> isAt(p, supervisor))
                .ifPresentOrElse(
                        party -> switching.dismiss(call, party),
                        () -> {
                            throw new Refusal(Kind.CONFLICT, "party.none");
                        });
    }

    private static boolean isAt(Party party, Extension desk) {
        return party.callee() instanceof Callee.Desk(var extension, _) && extension.equals(desk);
    }

    /** A desk that is seated is there at once. */
    private void ring(
            Call call, Party.Role role, Callee whom, boolean blind, Party.@Nullable Mode mode) {
        Optional<Seat> seat =
                whom instanceof Callee.Desk(var extension, _)
                        ? reach.seatOf(extension, call.line())
                        : Optional.empty();
        var party =
                new Party(
                        Ids.next(),
                        call.id(),
                        role,
                        whom,
                        seat.map(Seat::line).orElseGet(LineId::next),
                        blind,
                        mode,
                        clock.instant(),
                        null,
                        null,
                        null,
                        null);
        try {
            parties.add(party);
        } catch (DuplicateKeyException taken) {
            throw new Refusal(Kind.CONFLICT, "party.already");
        }
        switching.asked(party);
        if (seat.isPresent()) {
            switching.arrived(rows.find(call.id()).orElseThrow(), party, clock.instant());
        } else {
            orders.ring(party);
            switching.changed(call.id());
        }
    }

    private Party third(CallId id) {
        return parties.open(id, Party.Role.THIRD)
                .filter(Party::here)
                .orElseThrow(() -> new Refusal(Kind.CONFLICT, "party.notThere"));
    }

    /** A patient is there, and a nurse with him. */
    private Call talking(CallId id) {
        var call = rows.live(id);
        if (call.times().answered() == null) {
            throw new Refusal(Kind.CONFLICT, "call.notAnswered");
        }
        if (call.post() == null || call.waits() || call.times().handed() != null) {
            throw new Refusal(Kind.CONFLICT, "call.notYours");
        }
        return call;
    }
}
