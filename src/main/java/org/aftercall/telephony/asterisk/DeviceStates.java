package org.aftercall.telephony.asterisk;

import java.util.Locale;
import org.aftercall.telephony.TrunkState;
import org.asteriskjava.manager.action.ManagerAction;

/** Whether what one Asterisk would ring is there: telephones, other nodes and the trunk. */
final class DeviceStates {
    private final Ami ami;

    DeviceStates(Ami ami) {
        this.ami = ami;
    }

    boolean isThere(ManagerAction question) {
        return switch (state(question)) {
            case "UNAVAILABLE", "INVALID", "UNKNOWN", "" -> false;
            default -> true;
        };
    }

    /** Asterisk asks the trunk's far end every few seconds (`qualify_frequency`). */
    TrunkState trunk() {
        return switch (state(Orders.stateOfTrunk())) {
            case "UNAVAILABLE" -> new TrunkState.Silent();
            case "INVALID" -> new TrunkState.Missing();
            default -> new TrunkState.Up();
        };
    }

    private String state(ManagerAction question) {
        return ami.send(question)
                .map(answer -> answer.getAttribute("Value"))
                .orElse("UNKNOWN")
                .toUpperCase(Locale.ROOT);
    }
}
