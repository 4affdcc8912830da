package org.aftercall.dialer;

import org.aftercall.call.Calls;
import org.aftercall.patient.Consent;
import org.aftercall.patient.ConsentWithdrawn;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** A no to being recorded counts in the middle of a talk, too. */
@Component
@Transactional
class Withdrawals {
    private final Attempts attempts;
    private final Calls calls;

    Withdrawals(Attempts attempts, Calls calls) {
        this.attempts = attempts;
        this.calls = calls;
    }

    /** In the transaction that writes the no down. */
    @EventListener
    void on(ConsentWithdrawn event) {
        if (event.to() == Consent.To.RECORDING) {
            attempts.liveCalls(event.patient()).forEach(calls::stopRecording);
        }
    }
}
