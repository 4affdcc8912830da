package org.aftercall.telephony.asterisk;

import java.time.Duration;
import org.aftercall.telephony.LineId;
import org.awaitility.Awaitility;

/** Somebody else's hand on the switchboard: does things behind the house's back. */
public final class Hand implements AutoCloseable {
    private final Bench bench = new Bench();

    public void hangUp(LineId line) {
        bench.switchboard.hangUp(line);
    }

    /** As at the end of a house that nobody closed. */
    public void hangUpAll() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> {
                    var lines = bench.switchboard.liveLines();
                    lines.forEach(line -> bench.switchboard.hangUp(line.line()));
                    return lines.isEmpty();
                });
    }

    @Override
    public void close() {
        bench.close();
    }
}
