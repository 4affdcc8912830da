package org.aftercall.dialer;

import static org.assertj.core.api.Assertions.assertThat;

import org.aftercall.call.Call;
import org.aftercall.call.CallId;
import org.aftercall.call.Direction;
import org.aftercall.kernel.PhoneNumber;
import org.aftercall.staff.Presence;
import org.aftercall.telephony.AsteriskPair;
import org.aftercall.telephony.Tapes;
import org.aftercall.telephony.WireState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The whole way of a patient's call: from the network through the house to a nurse, or to none. */
class CallersOnTheWireTests extends HouseOnTheWire {
    @Autowired Reception reception;
    @Autowired Inbound inbound;
    @Autowired Tapes tapes;

    @BeforeEach
    void up() {
        until(() -> switchboard.state() instanceof WireState.Up);
    }

    @Test
    void aPatientCallsAndANurseTalksWithHimOnTapeAboutHisTask() {
        var number = AsteriskPair.somebody(0);
        var task = owed(number).task();
        var nurse = nurse(8058, Presence.READY);
        until(() -> switchboard.reachable(nurse.desk().orElseThrow(), nurse.deskKind()));
        var id = waiting(number);
        var attempt = reception.take(nurse, id).orElseThrow();
        assertThat(attempt.task()).isEqualTo(task);
        until(() -> calls.get(id).joined());
        assertThat(tapes.of(calls.get(id).line())).isPresent();
        calls.hangUp(id);
        until(() -> staff.get(nurse.id()).presence() == Presence.WRAPPING_UP);
        assertThat(followUps.of(id).orElseThrow().links().task()).isEqualTo(task);
        until(() ->
                db.sql("SELECT state FROM recording.recording WHERE call_id = :call")
                        .param("call", id.value())
                        .query(String.class)
                        .optional()
                        .filter("STORED"::equals)
                        .isPresent());
    }

    @Test
    void whoHangsUpWhileHeWaitsIsOwedACall() {
        var number = AsteriskPair.somebody(26);
        var task = owed(number).task();
        var id = waiting(number);
        until(() -> !calls.get(id).live());
        until(() -> inbound.missed().stream().anyMatch(c -> c.call().equals(id)));
        assertThat(inbound.of(id).orElseThrow().task()).isEqualTo(task);
    }

    private CallId waiting(PhoneNumber number) {
        AsteriskPair.running().callIn(number);
        until(() -> calls.open().stream().anyMatch(c -> isFrom(c, number) && c.waits()));
        return calls.open().stream().filter(c -> isFrom(c, number)).findFirst().orElseThrow().id();
    }

    private static boolean isFrom(Call call, PhoneNumber number) {
        return call.direction() == Direction.INBOUND && number.equals(call.number());
    }
}
