package org.aftercall.console;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.aftercall.call.Call;
import org.aftercall.call.CallId;
import org.aftercall.call.CallState;
import org.aftercall.call.Callee;
import org.aftercall.call.Calls;
import org.aftercall.call.Parties;
import org.aftercall.call.Party;
import org.aftercall.call.Sounds;
import org.aftercall.dialer.Attempt;
import org.aftercall.dialer.Dialer;
import org.aftercall.followup.FollowUps;
import org.aftercall.kernel.Extension;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.staff.CurrentUser;
import org.aftercall.staff.Staff;
import org.aftercall.staff.StaffMember;
import org.springframework.stereotype.Component;

/** Which calls somebody sees and holds, and how they look to her. */
@Component
class CallViews {
    private final Dialer dialer;
    private final Calls calls;
    private final Parties parties;
    private final Sounds sounds;
    private final FollowUps followUps;
    private final Staff staff;

    CallViews(
            Dialer dialer,
            Calls calls,
            Parties parties,
            Sounds sounds,
            FollowUps followUps,
            Staff staff) {
        this.dialer = dialer;
        this.calls = calls;
        this.parties = parties;
        this.sounds = sounds;
        this.followUps = followUps;
        this.staff = staff;
    }

    /** A call that she placed, or that is at her desk. */
    Attempt seen(UUID id) {
        var me = CurrentUser.get().member();
        return any(id).filter(a -> me.id().equals(a.nurse()) || atDesk(a, me))
                .orElseThrow(() -> new Refusal(Kind.NOT_FOUND, "call.unknown"));
    }

    /** A call that is at her desk, or that nobody else has. */
    Attempt held(UUID id) {
        var attempt = seen(id);
        var call = calls.get(attempt.call());
        if (call.live() && !atDesk(attempt, CurrentUser.get().member())) {
            throw new Refusal(Kind.CONFLICT, "call.notYours");
        }
        return attempt;
    }

    Optional<Attempt> any(UUID id) {
        return dialer.of(new CallId(id));
    }

    /** The call at her desk; without one, her own that has no outcome yet. */
    Optional<CallView> current() {
        var me = CurrentUser.get().member();
        return me.desk()
                .flatMap(calls::at)
                .flatMap(call -> dialer.of(call.id()))
                .or(() -> dialer.openOf(me.id()))
                .map(this::of);
    }

    private boolean atDesk(Attempt attempt, StaffMember who) {
        return who.desk().filter(desk -> calls.get(attempt.call()).isAt(desk)).isPresent();
    }

    CallView of(Attempt attempt) {
        var call = calls.get(attempt.call());
        var record = followUps.of(attempt.call()).orElseThrow();
        var hers = atDesk(attempt, CurrentUser.get().member());
        var t = call.times();
        var number = call.number();
        return new CallView(
                call.id().value(),
                attempt.task().value(),
                attempt.patient().value(),
                attempt.contact().value(),
                record.id().value(),
                state(call, attempt, hers),
                call.joined(),
                t.deskLost() != null,
                call.muted(),
                call.recorded() && t.answered() != null && call.live(),
                t.placed(),
                t.ringing(),
                t.answered(),
                t.ended(),
                number == null ? "" : call.live() && hers ? number.digits() : number.masked(),
                call.result(),
                call.q850(),
                followUps.suggest(record).orElse(null),
                partiesOf(call),
                sounds.of(call.id())
                        .map(s -> new CallView.Quality(s.mos(), s.jitterMs(), s.lossPercent()))
                        .orElse(null));
    }

    /** For the nurse who handed it over it is done, though the patient talks on. */
    private static String state(Call call, Attempt attempt, boolean hers) {
        var over =
                call.state() == CallState.ENDED
                        || !hers && CurrentUser.get().id().equals(attempt.nurse());
        return over ? "WRAP_UP" : call.state().name();
    }

    private List<CallView.PartyView> partiesOf(Call call) {
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

    String name(Callee callee) {
        return switch (callee) {
            case Callee.Desk(var extension, _) -> nameAt(extension);
            case Callee.Number(var number) -> number.masked();
        };
    }

    String nameAt(Extension desk) {
        return staff.at(desk).map(StaffMember::name).orElse(desk.digits());
    }
}
