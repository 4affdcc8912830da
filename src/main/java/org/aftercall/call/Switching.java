package org.aftercall.call;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.aftercall.telephony.LineEvent;
import org.aftercall.telephony.LineId;
import org.aftercall.telephony.LiveLine;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What follows when somebody beside patient and nurse comes, goes, or gets the call. */
@Service
@Transactional
class Switching {
    private final CallRows rows;
    private final PartyRows parties;
    private final Orders orders;
    private final ApplicationEventPublisher events;
    private final CallSettings settings;
    private final Clock clock;

    Switching(
            CallRows rows,
            PartyRows parties,
            Orders orders,
            ApplicationEventPublisher events,
            CallSettings settings,
            Clock clock) {
        this.rows = rows;
        this.parties = parties;
        this.orders = orders;
        this.events = events;
        this.settings = settings;
        this.clock = clock;
    }

    void heard(LineEvent event) {
        parties.withLine(event.line())
                .flatMap(party -> rows.locked(party.call()))
                .filter(Call::live)
                .ifPresent(
                        call -> parties.withLine(event.line()).ifPresent(p -> on(call, p, event)));
    }

    private void on(Call call, Party party, LineEvent event) {
        switch (event) {
            case LineEvent.Arrived _,
                    LineEvent.Judged _,
                    LineEvent.Ringing _,
                    LineEvent.Joined _,
                    LineEvent.Parted _ -> {}
            case LineEvent.Answered(_, var at) -> arrived(call, party, at);
            case LineEvent.Ended(_, var at, _, _, _) -> gone(call, party, at);
        }
    }

    void arrived(Call call, Party party, Instant at) {
        if (!parties.answered(party.id(), at)) {
            return;
        }
        events.publishEvent(new CallChanged(call.id()));
        switch (party.role()) {
            case THIRD -> {
                if (party.blind()) {
                    handOver(call, party);
                } else if (call.times().deskLost() != null) {
                    leave(party);
                } else {
                    orders.join(call.deskLine(), party.line());
                }
            }
            case SUPERVISOR -> supervise(call, party);
        }
    }

    void gone(Call call, Party party, Instant at) {
        if (parties.ended(party.id(), at)) {
            left(party);
            back(call, party);
            events.publishEvent(new CallChanged(call.id()));
        }
    }

    /** Sends somebody away; the nurse is with her patient again. */
    void dismiss(Call call, Party party) {
        leave(party);
        back(call, party);
        events.publishEvent(new CallChanged(call.id()));
    }

    private void back(Call call, Party party) {
        if (party.role() == Party.Role.THIRD
                && party.gathered() == null
                && call.times().deskLost() == null) {
            orders.join(call);
        }
    }

    private void leave(Party party) {
        if (parties.ended(party.id(), clock.instant())) {
            left(party);
            orders.letGo(party.line());
        }
    }

    boolean announced() {
        return settings.announceListening();
    }

    void changed(CallId id) {
        events.publishEvent(new CallChanged(id));
    }

    /** The call is over: so it is for everybody. */
    void dismiss(Call call, Instant at) {
        for (var party : parties.open(call.id())) {
            if (parties.ended(party.id(), at)) {
                left(party);
                orders.letGo(party.line());
            }
        }
    }

    private void left(Party party) {
        if (party.callee() instanceof Callee.Desk(var desk, _)) {
            events.publishEvent(new DeskLeft(party.call(), desk));
        }
    }

    /** Somebody is rung for a call, or is there at once. */
    void asked(Party party) {
        if (party.callee() instanceof Callee.Desk(var desk, _)) {
            events.publishEvent(new DeskJoined(party.call(), desk, false));
        }
    }

    /** Who was only with the nurse goes with her; who was with the patient, too, stays. */
    void deskLost(Call call, Instant at) {
        for (var party : parties.open(call.id())) {
            if (party.role() == Party.Role.THIRD && !party.blind() && party.gathered() == null) {
                gone(rows.find(call.id()).orElseThrow(), party, at);
                orders.letGo(party.line());
            }
        }
    }

    void gather(Call call, Party party) {
        parties.gathered(party.id(), clock.instant());
        orders.join(call);
        events.publishEvent(new CallChanged(call.id()));
    }

    void supervise(Call call, Party supervisor) {
        switch (supervisor.mode()) {
            case LISTEN -> listen(supervisor, call, false);
            case WHISPER -> listen(supervisor, call, true);
            case JOIN -> gather(call, supervisor);
            case TAKE_OVER -> handOver(call, supervisor);
            case null -> throw new IllegalStateException("A supervisor without a wish");
        }
    }

    private void listen(Party supervisor, Call call, boolean whisper) {
        orders.listen(supervisor.line(), call.deskLine(), whisper);
        if (announced()) {
            orders.beep(call.deskLine());
        }
    }

    /** A supervisor listens to the nurse's leg, so to the new one when there is a new one. */
    void follow(Call call) {
        parties.open(call.id(), Party.Role.SUPERVISOR)
                .filter(Party::here)
                .filter(p -> p.gathered() == null)
                .ifPresent(p -> supervise(call, p));
    }

    /** The call is his from here on; the nurse's leg is let go. */
    void handOver(Call call, Party party) {
        parties.handed(party.id(), clock.instant());
        var together = party.gathered() != null;
        switch (party.callee()) {
            case Callee.Desk desk -> {
                rows.handTo(call.id(), desk, party.line(), together);
                events.publishEvent(new DeskJoined(call.id(), desk.extension(), true));
            }
            case Callee.Number _ ->
                    rows.handOut(call.id(), party.line(), clock.instant(), together);
        }
        var fresh = rows.find(call.id()).orElseThrow();
        if (!together) {
            orders.join(fresh);
        }
        orders.letGo(call);
        follow(fresh);
        var post = Objects.requireNonNull(call.post());
        events.publishEvent(new CallHandedOver(call.id(), post.desk()));
        events.publishEvent(new CallChanged(call.id()));
    }

    /**
     * @param live the lines that lived at {@code asked}
     */
    void compare(Call call, Map<LineId, LiveLine> live, Instant asked) {
        for (var party : parties.open(call.id())) {
            var line = live.get(party.line());
            if (line == null) {
                if (party.ordered().isBefore(asked.minus(settings.sweepEvery()))) {
                    gone(call, party, asked);
                }
            } else if (line.answered() && party.answered() == null) {
                arrived(call, party, asked);
            }
        }
    }
}
