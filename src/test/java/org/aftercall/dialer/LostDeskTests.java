package org.aftercall.dialer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.aftercall.FakeWorld;
import org.aftercall.TestClock;
import org.aftercall.Ward;
import org.aftercall.call.Call;
import org.aftercall.call.Callee;
import org.aftercall.call.Calls;
import org.aftercall.call.Parking;
import org.aftercall.staff.Presence;
import org.aftercall.staff.Staff;
import org.aftercall.staff.StaffMember;
import org.aftercall.telephony.FakeSwitchboard;
import org.aftercall.telephony.LineResult;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

/** A nurse's browser dies in mid-talk: her patient waits for her, and for anybody. */
@SpringBootTest
@TestPropertySource(
        properties = {
            "aftercall.telephony.spool=target/var/LostDeskTests/tapes",
            "aftercall.call.sweep-every=1h"
        })
@Import({FakeWorld.class, Ward.class})
class LostDeskTests {
    /** What an operator is promised of a nurse whose talk is over. */
    private static final Duration FREED = Duration.ofSeconds(5);

    @Autowired Ward ward;
    @Autowired Calls calls;
    @Autowired Parking parking;
    @Autowired Staff staff;
    @Autowired FakeSwitchboard wire;
    @Autowired TestClock clock;

    private StaffMember nurse;
    private Attempt attempt;

    @BeforeEach
    void herBrowserDies() {
        ward.opens();
        nurse = ward.nurse();
        attempt = ward.dial(nurse, ward.owed());
        ward.talks(attempt.call());
        ward.hears(wire.ended(calls.get(attempt.call()).deskLine(), LineResult.ANSWERED, 16));
        assertThat(calls.get(attempt.call()).live()).isTrue();
        assertThat(parking.waiting()).extracting(Call::id).contains(attempt.call());
    }

    @Test
    void sheComesBackToHim() {
        calls.rejoin(attempt.call(), nurse.deskKind());
        ward.hears(wire.answered(calls.get(attempt.call()).deskLine()));
        assertThat(calls.get(attempt.call()).isAt(nurse.desk().orElseThrow())).isTrue();
        assertThat(staff.get(nurse.id()).presence()).isEqualTo(Presence.ON_CALL);
        ward.ends(attempt.call(), LineResult.ANSWERED, 16);
        await().atMost(FREED).until(() -> presence(nurse) == Presence.WRAPPING_UP);
    }

    @Test
    void orAColleagueTakesHimWithHisFormAndSheIsFree() {
        var colleague = ward.nurse();
        parking.take(
                attempt.call(),
                new Callee.Desk(colleague.desk().orElseThrow(), colleague.deskKind()));
        ward.hears(wire.answered(calls.get(attempt.call()).deskLine()));
        assertThat(calls.get(attempt.call()).isAt(colleague.desk().orElseThrow())).isTrue();
        assertThat(parking.waiting()).extracting(Call::id).doesNotContain(attempt.call());
        await().atMost(FREED).until(() -> presence(nurse) == Presence.READY);
        assertThat(presence(colleague)).isEqualTo(Presence.ON_CALL);
        ward.ends(attempt.call(), LineResult.ANSWERED, 16);
    }

    @Test
    void orHeHangsUpAndSheIsFreeOfHim() {
        ward.ends(attempt.call(), LineResult.ANSWERED, 16);
        await().atMost(FREED).until(() -> presence(nurse) == Presence.WRAPPING_UP);
    }

    private Presence presence(StaffMember who) {
        return staff.get(who.id()).presence();
    }
}
