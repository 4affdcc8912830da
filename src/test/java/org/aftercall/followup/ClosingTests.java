package org.aftercall.followup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.aftercall.FakeWorld;
import org.aftercall.TestClock;
import org.aftercall.Ward;
import org.aftercall.kernel.DataScope;
import org.aftercall.kernel.Sql;
import org.aftercall.telephony.LineResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

@SpringBootTest
@AutoConfigureMockMvc
@TestPropertySource(
        properties = {
            "aftercall.telephony.spool=target/var/ClosingTests/tapes",
            "aftercall.call.sweep-every=1h",
            "aftercall.escalation-look-every=1h"
        })
@Import({FakeWorld.class, Ward.class, RedFlagCall.class})
class ClosingTests {
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
    void itIsNeverHandedDownNorToWhomItDoesNotConcern() throws Exception {
        talk.answer("\"chest\": true");
        var one = RedFlagCall.only(talk.escalations(talk.me));
        assertThat(
                        talk.send(
                                        RedFlagCall.act(one, "hand-over", "{\"level\": \"NURSE\"}"),
                                        talk.doctor,
                                        422)
                                .at("/errors/0/code")
                                .stringValue())
                .isEqualTo("escalation.down");
        var stranger = talk.physician(DataScope.of(Set.of("骨科")));
        assertThat(
                        talk.send(RedFlagCall.handOver(one, stranger), talk.doctor, 422)
                                .at("/errors/0/code")
                                .stringValue())
                .isEqualTo("escalation.notTheirs");
        assertThat(
                        talk.send(RedFlagCall.act(one, "hand-over", "{}"), talk.doctor, 422)
                                .at("/errors/0/code")
                                .stringValue())
                .isEqualTo("escalation.to");
        assertThat(
                        talk.send(
                                        RedFlagCall.act(one, "note", "{\"note\": \" \"}"),
                                        talk.doctor,
                                        422)
                                .at("/errors/0/code")
                                .stringValue())
                .isEqualTo("escalation.note");
        talk.send(get(RedFlagCall.path(one)), stranger, 404);
        assertThat(talk.escalations(stranger)).isEmpty();
        talk.send(RedFlagCall.act(one, "close", "{\"why\": \"x\"}"), stranger, 404);
    }

    @Test
    void itIsClosedWithACallBackAfterItWasRaisedOrWithAReason() throws Exception {
        talk.answer("\"pain\": 8");
        ward.ends(talk.call, LineResult.ANSWERED, 16);
        talk.sign();
        var one = RedFlagCall.only(talk.escalations(talk.me));
        var close = "{\"callId\": \"%s\"}";
        assertThat(talk.code(one, "{}")).isEqualTo("escalation.close");
        assertThat(talk.code(one, close.formatted(talk.call.value())))
                .isEqualTo("escalation.notACallBack");
        clock.advance(Duration.ofMinutes(5));
        var missed = talk.callBack(one, talk.doctor);
        ward.rings(missed);
        ward.ends(missed, LineResult.NO_ANSWER, 19);
        await().until(() -> followUps.of(missed).orElseThrow().signed());
        assertThat(talk.code(one, close.formatted(missed.value())))
                .isEqualTo("escalation.notReached");
        clock.advance(Duration.ofHours(3).plusMinutes(1));
        var back = talk.callBack(one, talk.doctor);
        assertThat(followUps.of(back).orElseThrow().questionnaire()).isEqualTo("call-back");
        // Pressed twice, it is the same talk.call.
        assertThat(talk.callBack(one, talk.doctor)).isEqualTo(back);
        ward.talks(back);
        ward.ends(back, LineResult.ANSWERED, 16);
        talk.send(RedFlagCall.act(one, "acknowledge", "{}"), talk.doctor, 200);
        var closed =
                talk.send(
                        RedFlagCall.act(one, "close", close.formatted(back.value())),
                        talk.doctor,
                        200);
        assertThat(closed.at("/row/state").stringValue()).isEqualTo("CLOSED");
        assertThat(closed.path("closingCall").stringValue()).isEqualTo(back.value().toString());
        assertThat(RedFlagCall.kinds(closed))
                .containsExactly(
                        "RAISED", "FIXED", "CALLED_BACK", "CALLED_BACK", "ACKNOWLEDGED", "CLOSED");
        assertThat(
                        talk.send(
                                        RedFlagCall.act(one, "close", "{\"why\": \"x\"}"),
                                        talk.doctor,
                                        409)
                                .path("code")
                                .stringValue())
                .isEqualTo("escalation.closed");
        clock.advance(Duration.ofDays(3));
        climbing.look();
        assertThat(
                        talk.send(get(RedFlagCall.path(one)), talk.doctor, 200)
                                .at("/row/level")
                                .stringValue())
                .isEqualTo("NURSE");
    }

