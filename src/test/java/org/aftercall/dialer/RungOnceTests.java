package org.aftercall.dialer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.aftercall.FakeWorld;
import org.aftercall.TestClock;
import org.aftercall.Ward;
import org.aftercall.call.Calls;
import org.aftercall.kernel.DataScope;
import org.aftercall.staff.Staff;
import org.aftercall.staff.StaffMember;
import org.aftercall.telephony.FakeSwitchboard;
import org.aftercall.telephony.LineResult;
import org.aftercall.worklist.Disposition;
import org.aftercall.worklist.Reasons;
import org.aftercall.worklist.Worklist;
import org.aftercall.worklist.Worklists;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** Once a telephone may have rung, a technical failure never redials by itself. */
@SpringBootTest
@TestPropertySource(
        properties = {
            "aftercall.telephony.spool=target/var/RungOnceTests/tapes",
            "aftercall.call.sweep-every=1h",
            "aftercall.dialer.look-every=1h"
        })
@Import({FakeWorld.class, Ward.class})
class RungOnceTests {
    @Autowired Ward ward;
    @Autowired ProgressiveDialing dialing;
    @Autowired Dialer dialer;
    @Autowired Calls calls;
    @Autowired Worklists worklists;
    @Autowired Reasons reasons;
    @Autowired Staff staff;
    @Autowired FakeSwitchboard wire;
    @Autowired TestClock clock;
    @Autowired JdbcClient db;

    private StaffMember nurse;
    private Ward.Owed owed;

    @BeforeEach
    void oneNurseOnAProgressiveList() {
        ward.opens();
        db.sql("UPDATE staff.member SET presence = 'OFFLINE'").update();
        db.sql("UPDATE worklist.worklist SET mode = 'PROGRESSIVE'").update();
        nurse = ward.nurse();
        owed = ward.owed();
        dialing.look();
        ward.hears(wire.answered(wire.rung.getLast().line()));
    }

    @AfterEach
    void asBefore() {
        db.sql("UPDATE worklist.worklist SET mode = 'PREVIEW'").update();
    }

    @ParameterizedTest
    @EnumSource(
            value = LineResult.class,
            names = {"TECHNICAL", "CONGESTION"})
    void whoMayHaveHeardItRingIsNotRungAgainByTheHouse(LineResult failed) {
        var attempt = theHouseDials();
        ward.rings(attempt.call());
        ward.ends(attempt.call(), failed, 41);
        assertThat(settled(attempt)).isEqualTo(Disposition.TECHNICAL_FAILURE);
        assertThat(ward.task(owed).attempts()).isOne();
        for (var wait : List.of(Duration.ofMinutes(6), Duration.ofHours(4), Duration.ofDays(3))) {
            clock.advance(wait);
            dialing.look();
            assertThat(dialer.openOf(nurse.id())).isEmpty();
            assertThat(ahead()).isFalse();
        }
        assertThat(whyNot()).contains("mayHaveRung 1");
        assertThat(reasons.of(owed.patient(), null, Locale.ENGLISH))
                .singleElement()
                .satisfies(t ->
                        assertThat(t.reasons())
                                .extracting(Reasons.Reason::code)
                                .containsExactly("mayHaveRung"));
        // She read why, and decides.
        assertThat(ward.dial(nurse, owed).number()).isEqualTo(2);
    }

    @Test
    void aFailureBeforeTheRingRedialsAndUsesUpNoAttempt() {
        for (int i = 0; i < 6; i++) {
            var attempt = theHouseDials();
            ward.ends(attempt.call(), LineResult.CONGESTION, 34);
            assertThat(settled(attempt)).isEqualTo(Disposition.TECHNICAL_FAILURE);
            clock.advance(Duration.ofMinutes(5));
        }
        assertThat(ward.task(owed).attempts()).isZero();
        assertThat(reasons.of(owed.patient(), null, Locale.ENGLISH))
                .allSatisfy(t -> assertThat(t.canDial()).isTrue());
        assertThat(ahead()).isTrue();
    }

    @Test
    void whoseRingingWasCutShortIsNotRungAgainAtOnce() {
        var attempt = theHouseDials();
        ward.rings(attempt.call());
        calls.hangUp(attempt.call());
        ward.ends(attempt.call(), LineResult.NO_ANSWER, 16);
        assertThat(settled(attempt)).isEqualTo(Disposition.CANCELLED);
        assertThat(ward.task(owed).attempts()).isOne();
        dialing.look();
        assertThat(dialer.openOf(nurse.id())).isEmpty();
        assertThat(whyNot()).contains("retryLater 1");
        clock.advance(Duration.ofHours(3));
        theHouseDials();
    }

    @Test
    void whoCancelledByMistakeCallsHimByHand() {
        var attempt = theHouseDials();
        ward.rings(attempt.call());
        calls.hangUp(attempt.call());
        ward.ends(attempt.call(), LineResult.NO_ANSWER, 16);
        settled(attempt);
        assertThat(ward.dial(nurse, owed).number()).isEqualTo(2);
    }

    @Test
    void whoWasNotRungYetIsDialedAgainAtOnce() {
        var attempt = theHouseDials();
        calls.hangUp(attempt.call());
        ward.ends(attempt.call(), LineResult.NO_ANSWER, 16);
        assertThat(settled(attempt)).isEqualTo(Disposition.CANCELLED);
        assertThat(ward.task(owed).attempts()).isZero();
        theHouseDials();
    }

    private Attempt theHouseDials() {
        dialing.look();
        return dialer.openOf(nurse.id()).orElseThrow();
    }

    /** By the house, since nobody talked. */
    private Disposition settled(Attempt attempt) {
        await().until(() -> dialer.find(attempt.id()).orElseThrow().settled() != null);
        return db.sql("SELECT disposition FROM dialer.attempt WHERE id = :id")
                .param("id", attempt.id().value())
                .query((row, _) -> Disposition.valueOf(row.getString(1)))
                .single();
    }

    private boolean ahead() {
        return worklists.ahead(list(), DataScope.EVERYTHING, 20).contains(owed.task());
    }

    private List<String> whyNot() {
        return reasons
                .survey(list(), DataScope.EVERYTHING, nurse.id(), Locale.ENGLISH)
                .reasons()
                .stream()
                .map(r -> r.code() + " " + r.count())
                .toList();
    }

    private Worklist list() {
        return worklists.all(DataScope.EVERYTHING).getFirst();
    }
}
