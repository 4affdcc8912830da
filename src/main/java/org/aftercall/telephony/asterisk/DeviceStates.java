package org.aftercall.telephony.asterisk;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.aftercall.kernel.DeskKind;
import org.aftercall.kernel.Extension;
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

    /**
     * A telephone on which a leg is up is in use for Asterisk even when it is gone: then it is
     * asked whether it could be rung, too. What cannot be told is not gone.
     */
    boolean isThere(Extension desk, DeskKind kind) {
        return switch (state(Orders.stateOf(desk, kind))) {
            case "UNAVAILABLE", "INVALID", "UNKNOWN", "" -> false;
            case "NOT_INUSE" -> true;
            default ->
                    ami.send(Orders.contactsOf(desk, kind))
                            .filter(answer -> "Success".equalsIgnoreCase(answer.getResponse()))
                            .map(answer ->
                                    answer.getAttribute("Value") != null
                                            && !answer.getAttribute("Value").isBlank())
                            .orElse(true);
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

    Optional<Duration> trunkPatience() {
        return ami.send(Orders.patienceOfTrunk())
                .map(answer -> answer.getAttribute("Value"))
                .filter(value -> value.matches("\\d{1,9}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)));
    }

    private String state(ManagerAction question) {
        return ami.send(question)
                .map(answer -> answer.getAttribute("Value"))
                .orElse("UNKNOWN")
                .toUpperCase(Locale.ROOT);
    }
}
