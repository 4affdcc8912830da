package org.aftercall.followup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.aftercall.FakeWorld;
import org.aftercall.TestClock;
import org.aftercall.Ward;
import org.aftercall.kernel.DataScope;
import org.aftercall.telephony.LineResult;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.function.ThrowingConsumer;
import tools.jackson.databind.JsonNode;

@SpringBootTest
@AutoConfigureMockMvc
@TestPropertySource(
        properties = {
            "aftercall.telephony.spool=target/var/EscalationTests/tapes",
            "aftercall.call.sweep-every=1h",
            "aftercall.escalation-look-every=1h"
        })
@Import({FakeWorld.class, Ward.class, RedFlagCall.class})
class EscalationTests {
    @Autowired RedFlagCall talk;
    @Autowired Ward ward;
    @Autowired FollowUps followUps;
    @Autowired Climbing climbing;
    @Autowired TransactionTemplate transaction;
    @Autowired TestClock clock;
    @Autowired JdbcClient db;

    @BeforeEach
    void aTalkIsOn() {
        talk.begins();
    }

    @Test
    void anAnswerThatRaisesAnAlarmIsAnEscalationTheMomentItIsSaved() throws Exception {
        clock.advance(Duration.ofSeconds(83));
        talk.answer("\"pain\": 8");
        var only = RedFlagCall.only(talk.escalations(talk.me));
        assertThat(only.path("rule").stringValue()).isEqualTo("pain#1");
        assertThat(only.path("severity").stringValue()).isEqualTo("URGENT");
        assertThat(only.path("state").stringValue()).isEqualTo("RAISED");
        assertThat(only.path("level").stringValue()).isEqualTo("NURSE");
        assertThat(only.path("ownerName").stringValue()).isEqualTo(talk.onDuty.name());
        assertThat(only.path("answer").intValue()).isEqualTo(8);
        assertThat(only.path("advice").stringValue()).isNotBlank();
        assertThat(only.path("dueAt").stringValue())
                .isEqualTo(clock.instant().plus(Duration.ofHours(4)).toString());
        var whole = talk.send(get(RedFlagCall.path(only)), talk.me, 200);
        assertThat(whole.path("heardSecond").intValue()).isEqualTo(83);
        assertThat(whole.path("questionnaire").stringValue()).isEqualTo("post-discharge");
        assertThat(whole.path("questionnaireVersion").intValue()).isEqualTo(2);
        assertThat(RedFlagCall.kinds(whole)).containsExactly("RAISED");
        assertThat(whole.path("history").get(0).path("who").stringValue())
                .isEqualTo(talk.me.name());
    }

    @Test
    void aPatientWearsTheWorstOfWhatIsOpen() throws Exception {
        assertThat(alarmed()).isEmpty();
        talk.answer("\"pain\": 8");
        assertThat(alarmed()).containsExactly("URGENT 1");
        talk.answer("\"chest\": true");
        assertThat(alarmed()).containsExactly("EMERGENCY 2");
        talk.answer("\"chest\": false, \"pain\": 2");
        assertThat(alarmed()).isEmpty();
    }

    private List<String> alarmed() throws Exception {
        var patient = talk.owed.patient().value().toString();
        return talk.send(get("/api/v1/escalations/patients"), talk.me, 200)
                .valueStream()
                .filter(one -> one.path("patientId").stringValue().equals(patient))
                .map(one -> one.path("worst").stringValue() + " " + one.path("open").intValue())
                .toList();
    }

    @Test
    void beforeIdentityIsConfirmedNothingCountsAndNothingIsRaised() throws Exception {
        talk.save("{\"answers\": {\"pain\": 9}}");
        assertThat(talk.escalations(talk.me)).isEmpty();
    }

    @Test
    void savingTheSameAgainRaisesNothingMore() throws Exception {
        talk.answer("\"pain\": 8");
        talk.answer("\"fever\": false");
        talk.answer("\"pain\": 8");
        assertThat(
                        RedFlagCall.kinds(
                                talk.send(
                                        get(
                                                RedFlagCall.path(
                                                        RedFlagCall.only(
                                                                talk.escalations(talk.me)))),
                                        talk.me,
                                        200)))
                .containsExactly("RAISED");
        talk.answer("\"pain\": 9");
        var revised = RedFlagCall.only(talk.escalations(talk.me));
        assertThat(revised.path("answer").intValue()).isEqualTo(9);
        assertThat(RedFlagCall.kinds(talk.send(get(RedFlagCall.path(revised)), talk.me, 200)))
                .containsExactly("RAISED", "REVISED");
    }

