package org.aftercall.call;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.aftercall.kernel.DeskKind;
import org.aftercall.kernel.Extension;
import org.aftercall.telephony.LineEvent;
import org.aftercall.telephony.LineId;
import org.aftercall.telephony.LiveLine;
import org.aftercall.telephony.Roll;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Desks whose leg stays up between calls, so that a patient who answers is heard at once. */
@Service
@Transactional
class Seats {
    private final SeatRows rows;
    private final CallRows calls;
    private final Orders orders;
    private final ApplicationEventPublisher events;
    private final CallSettings settings;
    private final Clock clock;

    Seats(
            SeatRows rows,
            CallRows calls,
            Orders orders,
            ApplicationEventPublisher events,
            CallSettings settings,
            Clock clock) {
        this.rows = rows;
        this.calls = calls;
        this.orders = orders;
        this.events = events;
        this.settings = settings;
        this.clock = clock;
    }

    /** Rings the desk, unless it is seated; the leg that she talks on now becomes her seat. */
    void sit(Extension desk, DeskKind kind) {
        var now = clock.instant();
        var talking =
                calls.openAt(desk)
                        .filter(c -> c.times().desk() != null && c.times().deskLost() == null)
                        .map(Call::post)
                        .filter(p -> p.kind() == kind);
        if (talking.isPresent()) {
            var post = talking.get();
            if (rows.add(new Seat(post.line(), desk, kind, now, now, null, null))) {
                events.publishEvent(new SeatChanged(desk, true));
            }
            return;
        }
        var seat = new Seat(LineId.next(), desk, kind, now, null, null, null);
        if (rows.add(seat)) {
            orders.ring(seat);
        }
    }

    void stand(Extension desk) {
        rows.of(desk).ifPresent(seat -> stand(seat));
    }

    private void stand(Seat seat) {
        if (rows.stood(seat.line(), clock.instant())) {
            if (calls.withDeskLine(seat.line()).isEmpty()) {
                orders.hangUpLine(seat.line());
            }
            events.publishEvent(new SeatChanged(seat.desk(), false));
        }
    }

    /** A lost leg that was a seat is followed by one that is a seat. */
    void replace(LineId lost, LineId fresh) {
        rows.find(lost)
                .filter(seat -> seat.stood() == null)
                .ifPresent(seat -> {
                    rows.ended(lost, clock.instant());
                    rows.add(
                            new Seat(
                                    fresh,
                                    seat.desk(),
                                    seat.kind(),
                                    clock.instant(),
                                    null,
                                    null,
                                    null));
                });
    }

    @Transactional(readOnly = true)
    List<Seat> open() {
        return rows.open();
    }

    void heard(LineEvent event) {
        switch (event) {
            case LineEvent.Arrived _,
                    LineEvent.Judged _,
                    LineEvent.Ringing _,
                    LineEvent.Joined _,
                    LineEvent.Parted _ -> {}
            case LineEvent.Answered(var line, var at) -> up(line, at);
            case LineEvent.Ended(var line, var at, _, _, _) -> ended(line, at);
        }
    }

    private void up(LineId line, Instant at) {
        if (rows.up(line, at)) {
            var seat = rows.find(line).orElseThrow();
            if (seat.stays()) {
                events.publishEvent(new SeatChanged(seat.desk(), true));
            } else if (calls.withDeskLine(line).isEmpty()) {
                orders.hangUpLine(line);
            }
        }
    }

    private void ended(LineId line, Instant at) {
        if (rows.ended(line, at)) {
            var seat = rows.find(line).orElseThrow();
            if (seat.stood() == null) {
                events.publishEvent(new SeatChanged(seat.desk(), false));
            }
        }
    }

    /**
     * Her telephone is gone though its leg is up: nobody is to be joined with it. Who talks on it
     * is left alone; a network that comes back in time brings her back.
     */
    void vacate(Seat seat) {
        if (rows.find(seat.line()).filter(Seat::taken).isPresent() && rows.idle(seat.line())) {
            stand(seat);
        }
    }

    /**
     * @param live the lines that lived at {@code asked}
     */
    void compare(List<Seat> open, Map<LineId, LiveLine> live, Roll roll, Instant asked) {
        for (var seat : open) {
            var line = live.get(seat.line());
            var young = seat.ordered().isAfter(asked.minus(settings.sweepEvery()));
            if (line == null) {
                if (!young && !roll.unseen().test(seat.line())) {
                    ended(seat.line(), asked);
                }
            } else if (line.answered() && seat.up() == null) {
                up(seat.line(), asked);
            } else if (seat.stood() != null && calls.withDeskLine(seat.line()).isEmpty()) {
                orders.hangUpLine(seat.line());
            } else if (seat.taken() && rows.idle(seat.line()) && roll.leaving().test(seat.line())) {
                // She sits down again where there is no maintenance.
                stand(seat);
            }
        }
    }
}
