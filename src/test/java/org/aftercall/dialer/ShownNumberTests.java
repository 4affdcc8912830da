package org.aftercall.dialer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.aftercall.FakeWorld;
import org.aftercall.Ward;
import org.aftercall.kernel.CallerId;
import org.aftercall.telephony.DialOrder;
import org.aftercall.telephony.FakeSwitchboard;
import org.aftercall.telephony.LineResult;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** What goes with each call to the switchboard: its list's number, its patient's language. */
@SpringBootTest
@TestPropertySource(
        properties = {
            "aftercall.telephony.spool=target/var/ShownNumberTests/tapes",
            "aftercall.call.sweep-every=1h"
        })
@Import({FakeWorld.class, Ward.class})
class ShownNumberTests {
    @Autowired Ward ward;
    @Autowired Dialer dialer;
    @Autowired FakeSwitchboard wire;
    @Autowired JdbcClient db;

    @Test
    void aCallShowsTheNumberThatItsListHadWhenItWasOrdered() {
        ward.opens();
        shows("+861088880000");
        var attempt = ward.dial(ward.nurse(), ward.owed());
        // The patient is rung when she has picked up; meanwhile somebody edits the list.
        shows(null);
        ward.rings(attempt.call());
        assertThat(order(attempt).shown()).isEqualTo(new CallerId("+861088880000"));
        assertThat(order(attempt).language()).isEqualTo(Locale.of("zh"));
        ward.ends(attempt.call(), LineResult.BUSY, 17);

        var usual = ward.dial(ward.nurse(), ward.owed());
        ward.rings(usual.call());
        assertThat(order(usual).shown()).isNull();
        ward.ends(usual.call(), LineResult.BUSY, 17);
    }

    @Test
    void soDoesOneWithNoNurseThereYet() {
        ward.opens();
        shows("95001");
        var owed = ward.owed();
        db.sql("UPDATE patient.patient SET language = 'en' WHERE id = :id")
                .param("id", owed.patient().value())
                .update();
        var attempt = dialer.dialAhead(owed.task());
        assertThat(order(attempt).language()).isEqualTo(Locale.ENGLISH);
        assertThat(order(attempt).shown()).isEqualTo(new CallerId("95001"));
        ward.ends(attempt.call(), LineResult.BUSY, 17);
        shows(null);
    }

    private void shows(@Nullable String number) {
        db.sql("UPDATE worklist.worklist SET caller_id = :number").param("number", number).update();
    }

    private DialOrder order(Attempt attempt) {
        return wire.dialed.stream()
                .filter(o -> o.line().equals(Ward.line(attempt.call())))
                .findFirst()
                .orElseThrow();
    }
}
