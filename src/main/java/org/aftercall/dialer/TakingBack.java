package org.aftercall.dialer;

import java.time.Instant;
import org.aftercall.call.Calls;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.staff.Presence;
import org.aftercall.staff.Staff;
import org.aftercall.worklist.Disposition;
import org.aftercall.worklist.NextStep;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Takes back what an outcome decided, as long as nothing came after it. */
@Service
@Transactional
public class TakingBack {
    private final Attempts attempts;
    private final Clearance clearance;
    private final Calls calls;
    private final Staff staff;

    TakingBack(Attempts attempts, Clearance clearance, Calls calls, Staff staff) {
        this.attempts = attempts;
        this.clearance = clearance;
        this.calls = calls;
        this.staff = staff;
    }

    /** As before she decided: she has the patient in her hands and writes him up. */
    public void undo(AttemptId id, Disposition decided) {
        var attempt = attempts.find(id).orElseThrow();
        var nurse = attempt.nurse();
        if (nurse == null || attempts.openOf(nurse).isPresent()) {
            throw new Refusal(Kind.CONFLICT, "nurse.busy");
        }
        takeBack(attempt, decided);
        try {
            attempts.unsettled(id);
        } catch (DuplicateKeyException taken) {
            throw new Refusal(Kind.CONFLICT, "patient.onThePhone");
        }
        // Who went on a break with her signature goes there with the next one.
        staff.occupy(nurse);
        staff.become(nurse, Presence.WRAPPING_UP);
    }

    /** Another outcome for a call that was written up; nobody's hands are bound by it. */
    public NextStep correct(
            AttemptId id, Disposition before, Disposition now, @Nullable Instant callbackAt) {
        var attempt = attempts.find(id).orElseThrow();
        takeBack(attempt, before);
        attempts.corrected(id, now);
        return clearance.settle(attempt, now, calls.get(attempt.call()), callbackAt);
    }

    /** Whether its patient was called for the same task again since. */
    public boolean wentOn(AttemptId id) {
        return !attempts.isLast(attempts.find(id).orElseThrow());
    }

    /**
     * Another outcome for a call whose task went on without it: the task is left alone, but what
     * was said of the patient holds, such as that he wants no calls.
     *
     * @throws Refusal for a promise, which the task would have to keep
     */
    public void correctAlone(AttemptId id, Disposition now) {
        if (now == Disposition.CALLBACK_DEFINITE || now == Disposition.CALLBACK_UNSPECIFIED) {
            throw new Refusal(Kind.CONFLICT, "task.wentOn");
        }
        attempts.corrected(id, now);
        clearance.mark(attempts.find(id).orElseThrow(), now);
    }

    private void takeBack(Attempt attempt, Disposition decided) {
        if (!attempts.isLast(attempt)) {
            throw new Refusal(Kind.CONFLICT, "task.wentOn");
        }
        clearance.takeBack(attempt, decided);
    }
}
