package org.aftercall.dialer;

import org.aftercall.call.Calls;
import org.aftercall.patient.Consent;
import org.aftercall.patient.ConsentWithdrawn;
import org.aftercall.recording.Erasure;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * A no to being recorded counts for the talk in which it was said, too, though it be noted after.
 */
@Component
@Transactional
class Withdrawals {
    private final Attempts attempts;
    private final Calls calls;
    private final Erasure erasure;

    Withdrawals(Attempts attempts, Calls calls, Erasure erasure) {
        this.attempts = attempts;
        this.calls = calls;
        this.erasure = erasure;
    }

    /** In the transaction that writes the no down. */
    @EventListener
    void on(ConsentWithdrawn event) {
        if (event.to() == Consent.To.RECORDING) {
            attempts.openCalls(event.patient())
                    .forEach(call -> {
                        calls.stopRecording(call);
                        erasure.refused(call);
                    });
        }
    }
}
