package org.aftercall.dialer;

import static org.assertj.core.api.Assertions.assertThat;

import org.aftercall.FakeWorld;
import org.aftercall.Ward;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

/** The small form of the fault experiment F8 on a living house. */
@SpringBootTest
@TestPropertySource(
        properties = {
            "aftercall.telephony.spool=target/var/ClockLeapsTests/tapes",
            "aftercall.telephony.trunk.locked-from=00:00",
            "aftercall.telephony.trunk.locked-until=00:00",
            "aftercall.telephony.trunk.calls-per-second=1000",
            "aftercall.call.sweep-every=1h",
            "aftercall.dialer.look-every=1h"
        })
@Import({FakeWorld.class, Ward.class})
class ClockLeapsTests {
    private static final int STEPS = Integer.getInteger("aftercall.leaps", 1_500);

    @Autowired ApplicationContext house;

    @Test
    void nobodyIsRungOutsideHisHoursHoweverTheClockLeaps() {
        var leaps = new ClockLeaps(house, 8);
        leaps.begin();
        for (int i = 0; i < STEPS; i++) {
            leaps.one();
        }
        System.out.printf(
                "F8 live: %d leaps, %d telephones rung, %d wrong%n",
                leaps.leaps(), leaps.dialed(), leaps.wrong().size());
        assertThat(leaps.wrong()).isEmpty();
        assertThat(leaps.dialed()).isGreaterThan(STEPS / 50);
    }
}
