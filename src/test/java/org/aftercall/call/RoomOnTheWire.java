package org.aftercall.call;

import org.aftercall.telephony.AsteriskPair;
import org.aftercall.telephony.Switchboard;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A test of the room on the running pair, which it leaves quiet. */
abstract class RoomOnTheWire {
    @Autowired Calls calls;
    @Autowired Parking parking;
    @Autowired Switchboard switchboard;

    OnTheWire hands;

    @DynamicPropertySource
    static void wire(DynamicPropertyRegistry registry) {
        AsteriskPair.running().settings(registry);
    }

    @BeforeEach
    void hands() {
        hands = new OnTheWire(calls, switchboard);
    }

    @AfterEach
    void quiet() {
        hands.quiet();
    }
}
