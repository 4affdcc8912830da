package org.aftercall.telephony;

import java.util.List;
import org.aftercall.kernel.Check;
import org.aftercall.kernel.Finding;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Whether the wire to Asterisk is up. */
@Component
class SwitchboardCheck implements Check {
    private final ObjectProvider<Switchboard> switchboard;

    SwitchboardCheck(ObjectProvider<Switchboard> switchboard) {
        this.switchboard = switchboard;
    }

    @Override
    public String topic() {
        return "telephony";
    }

    @Override
    public List<Finding> look() {
        return switchboard.stream()
                .map(s ->
                        switch (s.state()) {
                            case WireState.Up(var version) ->
                                    Finding.pass(
                                            "switchboard",
                                            version
                                                    + ", "
                                                    + s.dropped()
                                                    + " events dropped and read again");
                            case WireState.Down(var why) ->
                                    Finding.fail(
                                            "switchboard",
                                            why,
                                            "telephony/run status var; then ./aftercall up");
                        })
                .toList();
    }
}
