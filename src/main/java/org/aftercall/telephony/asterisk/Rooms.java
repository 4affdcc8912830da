package org.aftercall.telephony.asterisk;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.aftercall.telephony.Farewell;
import org.aftercall.telephony.LineId;
import org.asteriskjava.manager.action.ManagerAction;
import org.asteriskjava.manager.response.ManagerError;
import org.asteriskjava.manager.response.ManagerResponse;

/**
 * Who talks with whom. Two are bridged directly, the cheapest and quickest there is; more than two
 * meet in a room (ConfBridge), which each may leave without ending it for the rest. Asterisk lets
 * nobody be bridged out of a room, so those in one are first told to leave it.
 */
final class Rooms {
    /** Leaving a room takes Asterisk a few milliseconds. */
    private static final int TRIES = 8;

    private static final int PAUSE_MILLIS = 15;

    private final Function<ManagerAction, Optional<ManagerResponse>> asterisk;

    Rooms(Function<ManagerAction, Optional<ManagerResponse>> asterisk) {
        this.asterisk = asterisk;
    }

    void join(LineId one, LineId other) {
        if (does(Orders.join(one, other)) || !inAnyRoom(one) && !inAnyRoom(other)) {
            return;
        }
        does(Orders.part(one, other));
        for (int i = 0; i < TRIES && !does(Orders.join(one, other)); i++) {
            pause();
        }
    }

    void gather(LineId patient, List<LineId> others) {
        var outside = new ArrayList<LineId>();
        for (LineId other : others) {
            if (!Orders.inRoom(patient, placeOf(other))) {
                outside.add(other);
            }
        }
        if (!Orders.inRoom(patient, placeOf(patient))) {
            if (outside.isEmpty()) {
                does(Orders.enter(patient));
            } else {
                does(Orders.gather(patient, outside.removeFirst()));
            }
        }
        outside.forEach(guest -> does(Orders.enter(patient, guest)));
    }

    void dismiss(LineId patient, Farewell words) {
        if (!Orders.isFarewell(placeOf(patient))) {
            does(Orders.dismiss(patient, words));
        }
    }

    private boolean inAnyRoom(LineId line) {
        String place = placeOf(line);
        return place.startsWith("room") || place.startsWith("guest");
    }

    private String placeOf(LineId line) {
        return asterisk.apply(Orders.placeOf(line))
                .map(answer -> answer.getAttribute("Value"))
                .orElse("");
    }

    private boolean does(ManagerAction order) {
        return !(asterisk.apply(order).orElse(null) instanceof ManagerError);
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
