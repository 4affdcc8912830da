package org.aftercall.call;

import java.time.Clock;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.aftercall.telephony.LiveLine;
import org.aftercall.telephony.Switchboard;
import org.aftercall.telephony.WireDown;
import org.aftercall.telephony.WireState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * When open calls are compared with the switchboard: at the start, when the wire came back, and
 * every few seconds for what got stuck.
 */
@Component
class Sweep {
    private static final Logger log = LoggerFactory.getLogger(Sweep.class);

    private final CallRows rows;
    private final Switchboard switchboard;
    private final Comparison comparison;
    private final Seats seats;
    private final SeatRows seatRows;
    private final Clock clock;

    Sweep(
            CallRows rows,
            Switchboard switchboard,
            Comparison comparison,
            Seats seats,
            SeatRows seatRows,
            Clock clock) {
        this.rows = rows;
        this.switchboard = switchboard;
        this.comparison = comparison;
        this.seats = seats;
        this.seatRows = seatRows;
        this.clock = clock;
    }

    @Async
    @TransactionalEventListener
    void on(WireChanged wire) {
        if (wire.up()) {
            sweep();
        }
    }

    @Scheduled(fixedDelayString = "${aftercall.call.sweep-every:5s}")
    void sweep() {
        var open = rows.open();
        if (open.isEmpty() && seatRows.open().isEmpty()
                || !(switchboard.state() instanceof WireState.Up)) {
            return;
        }
        try {
            // Asked before the lines are read: a line that comes up in between is not missed.
            var asked = clock.instant();
            var live =
                    switchboard.liveLines().stream()
                            .collect(Collectors.toMap(LiveLine::line, Function.identity()));
            seats.compare(live, asked);
            open.forEach(call -> comparison.compare(call.id(), live, asked));
        } catch (WireDown down) {
            log.info("The wire went down while calls were compared: {}", down.getMessage());
        }
    }
}