    @Test
    void aMistakeIsWithdrawnWithATraceAndMayBeRaisedAnew() throws Exception {
        talk.answer("\"pain\": 8");
        var first = RedFlagCall.only(talk.escalations(talk.me));
        talk.answer("\"pain\": 3");
        assertThat(talk.escalations(talk.me)).isEmpty();
        var withdrawn = talk.send(get(RedFlagCall.path(first)), talk.me, 200);
        assertThat(withdrawn.path("row").path("state").stringValue()).isEqualTo("WITHDRAWN");
        assertThat(RedFlagCall.kinds(withdrawn)).containsExactly("RAISED", "WITHDRAWN");
        assertThat(
                        talk.send(RedFlagCall.act(first, "acknowledge", "{}"), talk.onDuty, 409)
                                .path("code")
                                .stringValue())
                .isEqualTo("escalation.withdrawn");
        talk.answer("\"pain\": 8");
        assertThat(RedFlagCall.only(talk.escalations(talk.me)).path("id"))
                .isNotEqualTo(first.path("id"));
    }

    @Test
    void whatIsSignedStays() throws Exception {
        talk.answer("\"pain\": 8");
        ward.ends(talk.call, LineResult.ANSWERED, 16);
        talk.sign();
        var signed =
                talk.send(
                        get(RedFlagCall.path(RedFlagCall.only(talk.escalations(talk.me)))),
                        talk.me,
                        200);
        assertThat(RedFlagCall.kinds(signed)).containsExactly("RAISED", "FIXED");
        for (var sql :
                List.of(
                        "UPDATE followup.escalation SET state = 'WITHDRAWN', climb_at = NULL WHERE record_id = '%s'",
                        "DELETE FROM followup.escalation WHERE record_id = '%s'",
                        "DELETE FROM followup.escalation_step /* %s */",
                        "UPDATE followup.escalation_step SET note = 'x' /* %s */",
                        "TRUNCATE followup.escalation_step /* %s */")) {
            assertThatThrownBy(() -> db.sql(sql.formatted(talk.record)).update())
                    .as(sql)
                    .isNotNull();
        }
    }

    @Test
    void anAmendmentTakesBackNothingThatWasSignedOnce() throws Exception {
        talk.answer("\"pain\": 8");
        ward.ends(talk.call, LineResult.ANSWERED, 16);
        talk.sign();
        talk.reopen();
        talk.answer("\"pain\": 3");
        talk.answer("\"fever\": false");
        var one = RedFlagCall.only(talk.escalations(talk.me));
        assertThat(one.path("state").stringValue()).isEqualTo("RAISED");
        assertThat(one.path("answer").intValue()).isEqualTo(3);
        assertThat(RedFlagCall.kinds(talk.send(get(RedFlagCall.path(one)), talk.me, 200)))
                .containsExactly("RAISED", "FIXED", "REVISED");
    }

    @Test
    void neitherAnswerNorEscalationIsThereWithoutTheOther() {
        var before = ward.rows("followup.escalation");
        assertThatThrownBy(() ->
                        transaction.executeWithoutResult(
                                ThrowingConsumer.of(_ -> {
                                    talk.answer("\"chest\": true");
                                    assertThat(ward.rows("followup.escalation"))
                                            .isEqualTo(before + 1);
                                    throw new IllegalStateException("killed");
                                })))
                .hasMessage("killed");
        assertThat(ward.rows("followup.escalation")).isEqualTo(before);
        assertThat(followUps.of(talk.call).orElseThrow().answers()).isEmpty();
    }

    @Test
    void whereNobodyIsOnDutyItFallsUpAndWhereNobodyIsAtAllItWaitsForTheRoster() throws Exception {
        db.sql("DELETE FROM followup.duty WHERE level = 1").update();
        talk.answer("\"pain\": 8");
        var up = RedFlagCall.only(talk.escalations(talk.me));
        assertThat(up.path("level").stringValue()).isEqualTo("DOCTOR");
        assertThat(up.path("ownerName").stringValue()).isEqualTo(talk.doctor.name());

        db.sql("DELETE FROM followup.duty").update();
        talk.answer("\"chest\": true");
        assertThat(
                        talk.send(get("/api/v1/escalations/counts"), talk.me, 200)
                                .at("/counts/unowned")
                                .intValue())
                .isOne();
        talk.roster("{\"department\": \"心内科\", \"levels\": {\"HEAD\": [\"%s\"]}}", 200);
        var given =
                talk.escalations(talk.me).stream()
                        .filter(e -> e.path("rule").stringValue().startsWith("chest"))
                        .findFirst()
                        .orElseThrow();
        assertThat(given.path("level").stringValue()).isEqualTo("HEAD");
        assertThat(given.path("ownerName").stringValue()).isEqualTo(talk.doctor.name());
    }

