package org.aftercall.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.aftercall.FakeWorld;
import org.aftercall.TestClock;
import org.aftercall.Ward;
import org.aftercall.dialer.Attempt;
import org.aftercall.followup.FollowUps;
import org.aftercall.staff.Presence;
import org.aftercall.staff.Staff;
import org.aftercall.staff.StaffMember;
import org.aftercall.telephony.LineResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** An ending that nobody could write down is written once that can be done, without a restart. */
@ExtendWith(OutputCaptureExtension.class)
@SpringBootTest
@TestPropertySource(properties = "aftercall.call.sweep-every=1h")
@Import({FakeWorld.class, Ward.class})
class StrandedEventsTests {
    @Autowired StrandedEvents stranded;
    @Autowired Ward ward;
    @Autowired FollowUps followUps;
    @Autowired Staff staff;
    @Autowired TestClock clock;
    @Autowired JdbcClient db;

    private StaffMember nurse;
    private Attempt attempt;

    @BeforeEach
    void nobodyAnswersWhileNoRecordCanBeWritten() {
        ward.opens();
        nurse = ward.nurse();
        attempt = ward.dial(nurse, ward.owed());
        ward.rings(attempt.call());
        db.sql("ALTER TABLE followup.record ADD CONSTRAINT broken CHECK (false) NOT VALID")
                .update();
        ward.ends(attempt.call(), LineResult.BUSY, 17);
        awaitFailed();
    }

    @AfterEach
    void recordsCanBeWritten() {
        db.sql("ALTER TABLE followup.record DROP CONSTRAINT IF EXISTS broken").update();
        db.sql("DELETE FROM events.event_publication").update();
    }

    @Test
    void whatFailedIsToldAgainAndTheNurseIsFree() {
        assertThat(staff.get(nurse.id()).presence()).isEqualTo(Presence.ON_CALL);
        recordsCanBeWrittenAgain();
        stranded.tellAgain();
        awaitSigned();
        assertThat(staff.get(nurse.id()).presence()).isEqualTo(Presence.READY);
    }

    @Test
    void whatADeadApplicationHadInHandIsToldAgainOnceItCannotBeAtWork() {
        recordsCanBeWrittenAgain();
        db.sql("UPDATE events.event_publication SET status = 'PROCESSING'").update();
        clock.advance(Duration.ofMinutes(1));
        stranded.tellAgain();
        assertThat(signed()).isFalse();
        clock.advance(Duration.ofMinutes(2));
        stranded.tellAgain();
        awaitSigned();
    }

    @Test
    void aClockThatWasSetBackDelaysNothing() {
        recordsCanBeWrittenAgain();
        db.sql("UPDATE events.event_publication SET status = 'PROCESSING'").update();
        clock.advance(Duration.ofHours(-2));
        stranded.tellAgain();
        awaitSigned();
    }

    @Test
    void whatFailsAgainWaitsLongerEachTimeAndIsAnAlarm() {
        var tries = tries();
        tellAgain();
        assertThat(tries()).isEqualTo(tries + 1);
        stranded.tellAgain();
        assertThat(tries()).isEqualTo(tries + 1);
        assertThat(stranded.unheard()).isZero();
        for (int i = 0; i < 5; i++) {
            clock.advance(Duration.ofMinutes(10));
            tellAgain();
        }
        assertThat(stranded.unheard()).isPositive();
    }

    @Test
    void theLogNamesTheCauseAndNothingOfTheRow(CapturedOutput log) {
        tellAgain();
        assertThat(log).contains("violates check constraint").doesNotContain("Failing row");
    }

    private void tellAgain() {
        stranded.tellAgain();
        awaitFailed();
    }

    private void recordsCanBeWrittenAgain() {
        db.sql("ALTER TABLE followup.record DROP CONSTRAINT broken").update();
    }

    /** Until no listener is at work any more, and not all of them came to their end. */
    private void awaitFailed() {
        await().atMost(Duration.ofSeconds(20))
                .until(() ->
                        ward.rows("events.event_publication") > 0
                                && db.sql(
                                                "SELECT bool_and(status = 'FAILED') FROM events.event_publication")
                                        .query(Boolean.class)
                                        .single());
    }

    private int tries() {
        return db.sql("SELECT max(completion_attempts) FROM events.event_publication")
                .query(Integer.class)
                .single();
    }

    private boolean signed() {
        return followUps.of(attempt.call()).orElseThrow().signed();
    }

    private void awaitSigned() {
        await().atMost(Duration.ofSeconds(20)).until(this::signed);
    }
}
