package org.aftercall.call;

import java.time.Clock;
import java.util.Locale;
import java.util.Objects;
import org.aftercall.kernel.DeskKind;
import org.aftercall.kernel.Extension;
import org.aftercall.telephony.DeskOrder;
import org.aftercall.telephony.GuestOrder;
import org.aftercall.telephony.LineId;
import org.aftercall.telephony.Switchboard;
import org.springframework.stereotype.Component;

/** Rings desks and third persons; a desk that only tries its line gives that up first. */
@Component
class Bells {
    private final Switchboard switchboard;
    private final EchoRows echoes;
    private final CallSettings settings;
    private final Clock clock;

    Bells(Switchboard switchboard, EchoRows echoes, CallSettings settings, Clock clock) {
        this.switchboard = switchboard;
        this.echoes = echoes;
        this.settings = settings;
        this.clock = clock;
    }

    /** Her leg in a call; she hears ringing. */
    void ring(Call call) {
        var post = Objects.requireNonNull(call.post());
        var beside = call.times().dialed() == null ? null : call.line();
        ring(
                new DeskOrder(
                        post.line(),
                        post.desk(),
                        post.kind(),
                        settings.deskRingFor(),
                        true,
                        beside));
    }

    /** She hears silence until her first patient is called. */
    void ring(Seat seat) {
        ring(
                new DeskOrder(
                        seat.line(),
                        seat.desk(),
                        seat.kind(),
                        settings.deskRingFor(),
                        false,
                        null));
    }

    void ring(Party party) {
        var beside = new LineId(party.call().value());
        var longest = settings.guestRingFor();
        switch (party.callee()) {
            case Callee.Desk(var desk, var kind) ->
                    ring(new DeskOrder(party.line(), desk, kind, longest, false, beside));
            case Callee.Number(var number) -> {
                var order = new GuestOrder(party.line(), number, longest, beside);
                Orders.afterCommit(() -> switchboard.invite(order));
            }
        }
    }

    private void ring(DeskOrder order) {
        hush(order.desk());
        Orders.afterCommit(() -> switchboard.ring(order));
    }

    void test(LineId line, Extension desk, DeskKind kind, Locale language) {
        var order = new DeskOrder(line, desk, kind, settings.deskRingFor(), false, null);
        Orders.afterCommit(() -> switchboard.test(order, language));
    }

    /** Ends the test that goes on at this desk, if one does. */
    void hush(Extension desk) {
        echoes.of(desk, clock.instant())
                .filter(Echo::live)
                .ifPresent(echo -> Orders.afterCommit(() -> switchboard.hangUp(echo.line())));
    }
}
