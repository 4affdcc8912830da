package org.aftercall.dialer;

import org.aftercall.call.Calls;
import org.aftercall.call.DeskJoined;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.staff.Permission;
import org.aftercall.staff.Presence;
import org.aftercall.staff.Staff;
import org.aftercall.staff.StaffMember;
import org.aftercall.worklist.TaskId;
import org.aftercall.worklist.Worklists;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Whose an attempt is to write up: it goes with the patient from desk to desk, so that who talks
 * with him last decides what comes of it; and a supervisor may give it to somebody else.
 */
@Service
@Transactional
public class Handovers {
    private final Attempts attempts;
    private final Calls calls;
    private final Worklists worklists;
    private final Desks desks;
    private final Staff staff;
    private final ApplicationEventPublisher events;

    Handovers(
            Attempts attempts,
            Calls calls,
            Worklists worklists,
            Desks desks,
            Staff staff,
            ApplicationEventPublisher events) {
        this.attempts = attempts;
        this.calls = calls;
        this.worklists = worklists;
        this.desks = desks;
        this.staff = staff;
        this.events = events;
    }

    /**
     * In the transaction that gives her the patient. Who may not write records, or still writes up
     * somebody else, talks with him, and his record stays with its nurse.
     */
    @EventListener
    void on(DeskJoined event) {
        if (!event.holds()) {
            return;
        }
        var attempt = attempts.behind(event.call()).filter(a -> a.settled() == null).orElse(null);
        if (attempt != null && attempt.nurse() != null) {
            staff.at(event.desk())
                    .filter(m -> !m.id().equals(attempt.nurse()))
                    .filter(m -> mayWrite(m, attempt.task()))
                    .filter(this::isFree)
                    .ifPresent(m -> pass(attempt, m));
        }
    }

    /** Whether she has nobody else to write up. */
    private boolean isFree(StaffMember member) {
        return attempts.openOf(member.id()).isEmpty();
    }

    /** Gives an attempt whose call is over to somebody else to write up. */
    public void give(AttemptId id, StaffMember to) {
        var attempt =
                attempts.find(id)
                        .filter(a -> a.settled() == null)
                        .orElseThrow(() -> new Refusal(Kind.CONFLICT, "record.signed"));
        if (calls.get(attempt.call()).live()) {
            throw new Refusal(Kind.CONFLICT, "record.callLive");
        }
        if (to.id().equals(attempt.nurse())) {
            return;
        }
        if (attempts.onTheLineAgain(attempt)) {
            throw new Refusal(Kind.CONFLICT, "record.callLive");
        }
        if (!staff.duties().containsKey(to.id()) || !mayWrite(to, attempt.task())) {
            throw new Refusal(Kind.INVALID, "record.giveTo");
        }
        if (!isFree(to) || desks.inCall(to)) {
            throw new Refusal(Kind.CONFLICT, "record.giveBusy");
        }
        staff.occupy(to.id());
        pass(attempt, to);
        staff.become(to.id(), Presence.WRAPPING_UP);
    }

    private boolean mayWrite(StaffMember member, TaskId task) {
        return member.may(Permission.RECORD_WRITE)
                && member.scope().covers(worklists.find(task).orElseThrow().department());
    }

    private void pass(Attempt attempt, StaffMember to) {
        attempts.passed(attempt.id(), to.id());
        worklists.pass(attempt.task(), to.id());
        events.publishEvent(new AttemptTaken(attempt.takenBy(to.id()), to.id(), attempt.nurse()));
        if (attempt.nurse() != null) {
            var before = staff.get(attempt.nurse());
            if (!desks.inCall(before)) {
                staff.free(before.id());
            }
        }
    }
}