    @Test
    void closedWithAReasonNobodyIsCalledBackAnyMore() throws Exception {
        talk.answer("\"pain\": 8");
        ward.ends(talk.call, LineResult.ANSWERED, 16);
        talk.sign();
        var one = RedFlagCall.only(talk.escalations(talk.me));
        clock.advance(Duration.ofMinutes(5));
        var missed = talk.callBack(one, talk.doctor);
        ward.rings(missed);
        ward.ends(missed, LineResult.NO_ANSWER, 19);
        await().until(() -> followUps.of(missed).orElseThrow().signed());
        assertThat(callBackTask(one)).isEqualTo("WAITING ");
        talk.send(
                RedFlagCall.act(one, "close", "{\"why\": \"came to the ward\"}"), talk.doctor, 200);
        assertThat(callBackTask(one)).isEqualTo("GIVEN_UP byHand");
        assertThat(
                        db.sql(
                                        "SELECT note FROM worklist.closing c JOIN followup.escalation e ON e.task_id = c.task_id WHERE e.id = :id")
                                .param("id", UUID.fromString(one.path("id").stringValue()))
                                .query(String.class)
                                .list())
                .containsExactly("came to the ward");
    }

    @Test
    void noPauseSeasonCrewOrCapOfHisListHoldsTheCallBackUp() throws Exception {
        talk.answer("\"pain\": 8");
        ward.ends(talk.call, LineResult.ANSWERED, 16);
        talk.sign();
        var one = RedFlagCall.only(talk.escalations(talk.me));
        db.sql(
                        """
                        INSERT INTO worklist.result (task_id, patient_id, at, disposition, counted, answered)
                        SELECT :task, :patient, :now, 'BUSY', true, false FROM generate_series(1, 8)
                        """)
                .param("task", talk.owed.task().value())
                .param("patient", talk.owed.patient().value())
                .param("now", Sql.utc(clock.instant()))
                .update();
        db.sql(
                        "INSERT INTO worklist.crew (worklist_id, staff_id) SELECT id, :nurse FROM worklist.worklist")
                .param("nurse", talk.me.id().value())
                .update();
        db.sql(
                        """
                        UPDATE worklist.worklist SET paused = true, paused_why = 'too many', starts_on = '2026-11-01',
                                                     ends_on = '2026-11-22'
                        """)
                .update();
        var back = talk.callBack(one, talk.doctor);
        assertThat(followUps.of(back).orElseThrow().questionnaire()).isEqualTo("call-back");
        ward.ends(back, LineResult.NO_ANSWER, 19);
        await().until(() -> followUps.of(back).orElseThrow().signed());
        // As often as it takes.
        clock.advance(Duration.ofMinutes(5));
        assertThat(talk.callBack(one, talk.doctor)).isNotEqualTo(back);
    }

    @AfterEach
    void theListIsAsItWas() {
        db.sql("DELETE FROM worklist.crew").update();
        db.sql("UPDATE worklist.worklist SET starts_on = NULL, ends_on = NULL").update();
    }

    @Test
    void hisHoursAndHisWishNotToBeCalledHoldForTheCallBackToo() throws Exception {
        talk.answer("\"pain\": 8");
        ward.ends(talk.call, LineResult.ANSWERED, 16);
        talk.sign();
        var one = RedFlagCall.only(talk.escalations(talk.me));
        clock.advance(Duration.ofHours(12));
        assertThat(refused(one)).isEqualTo("window.closed");
        clock.advance(Duration.ofHours(12));
        db.sql("UPDATE patient.patient SET do_not_call = true WHERE id = :id")
                .param("id", talk.owed.patient().value())
                .update();
        assertThat(refused(one)).isEqualTo("patient.doNotCall");
    }

    private String refused(JsonNode one) throws Exception {
        return talk.send(RedFlagCall.act(one, "call-back", "{}"), talk.doctor, 409)
                .path("code")
                .stringValue();
    }

    private String callBackTask(JsonNode escalation) {
        return db.sql(
                        """
                        SELECT t.state || ' ' || coalesce(t.closed_why, '')
                        FROM followup.escalation e JOIN worklist.task t ON t.id = e.task_id WHERE e.id = :id
                        """)
                .param("id", UUID.fromString(escalation.path("id").stringValue()))
                .query(String.class)
                .single();
    }

