package org.aftercall.dialer;

import java.time.Instant;
import org.aftercall.call.Call;
import org.aftercall.call.CallId;
import org.aftercall.call.Callee;
import org.aftercall.call.Calls;
import org.aftercall.call.Parking;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.staff.Staff;
import org.aftercall.staff.StaffId;
import org.aftercall.staff.StaffMember;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What becomes of a call that was ordered before a nurse was there, once it is picked up: she takes
 * it, or nobody does. Each in one transaction, so that a kill in between leaves a patient who still
 * waits, and never one whom two nurses have or none knows of.
 */
@Service
@Transactional
class Answered {
    private final Attempts attempts;
    private final Clearance clearance;
    private final Parking parking;
    private final Calls calls;
    private final Staff staff;
    private final ApplicationEventPublisher events;

    Answered(
            Attempts attempts,
            Clearance clearance,
            Parking parking,
            Calls calls,
            Staff staff,
            ApplicationEventPublisher events) {
        this.attempts = attempts;
        this.clearance = clearance;
        this.parking = parking;
        this.calls = calls;
        this.staff = staff;
        this.events = events;
    }

    /**
     * Gives him to her, unless somebody has him already; throws the reason if she cannot have him.
     */
    void take(AttemptId id, StaffMember nurse, Instant now) {
        var attempt = attempts.untaken(id).orElse(null);
        if (attempt == null) {
            return;
        }
        var desk = nurse.desk().orElseThrow(() -> new Refusal(Kind.CONFLICT, "desk.none"));
        if (!staff.reserve(nurse.id())) {
            throw new Refusal(Kind.CONFLICT, "nurse.notReady");
        }
        parking.take(attempt.call(), new Callee.Desk(desk, nurse.deskKind()));
        give(attempt, nurse.id(), now);
    }

    /** She took him by hand while he waited: so he is hers. */
    void adopt(AttemptId id, Instant now) {
        var attempt = attempts.untaken(id).orElse(null);
        if (attempt == null) {
            return;
        }
        calls.find(attempt.call())
                .map(Call::post)
                .flatMap(post -> staff.at(post.desk()))
                .ifPresent(nurse -> give(attempt, nurse.id(), now));
    }

    private void give(Attempt attempt, StaffId nurse, Instant now) {
        attempts.taken(attempt.id(), nurse, now);
        clearance.come(attempt.task(), nurse);
        events.publishEvent(new AttemptTaken(attempt.takenBy(nurse), nurse, null));
    }

    /** Nobody came: he hears who called. The record follows when the line ends. */
    void abandon(AttemptId id) {
        attempts.untaken(id).ifPresent(a -> calls.abandon(a.call()));
    }

    /** No nurse is called upon for a machine, and one who was reserved is free again. */
    void leave(CallId id) {
        attempts.of(id)
                .filter(a -> a.settled() == null)
                .filter(a -> calls.get(a.call()).live())
                .ifPresent(a -> calls.hangUp(a.call()));
    }
}
