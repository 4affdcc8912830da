package org.aftercall.call;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Objects;
import org.aftercall.kernel.AfterCommit;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.telephony.DialOrder;
import org.aftercall.telephony.Farewell;
import org.aftercall.telephony.LineId;
import org.aftercall.telephony.Switchboard;
import org.aftercall.telephony.WireDown;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Sends orders to the switchboard after the commit. An order that the wire did not take is not
 * repeated here: the {@link Sweep} finds what hangs and settles it.
 */
@Component
class Orders {
    private static final Logger log = LoggerFactory.getLogger(Orders.class);

    /** Much less than the database lets a transaction be idle. */
    private static final Duration AT_ONCE = Duration.ofMillis(500);

    private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(5);

    /** More than it takes from here to a ringing telephone. */
    private static final Duration ON_ITS_WAY = Duration.ofSeconds(1);

    private final Switchboard switchboard;
    private final Turns turns;
    private final SeatRows seats;
    private final PartyRows parties;
    private final Bells bells;
    private final Clock clock;

    Orders(
            Switchboard switchboard,
            Turns turns,
            SeatRows seats,
            PartyRows parties,
            Bells bells,
            Clock clock) {
        this.switchboard = switchboard;
        this.turns = turns;
        this.seats = seats;
        this.parties = parties;
        this.bells = bells;
        this.clock = clock;
    }

    void ringDesk(Call call) {
        bells.ring(call);
    }

    void ring(Seat seat) {
        bells.ring(seat);
    }

    void ring(Party party) {
        bells.ring(party);
    }

    /** Whether the patient may still be rung: his hours may end while a nurse's telephone rings. */
    boolean inTime(Call call) {
        var until = call.dialUntil();
        var now = clock.instant();
        return until == null
                || now.isBefore(until.minus(ON_ITS_WAY))
                        && !now.isBefore(call.times().placed().minus(CLOCKS_DIFFER));
    }

    /** For a call that is only being placed: too late, there is none. */
    void dialAtOnce(Call call) {
        if (!inTime(call)) {
            throw new Refusal(Kind.CONFLICT, "call.tooLate");
        }
        dial(call);
    }

    void dial(Call call) {
        var order =
                new DialOrder(
                        call.line(),
                        Objects.requireNonNull(call.number()),
                        Duration.ofSeconds(call.ringSeconds()),
                        call.recorded(),
                        call.detect(),
                        call.shown(),
                        call.language(),
                        call.post() == null ? null : call.deskLine());
        afterCommit(() -> {
            // Asked anew, and the row kept still meanwhile: if we stood still since the commit, the
            // call may have been given up, and somebody else may be ringing him. Nor is the row
            // kept for ever, if we stand still right here.
            var asked = System.nanoTime();
            if (turns.wanted(call.id()) && System.nanoTime() - asked < AT_ONCE.toNanos()) {
                switchboard.dial(order);
            }
        });
    }

    /** Patient and nurse hear each other, and whoever was with them before. */
    void join(Call call) {
        var others = new ArrayList<LineId>();
        others.add(call.deskLine());
        for (var party : parties.open(call.id())) {
            if (party.here() && party.gathered() != null) {
                others.add(party.line());
            }
        }
        if (others.size() == 1) {
            join(call.line(), call.deskLine());
        } else {
            afterCommit(() -> switchboard.gather(call.line(), others));
        }
    }

    /** False when another application has ordered it. */
    boolean joinFirst(Call call) {
        var mine = turns.joining(call.id());
        if (mine) {
            join(call);
        }
        return mine;
    }

    void join(LineId one, LineId other) {
        afterCommit(() -> switchboard.join(one, other));
    }

    void await(LineId line, boolean ringing) {
        afterCommit(() -> switchboard.await(line, ringing));
    }

    void beep(LineId line) {
        afterCommit(() -> switchboard.beep(line));
    }

    void listen(LineId listener, LineId other, boolean whisper) {
        afterCommit(() -> switchboard.listen(listener, other, whisper));
    }

    void hold(Call call) {
        afterCommit(() -> switchboard.hold(call.line()));
    }

    void untape(Call call) {
        afterCommit(() -> switchboard.untape(call.line()));
    }

    void mute(LineId desk, boolean on) {
        afterCommit(() -> switchboard.mute(desk, on));
    }

    void digits(Call call, String digits) {
        afterCommit(() -> switchboard.sendDigits(call.line(), digits));
    }

    /** Both sides; the patient's line first, so that its end is what the call's end is made of. */
    void hangUp(Call call) {
        if (call.times().dialed() != null) {
            hangUpLine(call.line());
        }
        letGo(call);
    }

    /** The nurse's leg leaves the call: a seat waits for the next one, any other is hung up. */
    void letGo(Call call) {
        var post = call.post();
        if (post == null) {
            return;
        }
        if (call.muted() && stays(post.line())) {
            mute(post.line(), false);
        }
        letGo(post.line());
    }

    /** The patient hears why nobody is there for him, and the line ends. */
    void dismiss(Call call) {
        dismiss(
                call,
                switch (call.direction()) {
                    case OUTBOUND -> Farewell.SORRY;
                    // Who was not let in came when nobody works.
                    case INBOUND ->
                            call.times().admitted() == null ? Farewell.CLOSED : Farewell.BUSY;
                });
    }

    void dismiss(Call call, Farewell words) {
        speak(call);
        afterCommit(() -> switchboard.dismiss(call.line(), words));
    }

    void welcome(Call call, boolean record) {
        speak(call);
        afterCommit(() -> switchboard.welcome(call.line(), record));
    }

    /** Whom we rang is on a line that knows his language. */
    private void speak(Call call) {
        var language = call.language();
        if (language != null && call.direction() == Direction.INBOUND) {
            afterCommit(() -> switchboard.speak(call.line(), language));
        }
    }

    void refuse(LineId caller) {
        afterCommit(() -> switchboard.refuse(caller));
    }

    void letGo(LineId line) {
        if (stays(line)) {
            await(line, false);
        } else {
            hangUpLine(line);
        }
    }

    private boolean stays(LineId line) {
        return seats.find(line).filter(Seat::stays).isPresent();
    }

    void hangUpLine(LineId line) {
        afterCommit(() -> switchboard.hangUp(line));
    }

    static void afterCommit(Runnable order) {
        AfterCommit.run(() -> {
            try {
                order.run();
            } catch (WireDown down) {
                log.warn("The switchboard did not take an order: {}", down.getMessage());
            }
        });
    }
}
