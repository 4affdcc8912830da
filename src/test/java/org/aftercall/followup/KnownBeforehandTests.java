package org.aftercall.followup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;

import java.time.Duration;
import java.util.Set;
import org.aftercall.FakeWorld;
import org.aftercall.TestClock;
import org.aftercall.Ward;
import org.aftercall.kernel.DataScope;
import org.aftercall.staff.StaffMember;
import org.aftercall.telephony.LineResult;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;

/** What the form knows of a patient before he says a word. */
@SpringBootTest
@AutoConfigureMockMvc
@TestPropertySource(
        properties = {
            "aftercall.telephony.spool=target/var/KnownBeforehandTests/tapes",
            "aftercall.call.sweep-every=1h",
            "aftercall.escalation-look-every=1h"
        })
@Import({FakeWorld.class, Ward.class, RedFlagCall.class})
class KnownBeforehandTests {
    private static final String LIMIT = "{\"value\": %s, \"why\": \"after his stroke\"}";

    @Autowired RedFlagCall talk;
    @Autowired Ward ward;
    @Autowired FollowUps followUps;
    @Autowired TestClock clock;
    @Autowired JdbcClient db;

    private StaffMember doctor;

    @BeforeEach
    void aListThatAsksForPressure() {
        ward.opens();
        db.sql("DELETE FROM followup.duty").update();
        db.sql("UPDATE worklist.worklist SET questionnaire = 'hypertension'").update();
        talk.me = ward.nurse();
        doctor = talk.physician(DataScope.of(Set.of("心内科")));
        talk.owed = ward.owed();
        db.sql(
                        """
                        UPDATE patient.encounter SET ward = '三病区', diagnosis = '高血压，2 型糖尿病', attending_doctor = '李明'
                        WHERE patient_id = :patient
                        """)
                .param("patient", talk.owed.patient().value())
                .update();
    }

    @Test
    void theFormGreetsHimByNameAndAsksADiabeticForGlucose() throws Exception {
        var record = dials(talk.owed);
        assertThat(record.answers()).containsEntry("history.diabetes", BooleanNode.TRUE);
        assertThat(record.answers()).containsEntry("last.known", BooleanNode.FALSE);
        var view = view("zh-CN");
        assertThat(view.toString()).doesNotContain("{{").contains("请问是测试").contains("护士Nurse");
        assertThat(
                        view.at("/questionnaire/situations")
                                .valueStream()
                                .map(s -> s.path("code").stringValue()))
                .contains("WORRY", "ANGER", "GRIEF", "REFUSAL");
        assertThat(view("en").toString()).doesNotContain("{{").contains("Am I speaking with 测试");
        talk.answer("\"symptoms\": [\"NONE\"]");
        assertThat(followUps.questionnaire(record).enabled(read().answers()))
                .contains("glucose")
                .doesNotContain("last.now");
    }

    @Test
    void hisOwnThresholdRaisesTheAlarmEarlierAndTheUsualOneComesBack() throws Exception {
        var path = "/api/v1/patients/" + talk.owed.patient().value() + "/limits";
        assertThat(talk.send(get(path), talk.me, 200).toString())
                .contains("\"systolic\"", "\"spo2\"");
        var set = talk.send(put(path + "/systolic").content(LIMIT.formatted(150)), doctor, 200);
        assertThat(set.toString()).contains("after his stroke", doctor.name());
        dials(talk.owed);
        talk.answer("\"bp.measured\": true, \"systolic\": 152");
        var alarm = RedFlagCall.only(talk.escalations(talk.me));
        assertThat(alarm.path("rule").stringValue()).isEqualTo("systolic#2");
        // What counts in this talk was fixed when it began.
        talk.send(put(path + "/systolic").content(LIMIT.formatted("null")), doctor, 200);
        talk.answer("\"systolic\": 153");
        assertThat(talk.escalations(talk.me)).hasSize(1);
        isOver();
        assertThat(answersOfNext(ward.owedAgain(talk.owed))).doesNotContainKey("limit.systolic");
    }

