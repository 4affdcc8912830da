package org.aftercall.telephony.asterisk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.aftercall.kernel.DeskKind;
import org.aftercall.kernel.Extension;
import org.aftercall.telephony.DeskOrder;
import org.aftercall.telephony.LineEvent.Answered;
import org.aftercall.telephony.LineId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A telephone that is gone is not there, though for Asterisk a leg of it is still up. */
class GoneDeskTests {
    private static final Extension DESK = new Extension("8052");

    private Bench bench;
    private ChosenPhone phone;

    @BeforeEach
    void open() {
        bench = new Bench();
        phone = ChosenPhone.at(Bench.PAIR, DESK);
        await().atMost(Duration.ofSeconds(10)).until(phone::registered);
    }

    @AfterEach
    void close() {
        bench.switchboard.liveLines().forEach(line -> bench.switchboard.hangUp(line.line()));
        phone.close();
        bench.close();
    }

    @Test
    void aDeskThatLeftIsNotReachableThoughItsLegIsUpAndIsAgainWhenItIsBack() {
        await().atMost(Duration.ofSeconds(10)).until(this::reachable);
        var leg = LineId.next();
        bench.switchboard.ring(new DeskOrder(leg, DESK, DeskKind.PHONE, Duration.ofSeconds(10)));
        bench.ears.hear(leg, Answered.class);
        assertThat(reachable()).isTrue();

        phone.leave();
        await().atMost(Duration.ofSeconds(5)).until(() -> !reachable());
        assertThat(bench.switchboard.liveLines()).anyMatch(line -> line.line().equals(leg));

        phone.comeBack();
        await().atMost(Duration.ofSeconds(5)).until(this::reachable);
        assertThat(bench.switchboard.liveLines()).anyMatch(line -> line.line().equals(leg));
    }

    @Test
    void theTrunkTellsHowLongItKeepsALegWithoutSound() {
        assertThat(bench.switchboard.trunkPatience()).contains(Duration.ofSeconds(45));
    }

    private boolean reachable() {
        return bench.switchboard.reachable(DESK, DeskKind.PHONE);
    }
}