    @Test
    void everyLookAndEveryStepIsInTheTrail() throws Exception {
        talk.answer("\"pain\": 8");
        var one = RedFlagCall.only(talk.escalations(talk.me));
        talk.send(get(RedFlagCall.path(one)), talk.doctor, 200);
        talk.send(RedFlagCall.act(one, "acknowledge", "{}"), talk.doctor, 200);
        talk.send(RedFlagCall.act(one, "note", "{\"note\": \"rang the ward\"}"), talk.doctor, 200);
        talk.send(
                RedFlagCall.act(one, "close", "{\"why\": \"is in hospital again\"}"),
                talk.doctor,
                200);
        assertThat(
                        db.sql(
                                        "SELECT action FROM audit.access WHERE subject_id = :id AND patient_id = :patient ORDER BY seq")
                                .param("id", UUID.fromString(one.path("id").stringValue()))
                                .param("patient", talk.owed.patient().value())
                                .query((row, _) -> row.getString(1))
                                .list())
                .containsExactly(
                        "escalation.view",
                        "escalation.acknowledge",
                        "escalation.note",
                        "escalation.close");
    }

    @Test
    void figuresTellWhatWasFoundAndWhatCameOfIt() throws Exception {
        talk.answer("\"pain\": 8");
        talk.answer("\"chest\": true");
        var pain =
                talk.escalations(talk.me).stream()
                        .filter(e -> e.path("rule").stringValue().equals("pain#1"))
                        .findFirst()
                        .orElseThrow();
        talk.send(RedFlagCall.act(pain, "acknowledge", "{}"), talk.doctor, 200);
        talk.send(
                RedFlagCall.act(pain, "close", "{\"why\": \"seen at the clinic\"}"),
                talk.doctor,
                200);
        var ours =
                talk.send(
                        get("/api/v1/escalations/statistics")
                                .param("from", clock.instant().minusSeconds(60).toString())
                                .param("to", clock.instant().plusSeconds(60).toString()),
                        talk.doctor,
                        200);
        var rule =
                ours.path("rules")
                        .valueStream()
                        .filter(r -> r.path("rule").stringValue().equals("pain#1"))
                        .findFirst()
                        .orElseThrow();
        assertThat(rule.at("/tally/found").intValue()).isPositive();
        assertThat(rule.at("/tally/closedInTime").intValue()).isPositive();
        assertThat(rule.path("verdict").stringValue()).isEqualTo("TOO_FEW");
        assertThat(ours.at("/whole/found").intValue())
                .isEqualTo(
                        ours.path("severities")
                                .valueStream()
                                .mapToInt(s -> s.at("/tally/found").intValue())
                                .sum());
        assertThat(EscalationStatistics.verdict(20, 0))
                .isEqualTo(EscalationStatistics.Verdict.NEVER);
        assertThat(EscalationStatistics.verdict(20, 18))
                .isEqualTo(EscalationStatistics.Verdict.ALWAYS);
        assertThat(EscalationStatistics.verdict(20, 17))
                .isEqualTo(EscalationStatistics.Verdict.USEFUL);
    }

    @Test
    void whoAcknowledgesHasAStepsTimeOncePerLevel() throws Exception {
        talk.answer("\"chest\": true");
        var one = RedFlagCall.only(talk.escalations(talk.me));
        assertThat(one.path("level").stringValue()).isEqualTo("DOCTOR");
        clock.advance(Duration.ofMinutes(4));
        talk.send(RedFlagCall.act(one, "acknowledge", "{}"), talk.doctor, 200);
        var until = clock.instant().plus(Duration.ofMinutes(10)).toString();
        assertThat(RedFlagCall.only(talk.escalations(talk.me)).path("climbsAt").stringValue())
                .isEqualTo(until);
        assertThat(
                        talk.send(RedFlagCall.act(one, "acknowledge", "{}"), talk.onDuty, 409)
                                .path("code")
                                .stringValue())
                .isEqualTo("escalation.inHand");
        talk.send(RedFlagCall.handOver(one, talk.onDuty), talk.doctor, 200);
        clock.advance(Duration.ofMinutes(4));
        talk.send(RedFlagCall.act(one, "acknowledge", "{}"), talk.onDuty, 200);
        assertThat(RedFlagCall.only(talk.escalations(talk.me)).path("climbsAt").stringValue())
                .isEqualTo(until);
    }
}
