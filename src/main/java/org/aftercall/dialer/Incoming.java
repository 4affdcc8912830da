package org.aftercall.dialer;

import java.time.Clock;
import java.util.Optional;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.staff.StaffId;
import org.aftercall.worklist.Unplanned;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/** The attempt that a call from a patient is: at the task he calls about. */
@Component
class Incoming {
    private final Attempts attempts;
    private final Recognition recognition;
    private final Unplanned unplanned;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Incoming(
            Attempts attempts,
            Recognition recognition,
            Unplanned unplanned,
            ApplicationEventPublisher events,
            Clock clock) {
        this.attempts = attempts;
        this.recognition = recognition;
        this.unplanned = unplanned;
        this.events = events;
        this.clock = clock;
    }

    void checkFree(StaffId nurse) {
        if (attempts.openOf(nurse).isPresent()) {
            throw new Refusal(Kind.CONFLICT, "nurse.busy");
        }
    }

    /**
     * Empty for who is known to nobody, and for a patient whose last call is still being written
     * up: that talk is a call and no more.
     */
    Optional<Attempt> open(Caller caller, StaffId nurse) {
        var patient = caller.patient();
        var contact = caller.contact();
        if (patient == null || contact == null || attempts.patientTaken(patient)) {
            return Optional.empty();
        }
        var task = recognition.taskFor(patient);
        if (!unplanned.seize(task, nurse)) {
            return Optional.empty();
        }
        var attempt =
                new Attempt(
                        AttemptId.next(),
                        task,
                        patient,
                        contact,
                        nurse,
                        caller.call(),
                        attempts.countOf(task) + 1,
                        clock.instant(),
                        null,
                        null);
        try {
            attempts.add(attempt, null);
        } catch (DuplicateKeyException taken) {
            throw new Refusal(Kind.CONFLICT, "patient.onThePhone");
        }
        events.publishEvent(new AttemptOrdered(attempt));
        events.publishEvent(new AttemptConnected(attempt.id(), attempt.call()));
        return Optional.of(attempt);
    }
}