    @Test
    void aThresholdThatIsNoneIsRefusedWithItsMend() throws Exception {
        var path = "/api/v1/patients/" + talk.owed.patient().value() + "/limits";
        for (var value : new String[] {"-1", "100001", "150.1234", "15", "1500"}) {
            var told =
                    talk.send(put(path + "/systolic").content(LIMIT.formatted(value)), doctor, 422);
            assertThat(told.at("/errors/0/pointer").stringValue()).isEqualTo("/value");
        }
        var told = talk.send(put(path + "/systolic").content("{\"value\": 150}"), doctor, 422);
        assertThat(told.at("/errors/0/pointer").stringValue()).isEqualTo("/why");
        talk.send(put(path + "/shoe-size").content(LIMIT.formatted(43)), doctor, 404);
        var stranger = talk.physician(DataScope.of(Set.of("骨科")));
        talk.send(put(path + "/systolic").content(LIMIT.formatted(150)), stranger, 404);
        talk.send(get(path), stranger, 404);
    }

    @Test
    void lastTimesProblemAndPressureAreThereTheNextTime() throws Exception {
        dials(talk.owed);
        talk.answer(
                "\"symptoms\": [\"HEADACHE\"], \"bp.measured\": true, \"systolic\": 150, \"diastolic\": 90");
        isOver();
        var next = answersOfNext(ward.owedAgain(talk.owed));
        assertThat(next).containsEntry("last.known", BooleanNode.TRUE);
        assertThat(next.get("systolic.before")).hasToString("150");
        // Of the symptoms nothing is answered beforehand: they are asked anew.
        assertThat(next).doesNotContainKeys("symptoms", "systolic");
        assertThat(view("zh-CN").toString()).contains("您说到剧烈头痛");
        assertThat(view("en").toString()).contains("you told us of bad headache");
        talk.answer("\"bp.measured\": true, \"systolic\": 181, \"diastolic\": 90");
        assertThat(talk.escalations(talk.me).stream().map(e -> e.path("rule").stringValue()))
                .contains("bp.change#1", "systolic#1");
    }

    @Test
    void whatHeSaidLastTimeOutlastsTheCallBackThatItLedTo() throws Exception {
        dials(talk.owed);
        talk.answer(
                "\"symptoms\": [\"HEADACHE\"], \"bp.measured\": true, \"systolic\": 165, \"diastolic\": 90");
        var alert = talk.escalations(talk.me).getFirst();
        ward.ends(talk.call, LineResult.ANSWERED, 16);
        talk.sign();
        clock.advance(Duration.ofMinutes(5));
        var back = talk.callBack(alert, doctor);
        ward.talks(back);
        ward.ends(back, LineResult.ANSWERED, 16);
        talk.send(
                post("/api/v1/records/" + followUps.of(back).orElseThrow().id().value() + "/sign")
                        .header("If-Match", "\"1\"")
                        .content(
                                """
                                {"disposition": "INTERRUPTED", "reached": "PATIENT", "completion": "PARTIAL", "clinical": "NONE"}
                                """),
                doctor,
                200);
        clock.advance(Duration.ofDays(1));
        var next = answersOfNext(ward.owedAgain(talk.owed));
        assertThat(next).containsEntry("last.known", BooleanNode.TRUE);
        assertThat(next.get("systolic.before")).hasToString("165");
        assertThat(view("en").toString()).contains("you told us of bad headache");
        var same =
                talk.send(
                        get("/api/v1/records")
                                .param("patient", talk.owed.patient().value().toString())
                                .param("questionnaire", "call-back"),
                        talk.me,
                        200);
        assertThat(same.at("/items").size()).isEqualTo(1);
    }

    @Test
    void whoWasNotReachedHasAnsweredNothing() {
        talk.dials(talk.owed);
        ward.rings(talk.call);
        assertThat(read().answers()).isNotEmpty();
        ward.ends(talk.call, LineResult.NO_ANSWER, 19);
        await().untilAsserted(() -> assertThat(read().signed()).isTrue());
        assertThat(read().answers()).isEmpty();
    }

    private void isOver() throws Exception {
        ward.ends(talk.call, LineResult.ANSWERED, 16);
        talk.sign();
        clock.advance(Duration.ofDays(1));
    }

    private java.util.Map<String, JsonNode> answersOfNext(Ward.Owed owed) {
        talk.me = ward.nurse();
        return dials(owed).answers();
    }

    private FollowUp dials(Ward.Owed owed) {
        talk.dials(owed);
        ward.talks(talk.call);
        return read();
    }

    private FollowUp read() {
        return followUps.of(talk.call).orElseThrow();
    }

    private JsonNode view(String language) throws Exception {
        return talk.send(
                get("/api/v1/records/" + talk.record).header("Accept-Language", language),
                talk.me,
                200);
    }
}
