package org.aftercall.console;

import java.util.Optional;
import java.util.UUID;
import org.aftercall.call.Call;
import org.aftercall.call.CallId;
import org.aftercall.call.CallState;
import org.aftercall.call.Calls;
import org.aftercall.call.Sounds;
import org.aftercall.dialer.Attempt;
import org.aftercall.dialer.Caller;
import org.aftercall.dialer.Dialer;
import org.aftercall.dialer.Inbound;
import org.aftercall.followup.FollowUps;
import org.aftercall.kernel.Extension;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.patient.PatientId;
import org.aftercall.staff.CurrentUser;
import org.aftercall.staff.StaffId;
import org.aftercall.staff.StaffMember;
import org.springframework.stereotype.Component;

/** Which calls somebody sees and holds, and how they look to her. */
@Component
class CallViews {
    private final Dialer dialer;
    private final Calls calls;
    private final PartyViews parties;
    private final Sounds sounds;
    private final FollowUps followUps;
    private final Inbound inbound;

    CallViews(
            Dialer dialer,
            Calls calls,
            PartyViews parties,
            Sounds sounds,
            FollowUps followUps,
            Inbound inbound) {
        this.dialer = dialer;
        this.calls = calls;
        this.parties = parties;
        this.sounds = sounds;
        this.followUps = followUps;
        this.inbound = inbound;
    }

    /** A call that she placed or took, or that is at her desk. */
    Talk seen(UUID id) {
        var me = CurrentUser.get().member();
        return talk(id).filter(t -> isHers(t, me) || atDesk(t.call(), me))
                .orElseThrow(() -> new Refusal(Kind.NOT_FOUND, "call.unknown"));
    }

    private boolean isHers(Talk talk, StaffMember who) {
        return talk.attempt() != null
                ? who.id().equals(talk.attempt().nurse())
                : inbound.of(talk.id()).map(Caller::takenBy).filter(who.id()::equals).isPresent();
    }

    /** A call that is at her desk, or that nobody else has. */
    Talk held(UUID id) {
        var talk = seen(id);
        if (talk.call().live() && !atDesk(talk.call(), CurrentUser.get().member())) {
            throw new Refusal(Kind.CONFLICT, "call.notYours");
        }
        return talk;
    }

    /** Whom she has not written up yet comes first, unless it is he. */
    boolean mayTake(Talk talk, StaffMember who) {
        var his = talk.attempt();
        return dialer.openOf(who.id())
                .filter(open -> his == null || !open.id().equals(his.id()))
                .isEmpty();
    }

    /** Whether it is this one whom she still has to write up. */
    boolean writesUp(Call call, StaffId who) {
        var his = talk(call).attempt();
        return his != null
                && dialer.openOf(who).filter(open -> open.id().equals(his.id())).isPresent();
    }

    /** By the call itself when it has a record, by the number of who calls in otherwise. */
    Optional<PatientId> patientOf(Talk talk) {
        return Optional.ofNullable(talk.patient())
                .map(PatientId::new)
                .or(() -> inbound.of(talk.id()).map(Caller::patient));
    }

    Optional<Talk> talk(UUID id) {
        return calls.find(new CallId(id)).map(this::talk);
    }

    Talk talk(Call call) {
        return new Talk(call, dialer.of(call.id()).orElse(null));
    }

    /** The call at her desk; without one, her own that has no outcome yet. */
    Optional<CallView> current() {
        var me = CurrentUser.get().member();
        return me.desk()
                .flatMap(calls::at)
                .map(this::talk)
                .or(() -> dialer.openOf(me.id()).map(this::talk))
                .map(this::of);
    }

    private Talk talk(Attempt attempt) {
        return new Talk(calls.get(attempt.call()), attempt);
    }

    private static boolean atDesk(Call call, StaffMember who) {
        return who.desk().filter(call::isAt).isPresent();
    }

    CallView of(Attempt attempt) {
        return of(talk(attempt));
    }

    /** As it is now, not as it was read. */
    CallView of(CallId id) {
        return of(talk(calls.get(id)));
    }

    CallView of(Talk talk) {
        var call = talk.call();
        var attempt = talk.attempt();
        var record = attempt == null ? null : followUps.of(attempt.call()).orElseThrow();
        var hers = atDesk(call, CurrentUser.get().member());
        var t = call.times();
        return new CallView(
                call.id().value(),
                call.direction(),
                attempt == null ? null : attempt.task().value(),
                attempt == null ? null : attempt.patient().value(),
                attempt == null ? null : attempt.contact().value(),
                record == null ? null : record.id().value(),
                state(talk, hers),
                call.joined(),
                t.deskLost() != null,
                call.muted(),
                call.recorded() && t.answered() != null && call.live(),
                t.placed(),
                t.ringing(),
                t.answered(),
                t.ended(),
                parties.number(talk, hers),
                call.result(),
                call.q850(),
                record == null ? null : followUps.suggest(record).orElse(null),
                parties.of(call),
                call.ear(),
                sounds.of(call.id())
                        .map(s -> new CallView.Quality(s.mos(), s.jitterMs(), s.lossPercent()))
                        .orElse(null));
    }

    /** For the nurse whose record it still is, it is done, though the patient talks on. */
    private static String state(Talk talk, boolean hers) {
        var attempt = talk.attempt();
        var over =
                talk.call().state() == CallState.ENDED
                        || !hers
                                && attempt != null
                                && CurrentUser.get().id().equals(attempt.nurse());
        return over ? "WRAP_UP" : talk.call().state().name();
    }

    String nameAt(Extension desk) {
        return parties.nameAt(desk);
    }
}
