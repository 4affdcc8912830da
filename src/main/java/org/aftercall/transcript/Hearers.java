package org.aftercall.transcript;

import org.aftercall.call.Call;
import org.aftercall.call.CallId;
import org.aftercall.call.Calls;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.recording.Recordings;
import org.aftercall.staff.CurrentUser;
import org.springframework.stereotype.Component;

/** Who may know what is said in a call: who talks in it, and whose scope its patient is in. */
@Component
class Hearers {
    private final Calls calls;
    private final Recordings recordings;

    Hearers(Calls calls, Recordings recordings) {
        this.calls = calls;
        this.recordings = recordings;
    }

    /**
     * @throws Refusal when the signed-in person may not
     */
    void check(CallId id) {
        var call = calls.find(id);
        if (call.isEmpty()) {
            throw new Refusal(Kind.NOT_FOUND, "call.unknown");
        }
        var scope = CurrentUser.get().scope();
        if (!talks(call.get()) && recordings.of(id).filter(r -> r.isIn(scope)).isEmpty()) {
            throw new Refusal(Kind.FORBIDDEN, "recording.scope");
        }
    }

    /** Whether she is in the talk herself. */
    boolean talks(Call call) {
        return CurrentUser.get().member().desk().filter(call::isAt).isPresent();
    }
}
