package org.aftercall.telephony.asterisk;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.aftercall.telephony.AsteriskPair;
import org.aftercall.telephony.LineEvent;
import org.aftercall.telephony.LineId;
import org.aftercall.telephony.Switchboard;
import org.aftercall.telephony.SwitchboardContract;
import org.aftercall.telephony.WireState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class RealSwitchboardTests extends SwitchboardContract {
    private static final int[] DESKS = {8058, 8055, 8060};

    private Bench bench;

    @BeforeEach
    void open() {
        bench = new Bench();
    }

    @AfterEach
    void close() {
        if (bench.switchboard.state() instanceof WireState.Up) {
            bench.switchboard.liveLines().forEach(line -> bench.switchboard.hangUp(line.line()));
        }
        bench.close();
    }

    @Override
    protected Switchboard switchboard() {
        return bench.switchboard;
    }

    @Override
    protected LineId patient() {
        var line = bench.dial(AsteriskPair.measuring(3));
        bench.ears.hear(line, LineEvent.Answered.class);
        return line;
    }

    @Override
    protected LineId desk(int which) {
        return bench.nurse(DESKS[which]);
    }

    @Override
    protected void breakTheWire() {
        bench.close();
        await().atMost(Duration.ofSeconds(5))
                .until(() -> bench.switchboard.state() instanceof WireState.Down);
    }
}
