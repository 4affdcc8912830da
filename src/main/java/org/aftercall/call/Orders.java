package org.aftercall.call;

import java.time.Duration;
import org.aftercall.telephony.DeskOrder;
import org.aftercall.telephony.DialOrder;
import org.aftercall.telephony.LineId;
import org.aftercall.telephony.Switchboard;
import org.aftercall.telephony.WireDown;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Sends orders to the switchboard after the commit. An order that the wire did not take is not
 * repeated here: the {@link Sweep} finds what hangs and settles it.
 */
@Component
class Orders {
    private static final Logger log = LoggerFactory.getLogger(Orders.class);

    private final Switchboard switchboard;
    private final CallSettings settings;

    Orders(Switchboard switchboard, CallSettings settings) {
        this.switchboard = switchboard;
        this.settings = settings;
    }

    void ringDesk(Call call) {
        var order =
                new DeskOrder(
                        call.deskLine(), call.desk(), call.deskKind(), settings.deskRingFor());
        afterCommit(() -> switchboard.ring(order));
    }

    void dial(Call call) {
        var order =
                new DialOrder(
                        call.line(),
                        call.number(),
                        Duration.ofSeconds(call.ringSeconds()),
                        call.recorded());
        afterCommit(() -> switchboard.dial(order));
    }

    void join(Call call) {
        afterCommit(() -> switchboard.join(call.line(), call.deskLine()));
    }

    void hold(Call call) {
        afterCommit(() -> switchboard.hold(call.line()));
    }

    void mute(Call call, boolean on) {
        afterCommit(() -> switchboard.mute(call.deskLine(), on));
    }

    void digits(Call call, String digits) {
        afterCommit(() -> switchboard.sendDigits(call.line(), digits));
    }

    /** Both sides; the patient's line first, so that its end is what the call's end is made of. */
    void hangUp(Call call) {
        if (call.times().dialed() != null) {
            hangUpLine(call.line());
        }
        hangUpLine(call.deskLine());
    }

    void hangUpLine(LineId line) {
        afterCommit(() -> switchboard.hangUp(line));
    }

    private static void afterCommit(Runnable order) {
        TransactionSynchronizationManager.registerSynchronization(
                new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                        try {
                            order.run();
                        } catch (WireDown down) {
                            log.warn(
                                    "The switchboard did not take an order: {}", down.getMessage());
                        }
                    }
                });
    }
}
