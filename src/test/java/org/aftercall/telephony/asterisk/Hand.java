package org.aftercall.telephony.asterisk;

import org.aftercall.telephony.LineId;

/** Somebody else's hand on the switchboard: does things behind the house's back. */
public final class Hand implements AutoCloseable {
    private final Bench bench = new Bench();

    public void hangUp(LineId line) {
        bench.switchboard.hangUp(line);
    }

    @Override
    public void close() {
        bench.close();
    }
}
