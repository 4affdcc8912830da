package org.aftercall.dialer;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.aftercall.call.Call;
import org.aftercall.call.CallArrived;
import org.aftercall.call.CallId;
import org.aftercall.call.CallerGone;
import org.aftercall.call.Calls;
import org.aftercall.call.Direction;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.patient.PatientId;
import org.aftercall.telephony.Farewell;
import org.aftercall.worklist.Unplanned;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What becomes of who calls in until a nurse takes him: he is let in while a list works, waits for
 * so long, and is owed a call when nobody came.
 */
@Service
@Transactional
public class Inbound {
    /** After so long a piece of news that did not come is looked for. */
    private static final Duration LATE = Duration.ofMinutes(1);

    private static final Duration LISTED = Duration.ofDays(7);

    private final Callers callers;
    private final Recognition recognition;
    private final Unplanned unplanned;
    private final Calls calls;
    private final FrontDoor door;
    private final Clock clock;

    Inbound(
            Callers callers,
            Recognition recognition,
            Unplanned unplanned,
            Calls calls,
            FrontDoor door,
            Clock clock) {
        this.callers = callers;
        this.recognition = recognition;
        this.unplanned = unplanned;
        this.calls = calls;
        this.door = door;
        this.clock = clock;
    }

    @ApplicationModuleListener
    void on(CallArrived event) {
        arrived(calls.get(event.call()));
    }

    private void arrived(Call call) {
        var known = recognition.by(call.number());
        var open = callers.rules().open() && unplanned.anyOpen();
        var news =
                callers.add(
                        new Caller(
                                call.id(),
                                call.times().placed(),
                                known.map(Recognition.Known::patient).orElse(null),
                                known.map(Recognition.Known::contact).orElse(null),
                                !open,
                                null,
                                null,
                                null));
        if (!news) {
            return;
        }
        if (open) {
            door.letIn(call);
        } else {
            door.turnAway(call, Farewell.CLOSED);
        }
    }

    @ApplicationModuleListener
    void on(CallerGone event) {
        over(calls.get(event.call()));
    }

    /** Nobody came to him: he is called back, if it is known who he may be. */
    private void over(Call call) {
        // The news of his end may be here before that of his coming.
        arrived(call);
        var at = call.times().ended();
        if (at == null || !callers.missed(call.id(), at)) {
            return;
        }
        callers.of(call.id())
                .map(Caller::patient)
                .filter(recognition::mayBeCalled)
                .ifPresent(patient -> {
                    var task = unplanned.callBack(recognition.taskFor(patient));
                    callers.calledBackUnder(call.id(), task);
                });
    }

    /** Who waited long enough hears that all are busy. */
    @Scheduled(fixedDelayString = "${aftercall.dialer.look-every:1s}")
    void look() {
        var waiting = calls.open().stream().filter(Inbound::waits).toList();
        if (waiting.isEmpty()) {
            return;
        }
        var since = clock.instant().minusSeconds(callers.rules().queueSeconds());
        for (var call : waiting) {
            var answered = call.times().answered();
            if (answered != null && answered.isBefore(since)) {
                door.turnAway(call, Farewell.BUSY);
            }
        }
    }

    private static boolean waits(Call call) {
        return call.direction() == Direction.INBOUND && call.post() == null && call.waits();
    }

    /** Events are kept by the registry; this finds what even that lost. */
    @Scheduled(fixedDelay = 60_000)
    void listenAgain() {
        for (var id : callers.unheard(clock.instant().minus(LATE))) {
            var call = calls.get(id);
            if (call.live()) {
                arrived(call);
            } else {
                over(call);
            }
        }
    }

    @Transactional(readOnly = true)
    public Optional<Caller> of(CallId call) {
        return callers.of(call);
    }

    /** Who reached nobody this week, and whom nobody has talked with since; the latest first. */
    @Transactional(readOnly = true)
    public List<Caller> missed() {
        return callers.missedSince(clock.instant().minus(LISTED));
    }

    /** What a patient most likely calls about. */
    public enum Reason {
        /** We rang, and he did not pick up. */
        MISSED,
        /** A callback was agreed with him. */
        AGREED,
        /** A follow-up is owed to him. */
        DUE
    }

    @Transactional(readOnly = true)
    public Optional<Reason> about(PatientId patient) {
        if (recognition.missed(patient)) {
            return Optional.of(Reason.MISSED);
        }
        return recognition
                .about(patient)
                .map(task -> unplanned.agreed(task.id()).isPresent() ? Reason.AGREED : Reason.DUE);
    }

    @Transactional(readOnly = true)
    public InboundRules rules() {
        return callers.rules();
    }

    public void rules(InboundRules rules) {
        if (rules.queueSeconds() < InboundRules.SHORTEST
                || rules.queueSeconds() > InboundRules.LONGEST) {
            throw new Refusal(
                    Kind.INVALID,
                    "inbound.queue",
                    List.of(),
                    List.of(
                            new Refusal.Mend(
                                    "/queueSeconds",
                                    "worklist.within",
                                    List.of(InboundRules.SHORTEST, InboundRules.LONGEST))));
        }
        callers.rules(rules);
    }
}
