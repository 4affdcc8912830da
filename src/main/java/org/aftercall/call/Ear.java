package org.aftercall.call;

import java.time.Instant;
import org.aftercall.telephony.LineEvent;
import org.aftercall.telephony.LineListener;
import org.aftercall.telephony.LineResult;
import org.aftercall.telephony.Verdict;
import org.aftercall.telephony.WireState;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Turns line events into facts: the one place where the wire meets a transaction. */
@Service
@Transactional
class Ear implements LineListener {
    private final CallRows rows;
    private final Entrance entrance;
    private final Orders orders;
    private final Seats seats;
    private final Switching switching;
    private final ApplicationEventPublisher events;

    Ear(
            CallRows rows,
            Entrance entrance,
            Orders orders,
            Seats seats,
            Switching switching,
            ApplicationEventPublisher events) {
        this.rows = rows;
        this.entrance = entrance;
        this.orders = orders;
        this.seats = seats;
        this.switching = switching;
        this.events = events;
    }

    @Override
    public void on(LineEvent event) {
        if (event instanceof LineEvent.Arrived caller) {
            entrance.arrived(caller);
            return;
        }
        seats.heard(event);
        rows.withLine(event.line())
                .ifPresentOrElse(
                        call -> {
                            if (event.line().equals(call.line())) {
                                patient(call, event);
                            } else {
                                desk(call, event);
                            }
                        },
                        // A third person, a supervisor; or a line that was replaced, or one of a
                        // database that is gone.
                        () -> switching.heard(event));
    }

    @Override
    public void on(WireState state) {
        events.publishEvent(new WireChanged(state instanceof WireState.Up));
    }

    private void patient(Call call, LineEvent event) {
        if (!call.live() && !(event instanceof LineEvent.Ended)) {
            // Rung too late, by an application that stood still: what is over stays over.
            orders.hangUpLine(call.line());
            return;
        }
        switch (event) {
            case LineEvent.Ringing(_, var at) -> changedIf(rows.ringing(call.id(), at), call);
            case LineEvent.Answered(_, var at) -> answered(call, at);
            case LineEvent.Joined(_, var with, _) ->
                    changedIf(call.isOn(with) && rows.joined(call.id()), call);
            case LineEvent.Judged(_, var at, var verdict) -> judged(call, verdict, at);
            case LineEvent.Arrived _, LineEvent.Parted _ -> {
                // On hold by order, or the desk was lost: its own end tells.
            }
            case LineEvent.Ended ended -> ended(call, ended);
        }
    }

    void answered(Call call, Instant at) {
        if (rows.answered(call.id(), at)) {
            met(rows.find(call.id()).orElseThrow());
        }
    }

    void judged(Call call, Verdict verdict, Instant at) {
        if (rows.judged(call.id(), verdict, at)) {
            met(rows.find(call.id()).orElseThrow());
        }
    }

    /** Somebody picked up; where a machine is listened for, nobody is joined to it. */
    private void met(Call call) {
        var at = call.times().answered();
        if (at != null && call.somebody() && call.times().abandoned() == null) {
            events.publishEvent(new CallAnswered(call.id(), at));
            if (call.post() != null && call.times().desk() != null) {
                orders.join(call);
            }
            return;
        }
        if (at != null && call.ear() == Verdict.MACHINE) {
            events.publishEvent(new MachineHeard(call.id()));
        }
        changedIf(true, call);
    }

    void ended(Call call, LineEvent.Ended ended) {
        var answered = call.times().answered() != null;
        var cancelled = !answered && call.times().hangUp() != null;
        var end =
                new LineEvent.Ended(
                        ended.line(),
                        ended.at(),
                        answered
                                ? LineResult.ANSWERED
                                : cancelled ? LineResult.CANCELLED : ended.result(),
                        answered || ended.rang() || call.times().ringing() != null,
                        ended.q850());
        if (rows.ended(call.id(), end)) {
            events.publishEvent(
                    new CallEnded(call.id(), end.at(), end.result() == LineResult.ANSWERED));
            if (call.post() != null && call.isAt(call.post().desk())) {
                events.publishEvent(new DeskLeft(call.id(), call.post().desk()));
            }
            if (call.direction() == Direction.INBOUND) {
                events.publishEvent(new CallerGone(call.id()));
            }
            orders.letGo(call);
            switching.dismiss(call, end.at());
        }
    }

    private void desk(Call call, LineEvent event) {
        switch (event) {
            case LineEvent.Arrived _,
                    LineEvent.Judged _,
                    LineEvent.Ringing _,
                    LineEvent.Joined _,
                    LineEvent.Parted _ -> {}
            case LineEvent.Answered(_, var at) -> deskAnswered(call, at);
            case LineEvent.Ended(_, var at, var result, _, var q850) ->
                    deskEnded(call, new LineEvent.Ended(call.line(), at, result, false, q850));
        }
    }

    private void deskAnswered(Call call, Instant at) {
        var first = rows.deskAnswered(call.id(), at);
        if (call.times().hangUp() != null) {
            orders.hangUpLine(call.deskLine());
        } else if (call.somebody()) {
            if (orders.joinFirst(call)) {
                switching.follow(call);
            }
        } else if (first && call.times().dialed() == null && !orders.inTime(call)) {
            ended(call, new LineEvent.Ended(call.line(), at, LineResult.CANCELLED, false, 0));
        } else if (first && call.times().answered() == null && rows.dialed(call.id(), at)) {
            orders.dial(call);
            events.publishEvent(new CallChanged(call.id()));
        }
    }

    private void deskEnded(Call call, LineEvent.Ended end) {
        if (!call.live()) {
            return;
        }
        if (call.times().dialed() == null) {
            // Nobody outside was rung: a failure of ours, or the nurse thought better of it.
            var why = call.times().hangUp() != null ? LineResult.CANCELLED : LineResult.TECHNICAL;
            ended(call, new LineEvent.Ended(call.line(), end.at(), why, false, end.q850()));
        } else if (call.times().answered() == null) {
            rows.hangUp(call.id(), end.at());
            orders.hangUpLine(call.line());
        } else if (call.times().handed() != null) {
            // He talked with somebody outside, who is gone: nobody is left to talk with.
            rows.hangUp(call.id(), end.at());
            orders.hangUpLine(call.line());
        } else if (call.times().parked() == null && rows.deskLost(call.id(), end.at())) {
            switching.deskLost(call, end.at());
            changedIf(true, call);
        }
    }

    private void changedIf(boolean news, Call call) {
        if (news) {
            events.publishEvent(new CallChanged(call.id()));
        }
    }
}
