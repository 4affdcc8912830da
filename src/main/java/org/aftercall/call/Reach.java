package org.aftercall.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.aftercall.kernel.DeskKind;
import org.aftercall.kernel.Extension;
import org.aftercall.kernel.PhoneNumber;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.telephony.LineId;
import org.aftercall.telephony.SpoolSpace;
import org.aftercall.telephony.Switchboard;
import org.aftercall.telephony.TrunkState;
import org.aftercall.telephony.WireDown;
import org.aftercall.telephony.WireState;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Whom one can ring now, and whom one may; throws the reason if not. */
@Component
class Reach {
    private final Switchboard switchboard;
    private final Trunk trunk;
    private final SpoolSpace space;
    private final CallRows calls;
    private final PartyRows parties;
    private final SeatRows seats;

    Reach(
            Switchboard switchboard,
            Trunk trunk,
            SpoolSpace space,
            CallRows calls,
            PartyRows parties,
            SeatRows seats) {
        this.switchboard = switchboard;
        this.trunk = trunk;
        this.space = space;
        this.calls = calls;
        this.parties = parties;
        this.seats = seats;
    }

    void checkDesk(Extension desk, DeskKind kind) {
        checkDesk(desk, kind, null);
    }

    /**
     * @param beside the line that the desk is to be joined with, if it is there already
     */
    void checkDesk(Extension desk, DeskKind kind, @Nullable LineId beside) {
        checkDesk(desk, kind, beside, "desk.unreachable");
    }

    private void checkDesk(
            Extension desk, DeskKind kind, @Nullable LineId beside, String unreachable) {
        if (switchboard.state() instanceof WireState.Down(var why)) {
            throw new Refusal(Kind.UNAVAILABLE, "telephony.down", why);
        }
        try {
            if (beside != null && switchboard.reachable(desk, kind, beside)) {
                return;
            }
            if (!switchboard.reachable(desk, kind)) {
                throw new Refusal(Kind.CONFLICT, unreachable);
            }
            if (beside != null) {
                throw new Refusal(Kind.CONFLICT, "desk.otherNode");
            }
        } catch (WireDown down) {
            throw refusal(down);
        }
    }

    /** A colleague's desk, who has no call of her own. */
    void checkColleague(Callee.Desk to, LineId beside) {
        checkDesk(to.extension(), to.kind(), beside, "party.unreachable");
        checkFree(to.extension(), "party.busy");
    }

    /** Somebody who was asked into another's call can place none meanwhile. */
    void checkNoParty(Extension desk) {
        if (parties.busy(desk)) {
            throw new Refusal(Kind.CONFLICT, "desk.inOtherCall");
        }
    }

    void checkFree(Extension desk, String refusal) {
        if (calls.openAt(desk).isPresent() || parties.busy(desk)) {
            throw new Refusal(Kind.CONFLICT, refusal);
        }
    }

    Set<Extension> seated() {
        return seats.taken();
    }

    /** The desk's leg, if it is up. */
    Optional<Seat> seatOf(Extension desk) {
        return seats.of(desk).filter(Seat::taken);
    }

    /** The desk's leg, if it is up, for a talk that goes on already. */
    Optional<Seat> seatOf(Extension desk, LineId beside) {
        var seat = seatOf(desk);
        try {
            if (seat.isPresent() && !switchboard.joinable(seat.get().line(), beside)) {
                throw new Refusal(Kind.CONFLICT, "desk.otherNode");
            }
        } catch (WireDown down) {
            throw refusal(down);
        }
        return seat;
    }

    /** Why no patient at all can be rung now; empty when one can. */
    List<Refusal> obstructions() {
        var all = new ArrayList<>(space.full().stream().toList());
        if (switchboard.state() instanceof WireState.Down(var why)) {
            all.addFirst(new Refusal(Kind.UNAVAILABLE, "telephony.down", why));
            return all;
        }
        if (switchboard.trunk() instanceof TrunkState.Down down) {
            all.add(new Refusal(Kind.UNAVAILABLE, "trunk.down", down.why()));
        }
        if (!switchboard.hasRoom()) {
            all.add(new Refusal(Kind.UNAVAILABLE, "telephony.full"));
        }
        all.addAll(trunk.closed());
        return all;
    }

    void checkPatient(PhoneNumber to) {
        if (switchboard.state() instanceof WireState.Up && !switchboard.hasRoom()) {
            throw new Refusal(Kind.UNAVAILABLE, "telephony.full");
        }
        space.full()
                .ifPresent(no -> {
                    throw no;
                });
        checkBudget(switchboard.trunk());
        trunk.checkPatient(to);
    }

    /** Whether somebody may be rung beside that line, which stays where it is. */
    void checkWayOut(LineId beside) {
        try {
            checkBudget(switchboard.trunk(beside));
        } catch (WireDown down) {
            throw refusal(down);
        }
    }

    /** A trunk that does not answer may be tried; one whose budget is spent may not. */
    private static void checkBudget(TrunkState trunk) {
        if (trunk instanceof TrunkState.Spent spent) {
            throw new Refusal(Kind.CONFLICT, "trunk.down", spent.why());
        }
    }

    void checkGuest(PhoneNumber to) {
        checkBudget(switchboard.trunk());
        trunk.checkGuest(to);
    }

    private static Refusal refusal(WireDown down) {
        return new Refusal(Kind.UNAVAILABLE, "telephony.down", String.valueOf(down.getMessage()));
    }
}
