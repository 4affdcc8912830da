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
    private final Callers callers;
    private final Recognition recognition;
    private final Unplanned unplanned;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Incoming(
            Attempts attempts,
            Callers callers,
            Recognition recognition,
            Unplanned unplanned,
            ApplicationEventPublisher events,
            Clock clock) {
        this.attempts = attempts;
        this.callers = callers;
        this.recognition = recognition;
        this.unplanned = unplanned;
        this.events = events;
        this.clock = clock;
    }

    /** Whom she still writes up comes first, unless it is he. */
    void checkFree(StaffId nurse, Caller caller) {
        if (attempts.openOf(nurse).isPresent() && writtenUp(caller, nurse).isEmpty()) {
            throw new Refusal(Kind.CONFLICT, "nurse.busy");
        }
    }

    private Optional<Attempt> writtenUp(Caller caller, StaffId nurse) {
        return Optional.ofNullable(caller.patient()).flatMap(p -> attempts.writtenUp(p, nurse));
    }

    /** Whether this nurse still writes up who calls: then his talk with her goes on. */
    boolean resumes(Caller caller, StaffId nurse) {
        return writtenUp(caller, nurse).isPresent();
    }

    /**
     * Who rings back while she writes him up goes on with that attempt: its record is hers and
     * open, and a second would tell the same talk twice. Empty for who is known to nobody, and for
     * a patient whom a colleague still writes up: that talk is a call and no more.
     */
    Optional<Attempt> open(Caller caller, StaffId nurse) {
        var hers = writtenUp(caller, nurse);
        if (hers.isPresent()) {
            callers.resumes(caller.call(), hers.get().id());
            unplanned.spokenWith(hers.get().patient());
            events.publishEvent(new AttemptResumed(hers.get(), caller.call()));
            return hers;
        }
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
