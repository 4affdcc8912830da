package org.aftercall.telephony;

import java.time.Clock;

class FakeSwitchboardTests extends SwitchboardContract {
    private final FakeSwitchboard wire = new FakeSwitchboard(Clock.systemUTC());

    @Override
    protected Switchboard switchboard() {
        return wire;
    }

    @Override
    protected LineId patient() {
        return answered();
    }

    @Override
    protected LineId desk(int which) {
        return answered();
    }

    @Override
    protected void breakTheWire() {
        wire.state = new WireState.Down("unplugged");
    }

    private LineId answered() {
        var line = LineId.next();
        wire.answered(line);
        return line;
    }
}
