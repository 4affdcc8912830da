package org.aftercall.dialer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.aftercall.FakeWorld;
import org.aftercall.TestClock;
import org.aftercall.Ward;
import org.aftercall.call.CallId;
import org.aftercall.patient.Patients;
import org.aftercall.telephony.FakeSwitchboard;
import org.aftercall.telephony.LineId;
import org.aftercall.telephony.LineResult;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** Callers and calls whose news was lost on its way through the house. */
@SpringBootTest
@TestPropertySource(
        properties = {
            "aftercall.telephony.spool=target/var/LostCallersTests/tapes",
            "aftercall.call.sweep-every=1h"
        })
@Import({FakeWorld.class, Ward.class})
class LostCallersTests {
    @Autowired Ward ward;
    @Autowired Inbound inbound;
    @Autowired Dialer dialer;
    @Autowired Patients patients;
    @Autowired FakeSwitchboard wire;
    @Autowired TestClock clock;
    @Autowired JdbcClient db;

    @Test
    void whatTheCorridorLostIsFoundAndHeIsOwedACall() {
        ward.opens();
        var owed = ward.owed();
        var line = LineId.next();
        var id = new CallId(line.value());
        ward.hears(wire.arrives(line, patients.contact(owed.number()).number()));
        ward.ends(id, LineResult.NO_ANSWER, 16);
        await().until(() -> inbound.of(id).filter(c -> c.missed() != null).isPresent());
        db.sql("DELETE FROM dialer.caller WHERE call_id = :id").param("id", id.value()).update();
        clock.advance(Duration.ofMinutes(2));
        inbound.listenAgain();
        assertThat(inbound.of(id).orElseThrow().missed()).isNotNull();
        assertThat(inbound.of(id).orElseThrow().task()).isEqualTo(owed.task());
        ward.opens();
    }

    @Test
    void anEndThatNobodyWasToldOfIsFoundAlsoWhenTheClockWasSetBackSince() {
        ward.opens();
        var attempt = ward.dial(ward.nurse(), ward.owed());
        db.sql(
                        """
                        UPDATE call.call SET ended_at = now() + interval '2 hours', result = 'BUSY', rang = true
                        WHERE id = :id
                        """)
                .param("id", attempt.call().value())
                .update();
        dialer.listenAgain();
        assertThat(
                        ward.rows(
                                "dialer.attempt WHERE ended_at IS NOT NULL AND call_id = '"
                                        + attempt.call().value()
                                        + "'"))
                .isEqualTo(1);
        ward.opens();
    }
}
