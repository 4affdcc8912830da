package org.aftercall.console;

import java.util.UUID;
import org.aftercall.call.Call;
import org.aftercall.call.CallId;
import org.aftercall.dialer.Attempt;
import org.jspecify.annotations.Nullable;

/**
 * A call as somebody at a desk deals with it.
 *
 * @param attempt null when somebody calls in whom nobody knows
 */
record Talk(Call call, @Nullable Attempt attempt) {
    CallId id() {
        return call.id();
    }

    /** Whom it is about, for the audit trail. */
    @Nullable UUID patient() {
        return attempt == null ? null : attempt.patient().value();
    }
}