    @Test
    void aRosterNamesOnlyWhomItMayTellAndIsNotOverwrittenUnseen() throws Exception {
        var stranger = talk.physician(DataScope.of(Set.of("骨科")));
        var wish =
                "{\"department\": \"心内科\", \"levels\": {\"NURSE\": [\"%s\"]}}"
                        .formatted(stranger.id().value());
        var refused = talk.replace(wish, talk.tag(), 422);
        assertThat(refused.at("/errors/0/pointer").stringValue()).isEqualTo("/levels/NURSE/0");
        assertThat(talk.replace(wish, "\"old\"", 412).path("code").stringValue())
                .isEqualTo("roster.stale");
        assertThat(talk.replace(wish, null, 428).path("code").stringValue())
                .isEqualTo("roster.ifMatch");
        talk.send(put("/api/v1/duty-roster").content(wish), talk.me, 403);
    }

    @Test
    void itClimbsAtItsMomentAndNotBefore() throws Exception {
        talk.answer("\"pain\": 8");
        var raised = clock.instant();
        var due = raised.plus(Duration.ofHours(4));
        clock.set(due.minusMillis(1));
        climbing.look();
        assertThat(RedFlagCall.only(talk.escalations(talk.me)).path("level").stringValue())
                .isEqualTo("NURSE");
        clock.set(due);
        climbing.look();
        climbing.look();
        var climbed =
                talk.send(
                        get(RedFlagCall.path(RedFlagCall.only(talk.escalations(talk.me)))),
                        talk.me,
                        200);
        // Nobody is on duty as a specialist nurse.
        assertThat(climbed.at("/row/level").stringValue()).isEqualTo("DOCTOR");
        assertThat(climbed.at("/row/ownerName").stringValue()).isEqualTo(talk.doctor.name());
        assertThat(climbed.at("/row/climbsAt").stringValue())
                .isEqualTo(due.plus(Duration.ofHours(1)).toString());
        assertThat(RedFlagCall.kinds(climbed)).containsExactly("RAISED", "CLIMBED");
        assertThat(climbed.at("/history/1/planned").stringValue()).isEqualTo(due.toString());
        // At the top it stays with whom it was when there is nobody above.
        clock.set(due.plus(Duration.ofHours(1)));
        climbing.look();
        var top = RedFlagCall.only(talk.escalations(talk.me));
        assertThat(top.path("level").stringValue()).isEqualTo("HEAD");
        assertThat(top.path("ownerName").stringValue()).isEqualTo(talk.doctor.name());
        assertThat(top.path("climbsAt").isNull()).isTrue();
    }

    @Test
    void aRoutineOneIsWithTheDoctorInTimeEvenIfEachLevelTakesItInHandAtTheLastMoment()
            throws Exception {
        var specialist = ward.nurse();
        talk.duty("*", DutyLevel.SPECIALIST, specialist);
        talk.answer("\"appointment\": false");
        var raised = clock.instant();
        var one = RedFlagCall.only(talk.escalations(talk.me));
        assertThat(one.path("severity").stringValue()).isEqualTo("ROUTINE");
        assertThat(one.path("dueAt").stringValue())
                .isEqualTo(raised.plus(Duration.ofHours(48)).toString());
        clock.set(raised.plus(Duration.ofHours(24)).minusMillis(1));
        talk.send(RedFlagCall.act(one, "acknowledge", "{}"), talk.onDuty, 200);
        clock.set(raised.plus(Duration.ofHours(32)));
        climbing.look();
        assertThat(levelOf(one)).isEqualTo("SPECIALIST");
        talk.send(RedFlagCall.act(one, "acknowledge", "{}"), specialist, 200);
        clock.set(raised.plus(Duration.ofHours(40)));
        climbing.look();
        assertThat(levelOf(one)).isEqualTo("DOCTOR");
    }

    private String levelOf(JsonNode one) throws Exception {
        return talk.send(get(RedFlagCall.path(one)), talk.me, 200).at("/row/level").stringValue();
    }
}
