package org.aftercall.dialer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import org.aftercall.FakeWorld;
import org.aftercall.Ward;
import org.aftercall.patient.Consent;
import org.aftercall.patient.Patients;
import org.aftercall.patient.Suspension;
import org.aftercall.staff.StaffMember;
import org.aftercall.telephony.FakeSwitchboard;
import org.aftercall.telephony.LineResult;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** A word that comes while a telephone rings, and days on which a list does not call. */
@SpringBootTest
@TestPropertySource(
        properties = {
            "aftercall.telephony.spool=target/var/NotAnyMoreTests/tapes",
            "aftercall.call.sweep-every=1h"
        })
@Import({FakeWorld.class, Ward.class})
class NotAnyMoreTests {
    @Autowired Ward ward;
    @Autowired Dialer dialer;
    @Autowired Patients patients;
    @Autowired FakeSwitchboard wire;
    @Autowired JdbcClient db;

    private StaffMember nurse;

    @BeforeEach
    void aMorning() {
        ward.opens();
        nurse = ward.nurse();
    }

    @Test
    void aTelephoneThatRingsStopsWhenHeDiedOrWantsNoCalls() {
        var died = rings();
        patients.suspend(died.patient(), Suspension.DECEASED);
        await().until(() -> wire.hungUp.contains(Ward.line(died.call())));
        var asked = rings();
        patients.doNotCall(asked.patient(), "asked");
        await().until(() -> wire.hungUp.contains(Ward.line(asked.call())));
    }

    @Test
    void aTalkThatIsOnIsNotCutOff() {
        var attempt = rings();
        ward.hears(wire.answered(Ward.line(attempt.call())));
        patients.consent(attempt.patient(), Consent.To.CALLS, false, null, null);
        var ringing = rings();
        patients.consent(ringing.patient(), Consent.To.CALLS, false, null, null);
        await().until(() -> wire.hungUp.contains(Ward.line(ringing.call())));
        assertThat(wire.hungUp).doesNotContain(Ward.line(attempt.call()));
    }

    @ParameterizedTest
    @CsvSource({
        "starts_on = '2026-11-24', worklist.notStarted",
        "ends_on = '2026-11-22', worklist.over"
    })
    void whatIsPickedByHandFromAListOutOfSeasonIsNotDialed(String season, String code) {
        var owed = ward.owed();
        db.sql("UPDATE worklist.worklist SET " + season).update();
        try {
            assertThatThrownBy(() -> ward.dial(nurse, owed)).hasMessage(code);
        } finally {
            db.sql("UPDATE worklist.worklist SET starts_on = NULL, ends_on = NULL").update();
        }
    }

    @Test
    void theRuleForAnotherNumberIsASuggestionToWhoDialsByHand() {
        var owed = ward.owed("心内科", 2);
        assertThat(dialer.suggest(owed.task())).contains(owed.numbers().get(0));
        db.sql(
                        "UPDATE worklist.retry_rule SET other_number = true, delay_minutes = 0 WHERE disposition = 'BUSY'")
                .update();
        var attempt = ward.dial(nurse, owed);
        ward.rings(attempt.call());
        ward.ends(attempt.call(), LineResult.BUSY, 17);
        await().until(() -> dialer.find(attempt.id()).orElseThrow().settled() != null);
        assertThat(dialer.suggest(owed.task())).contains(owed.numbers().get(1));
        db.sql(
                        "UPDATE worklist.retry_rule SET other_number = false, delay_minutes = 15 WHERE disposition = 'BUSY'")
                .update();
    }

    @Test
    void historiesCountOurCallsOnly() {
        var attempt = rings();
        ward.ends(attempt.call(), LineResult.NO_ANSWER, 19);
        await().until(() -> dialer.find(attempt.id()).orElseThrow().settled() != null);
        assertThat(dialer.histories(attempt.patient()).get(attempt.contact()))
                .isEqualTo(new Dialer.History(1, 0));
        db.sql("UPDATE call.call SET direction = 'INBOUND' WHERE id = :id")
                .param("id", attempt.call().value())
                .update();
        assertThat(dialer.histories(attempt.patient())).isEmpty();
        assertThat(dialer.since(Ward.MORNING.minusSeconds(60)))
                .hasEntrySatisfying(nurse.id(), day -> assertThat(day.dialed()).isZero());
    }

    private Attempt rings() {
        nurse = ward.nurse();
        var attempt = ward.dial(nurse, ward.owed());
        ward.rings(attempt.call());
        return attempt;
    }
}
