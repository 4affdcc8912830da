package org.aftercall.call;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.aftercall.telephony.LineEvent;
import org.aftercall.telephony.LineId;
import org.aftercall.telephony.LineResult;
import org.aftercall.telephony.LiveLine;
import org.aftercall.telephony.Switchboard;
import org.aftercall.telephony.Verdict;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What follows when one open call is compared with the lines that live on the switchboard. */
@Service
@Transactional
class Comparison {
    private final CallRows rows;
    private final Ear ear;
    private final Orders orders;
    private final Switching switching;
    private final Switchboard switchboard;
    private final CallSettings settings;

    Comparison(
            CallRows rows,
            Ear ear,
            Orders orders,
            Switching switching,
            Switchboard switchboard,
            CallSettings settings) {
        this.rows = rows;
        this.ear = ear;
        this.orders = orders;
        this.switching = switching;
        this.switchboard = switchboard;
        this.settings = settings;
    }

    void compare(CallId id, Map<LineId, LiveLine> live, Instant asked) {
        rows.locked(id).filter(Call::live).ifPresent(call -> compare(call, live, asked));
    }

    private void compare(Call call, Map<LineId, LiveLine> live, Instant asked) {
        // An order just given has not shown up yet; events will tell.
        var young = latest(call).isAfter(asked.minus(settings.sweepEvery()));
        var patient = live.get(call.line());
        var post = call.post();
        var desk = post == null ? null : live.get(post.line());
        if (patient == null) {
            if (!young) {
                gone(call, desk != null, asked);
            }
            return;
        }
        if (unjudged(call, asked)) {
            ear.judged(call, Verdict.NOT_SURE, asked);
        } else if (patient.answered() && call.times().answered() == null) {
            ear.answered(call, switchboard.answerOf(call.line()).map(LineEvent::at).orElse(asked));
        } else if (!young && call.times().hangUp() != null) {
            orders.hangUp(call);
        } else if (call.times().abandoned() != null) {
            abandoned(call, young, asked);
        } else if (!young && !patient.answered() && call.times().admitted() != null) {
            // The order was lost: his telephone only rings.
            orders.welcome(call, call.recorded());
        } else if (call.times().answered() != null) {
            talking(call, patient, desk, young, asked);
            switching.compare(call, live, asked);
        }
    }

    private void talking(
            Call call, LiveLine patient, @Nullable LiveLine desk, boolean young, Instant asked) {
        var post = call.post();
        if (post == null) {
            alone(call, asked);
            return;
        }
        if (call.times().parked() != null) {
            keep(call, call.times().parked(), settings.parkFor(), asked);
        } else if (patient.joinedWith().contains(post.line())) {
            if (!young) {
                rows.joined(call.id());
            }
        } else if (desk == null && call.times().handed() != null) {
            rows.hangUp(call.id(), asked);
            orders.hangUp(call);
        } else if (desk == null && !young) {
            if (rows.deskLost(call.id(), asked)) {
                switching.deskLost(call, asked);
            }
            keep(call, call.times().deskLost(), settings.deskGrace(), asked);
        } else if (desk != null
                && desk.answered()
                && call.somebody()
                && call.times().held() == null
                && !young) {
            orders.join(call);
        }
    }

    /** What was heard did not reach us: when in doubt, it is somebody. */
    private boolean unjudged(Call call, Instant asked) {
        var answered = call.times().answered();
        return call.detect()
                && call.ear() == null
                && answered != null
                && answered.plus(settings.judgeFor()).isBefore(asked);
    }

    /** Nobody came to him yet: not for long, then he hears who called. */
    private void alone(Call call, Instant asked) {
        // Nobody is called upon for him before it is known that it is he.
        var judged = call.times().judged();
        var since = judged != null ? judged : Objects.requireNonNull(call.times().answered());
        var limit =
                switch (call.direction()) {
                    case OUTBOUND -> settings.openFor();
                    case INBOUND -> settings.parkFor();
                };
        if (call.detect() && judged == null) {
            return;
        }
        if (call.ear() == Verdict.MACHINE) {
            keep(call, since, limit, asked);
        } else if (since.plus(limit).isBefore(asked) && rows.abandoned(call.id(), asked)) {
            orders.dismiss(call);
            switching.changed(call.id());
        }
    }

    /** The words take a few seconds, and the line ends with them; else they were not said. */
    private void abandoned(Call call, boolean young, Instant asked) {
        var since = Objects.requireNonNull(call.times().abandoned());
        if (since.plus(settings.deskGrace()).isBefore(asked)) {
            rows.hangUp(call.id(), asked);
            orders.hangUp(call);
        } else if (!young) {
            orders.dismiss(call);
        }
    }

    private void gone(Call call, boolean deskLives, Instant now) {
        if (call.times().dialed() == null) {
            if (deskLives
                    && now.isBefore(
                            call.times().placed().plus(settings.deskRingFor()).plusSeconds(5))) {
                return;
            }
            ear.ended(call, new LineEvent.Ended(call.line(), now, LineResult.TECHNICAL, false, 0));
            return;
        }
        switchboard.answerOf(call.line()).ifPresent(a -> ear.answered(call, a.at()));
        var fresh = rows.find(call.id()).orElseThrow();
        ear.ended(
                fresh,
                switchboard
                        .memoryOf(call.line())
                        // Nobody knows: law 4 wants us to think that it rang.
                        .orElse(
                                new LineEvent.Ended(
                                        call.line(), now, LineResult.TECHNICAL, true, 0)));
    }

    /** The patient is kept no longer than that. */
    private void keep(Call call, @Nullable Instant since, Duration limit, Instant asked) {
        if (since != null && since.plus(limit).isBefore(asked)) {
            rows.hangUp(call.id(), asked);
            orders.hangUp(call);
        }
    }

    private static Instant latest(Call call) {
        var t = call.times();
        return Stream.of(
                        t.admitted(),
                        t.desk(),
                        t.dialed(),
                        t.ringing(),
                        t.answered(),
                        t.held(),
                        t.abandoned(),
                        t.hangUp())
                .filter(Objects::nonNull)
                .max(Instant::compareTo)
                .orElse(t.placed());
    }
}
