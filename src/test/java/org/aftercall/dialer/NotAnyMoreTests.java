package org.aftercall.dialer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.aftercall.FakeWorld;
import org.aftercall.Ward;
import org.aftercall.kernel.Refusal;
import org.aftercall.patient.Consent;
import org.aftercall.patient.PatientId;
import org.aftercall.patient.Patients;
import org.aftercall.patient.Suspension;
import org.aftercall.staff.StaffMember;
import org.aftercall.telephony.FakeSwitchboard;
import org.aftercall.telephony.LineResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

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
    @Autowired TransactionTemplate transaction;

    private final ExecutorService others = Executors.newSingleThreadExecutor();

    private StaffMember nurse;

    @BeforeEach
    void aMorning() {
        ward.opens();
        nurse = ward.nurse();
    }

    @AfterEach
    void theOthersAreDone() {
        others.close();
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

    /** His word is on its way into the database while the order is checked. */
    @ParameterizedTest
    @EnumSource(Word.class)
    void aWordThatIsBeingKeptIsWaitedFor(Word word) throws Exception {
        var owed = ward.owed();
        ward.claim(nurse, owed);
        var orders = new ArrayList<Future<Attempt>>();
        transaction.executeWithoutResult(_ -> {
            word.isSaid(patients, owed.patient());
            orders.add(
                    others.submit(() -> dialer.dial(nurse.id(), owed.task(), owed.number(), null)));
            awaitAQueue();
        });
        assertThatThrownBy(() -> orders.getFirst().get(60, TimeUnit.SECONDS))
                .hasCauseInstanceOf(Refusal.class);
    }

    /** The order is being kept while his word comes. */
    @ParameterizedTest
    @EnumSource(Word.class)
    void aWordThatComesWhileHeIsOrderedFindsTheCall(Word word) throws Exception {
        var owed = ward.owed();
        ward.claim(nurse, owed);
        var said = new ArrayList<Future<?>>();
        transaction.executeWithoutResult(_ -> {
            dialer.dial(nurse.id(), owed.task(), owed.number(), null);
            said.add(others.submit(() -> word.isSaid(patients, owed.patient())));
            awaitAQueue();
        });
        said.getFirst().get(60, TimeUnit.SECONDS);
        var call = dialer.openOf(nurse.id()).orElseThrow().call();
        await().atMost(Duration.ofSeconds(60))
                .until(() ->
                        db.sql("SELECT hang_up_at IS NOT NULL FROM call.call WHERE id = :id")
                                .param("id", call.value())
                                .query(Boolean.class)
                                .single());
    }

    /** What speaks against ringing somebody. */
    enum Word {
        DO_NOT_CALL,
        DECEASED,
        NO_CONSENT;

        void isSaid(Patients patients, PatientId who) {
            switch (this) {
                case DO_NOT_CALL -> patients.doNotCall(who, "asked");
                case DECEASED -> patients.suspend(who, Suspension.DECEASED);
                case NO_CONSENT -> patients.consent(who, Consent.To.CALLS, false, null, null);
            }
        }
    }

    private void awaitAQueue() {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> ward.rows("pg_locks WHERE NOT granted") > 0);
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
