package org.aftercall.followup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.patch;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.aftercall.FakeWorld;
import org.aftercall.TestClock;
import org.aftercall.Ward;
import org.aftercall.call.CallId;
import org.aftercall.kernel.DataScope;
import org.aftercall.kernel.Ids;
import org.aftercall.kernel.Sql;
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

/** From a complaint to its owner, our answer, and how content the patient is with it. */
@SpringBootTest
@AutoConfigureMockMvc
@TestPropertySource(
        properties = {
            "aftercall.telephony.spool=target/var/ComplaintTests/tapes",
            "aftercall.call.sweep-every=1h",
            "aftercall.escalation-look-every=1h"
        })
@Import({FakeWorld.class, Ward.class, RedFlagCall.class})
class ComplaintTests {
    private static final String COMPLAINS =
            "\"complaint\": true, \"complaint.words\": \"waited two hours\"";

    @Autowired RedFlagCall talk;
    @Autowired Ward ward;
    @Autowired FollowUps followUps;
    @Autowired Climbing climbing;
    @Autowired TestClock clock;
    @Autowired JdbcClient db;

    private StaffMember desk;

    @BeforeEach
    void aSatisfactionCallIsOn() {
        talk.begins("satisfaction");
        desk = ward.nurse();
        talk.duty(DutyKind.COMPLAINT, "心内科", DutyLevel.NURSE, desk);
    }

    @Test
    void itGoesToTheComplaintsDeskAndIsCalledBackByItsOwnForm() throws Exception {
        talk.answer(COMPLAINS);
        var one = complaint();
        assertThat(one.path("ownerName").stringValue()).isEqualTo(desk.name());
        assertThat(one.path("rule").stringValue()).isEqualTo("complaint#1");
        signed();
        clock.advance(Duration.ofMinutes(5));
        var back = talk.callBack(one, desk);
        assertThat(followUps.of(back).orElseThrow().questionnaire()).isEqualTo("complaint");
    }

    @Test
    void itIsClosedWithTheAnswerAndHowContentHeIsAndShowsInTheFigures() throws Exception {
        talk.answer(COMPLAINS);
        var one = complaint();
        signed();
        var before = figures();
        clock.advance(Duration.ofMinutes(5));
        var back = calledBack(one);
        var close = "{\"callId\": \"%s\"}".formatted(back.value());
        // A talk that told nothing of it closes nothing by itself.
        var refused = talk.send(RedFlagCall.act(one, "close", close), desk, 422);
        assertThat(refused.at("/errors/0/code").stringValue()).isEqualTo("escalation.unanswered");
        assertThat(refused.at("/errors/0/pointer").stringValue()).isEqualTo("/why");
        tells(back, "\"solved\": \"SOLVED\", \"content\": \"5\"");
        var closed = talk.send(RedFlagCall.act(one, "close", close), desk, 200);
        assertThat(closed.at("/row/state").stringValue()).isEqualTo("CLOSED");
        assertThat(closed.at("/answered/solved").stringValue()).isEqualTo("SOLVED");
        assertThat(closed.at("/answered/solvedText").stringValue()).isNotBlank();
        assertThat(closed.at("/answered/content").stringValue()).isEqualTo("5");
        assertThat(closed.at("/answered/record").stringValue())
                .isEqualTo(followUps.of(back).orElseThrow().id().value().toString());
        var after = figures();
        for (var what : List.of("answered", "solved", "rated", "content")) {
            assertThat(after.path(what).intValue()).isEqualTo(before.path(what).intValue() + 1);
        }
        assertThat(after.path("unsolved").intValue()).isEqualTo(before.path("unsolved").intValue());
        assertThat(after.at("/tally/closedInTime").intValue())
                .isEqualTo(before.at("/tally/closedInTime").intValue() + 1);
    }

    @Test
    void aCallAboutSomethingElseDoesNotCloseItButAReasonDoes() throws Exception {
        talk.answer(COMPLAINS + ", \"recommend\": 2");
        var all = talk.escalations(talk.me);
        var one = complaint();
        var other =
                all.stream()
                        .filter(e -> e.path("kind").stringValue().equals("CLINICAL"))
                        .findFirst()
                        .orElseThrow();
        assertThat(other.path("ownerName").stringValue()).isEqualTo(talk.onDuty.name());
        signed();
        clock.advance(Duration.ofMinutes(5));
        var back = talk.callBack(other, talk.doctor);
        assertThat(followUps.of(back).orElseThrow().questionnaire()).isEqualTo("call-back");
        ward.talks(back);
        ward.ends(back, LineResult.ANSWERED, 16);
        assertThat(talk.code(one, "{\"callId\": \"%s\"}".formatted(back.value())))
                .isEqualTo("escalation.otherForm");
        assertThat(talk.code(one, "{}")).isEqualTo("escalation.close");
        talk.send(RedFlagCall.act(one, "close", "{\"why\": \"taken back\"}"), desk, 200);
    }

    @Test
    void whoIsNotContentIsAComplaintAgainThatKnowsTheFirst() throws Exception {
        talk.answer(COMPLAINS);
        var one = complaint();
        signed();
        clock.advance(Duration.ofMinutes(5));
        var back = calledBack(one);
        tells(back, "\"solved\": \"NOT\", \"content\": \"1\"");
        var record = followUps.of(back).orElseThrow().id().value().toString();
        var again =
                talk.send(get("/api/v1/escalations").param("record", record), desk, 200)
                        .path("items")
                        .valueStream()
                        .toList();
        assertThat(again)
                .hasSize(2)
                .allMatch(e -> e.path("kind").stringValue().equals("COMPLAINT"))
                .allMatch(e -> e.path("ownerName").stringValue().equals(desk.name()));
        var whole = talk.send(get(RedFlagCall.path(again.getFirst())), desk, 200);
        assertThat(whole.path("origin")).isEqualTo(one.path("id"));
        assertThat(talk.send(get(RedFlagCall.path(one)), desk, 200).path("origin").isNull())
                .isTrue();
    }

    @Test
    void itClimbsWhenLateToTheNextOfItsOwn() throws Exception {
        var head = talk.physician(DataScope.EVERYTHING);
        talk.duty(DutyKind.COMPLAINT, "*", DutyLevel.SPECIALIST, head);
        talk.answer(COMPLAINS);
        var raised = clock.instant();
        clock.set(raised.plus(Duration.ofHours(24)));
        climbing.look();
        var climbed = complaint();
        assertThat(climbed.path("level").stringValue()).isEqualTo("SPECIALIST");
        assertThat(climbed.path("ownerName").stringValue()).isEqualTo(head.name());
        // Above there is nobody for complaints: the doctors answer for their department.
        clock.set(raised.plus(Duration.ofHours(32)));
        climbing.look();
        assertThat(complaint().path("ownerName").stringValue()).isEqualTo(talk.doctor.name());
    }

    @Test
    void withoutADeskOfTheDepartmentTheHousesHasItThenADoctorThenAnybody() throws Exception {
        var house = ward.nurse();
        db.sql("DELETE FROM followup.duty WHERE kind = 'COMPLAINT'").update();
        talk.answer(COMPLAINS);
        assertThat(complaint().path("ownerName").stringValue()).isEqualTo(talk.doctor.name());
        db.sql("DELETE FROM followup.duty WHERE level = 3").update();
        again();
        assertThat(complaint().path("ownerName").stringValue()).isEqualTo(talk.onDuty.name());
        talk.duty(DutyKind.COMPLAINT, "*", DutyLevel.HEAD, house);
        again();
        assertThat(complaint().path("ownerName").stringValue()).isEqualTo(house.name());
        // A complaints desk is told of nothing else.
        db.sql("DELETE FROM followup.duty WHERE kind = 'CLINICAL'").update();
        talk.answer("\"complaint\": false, \"recommend\": 2");
        assertThat(RedFlagCall.only(talk.escalations(talk.me)).path("ownerName").isNull()).isTrue();
    }

    private void again() throws Exception {
        talk.answer("\"complaint\": false");
        talk.answer(COMPLAINS);
    }

    @Test
    void whatANurseConfirmsToBeAComplaintIsOneInAnyCall() throws Exception {
        talk.begins("post-discharge");
        talk.duty(DutyKind.COMPLAINT, "*", DutyLevel.NURSE, desk);
        clock.advance(Duration.ofSeconds(40));
        var cue = heard(talk.call);
        assertThat(talk.escalations(talk.me)).isEmpty();
        judged(cue, "CONFIRMED");
        await().untilAsserted(() -> assertThat(talk.escalations(talk.me)).hasSize(1));
        var one = complaint();
        assertThat(one.path("answer").stringValue()).isEqualTo("投诉");
        assertThat(one.path("question").stringValue()).doesNotContain("escalation.");
        assertThat(one.path("advice").stringValue()).doesNotContain("escalation.");
        assertThat(one.path("ownerName").stringValue()).isEqualTo(desk.name());
        var whole = talk.send(get(RedFlagCall.path(one)), talk.me, 200);
        assertThat(whole.path("heardSecond").intValue()).isEqualTo(31);
        // Saved answers know nothing of it and leave it alone.
        talk.answer("\"fever\": false");
        assertThat(talk.escalations(talk.me)).hasSize(1);
        judged(cue, "REJECTED");
        await().untilAsserted(() -> assertThat(talk.escalations(talk.me)).isEmpty());
        judged(cue, "CONFIRMED");
        await().untilAsserted(() -> assertThat(talk.escalations(talk.me)).hasSize(1));
        signed();
        judged(cue, "REJECTED");
        clock.advance(Duration.ofMinutes(5));
        var back = talk.callBack(complaint(), desk);
        assertThat(followUps.of(back).orElseThrow().questionnaire()).isEqualTo("complaint");
        assertThat(talk.escalations(talk.me)).hasSize(1);
    }

    @Test
    void heardAndWrittenDownItIsOneComplaint() throws Exception {
        talk.answer(COMPLAINS);
        var cue = heard(talk.call);
        judged(cue, "CONFIRMED");
        await().until(() -> completed(talk.call));
        assertThat(complaint().path("rule").stringValue()).isEqualTo("complaint#1");
    }

    /** The event is dealt with. */
    private boolean completed(CallId call) {
        return db.sql(
                                """
                                SELECT count(*) FROM events.event_publication
                                WHERE completion_date IS NULL AND serialized_event LIKE :call AND event_type LIKE '%ComplaintJudged'
                                """)
                        .param("call", "%" + call.value() + "%")
                        .query(Integer.class)
                        .single()
                == 0;
    }

    private UUID heard(CallId call) {
        var id = Ids.next();
        db.sql(
                        """
                        INSERT INTO transcript.cue (id, call_id, kind, words, speaker, at_ms, said, list_version, live, raised_at)
                        VALUES (:id, :call, 'COMPLAINT', '投诉', 'PATIENT', 31500, '我要投诉', 0, true, :now)
                        """)
                .param("id", id)
                .param("call", call.value())
                .param("now", Sql.utc(clock.instant()))
                .update();
        return id;
    }

    private void judged(UUID cue, String verdict) throws Exception {
        talk.send(
                put("/api/v1/cues/" + cue + "/verdict")
                        .content("{\"verdict\": \"%s\"}".formatted(verdict)),
                talk.me,
                200);
    }

    private JsonNode complaint() throws Exception {
        return RedFlagCall.only(
                talk.escalations(talk.me).stream()
                        .filter(e -> e.path("kind").stringValue().equals("COMPLAINT"))
                        .toList());
    }

    private void signed() throws Exception {
        ward.ends(talk.call, LineResult.ANSWERED, 16);
        talk.sign();
    }

    private CallId calledBack(JsonNode one) throws Exception {
        var back = talk.callBack(one, desk);
        ward.talks(back);
        ward.ends(back, LineResult.ANSWERED, 16);
        return back;
    }

    private void tells(CallId back, String answers) throws Exception {
        var record = followUps.of(back).orElseThrow();
        talk.send(
                patch("/api/v1/records/" + record.id().value())
                        .header("If-Match", "\"" + record.version() + "\"")
                        .content(
                                "{\"answers\": {\"who\": \"PATIENT\", \"recording\": true, \"identity\": true, "
                                        + answers
                                        + "}}"),
                desk,
                200);
    }

    private JsonNode figures() throws Exception {
        return talk.send(
                        get("/api/v1/escalations/statistics")
                                .param("from", clock.instant().minus(Duration.ofDays(2)).toString())
                                .param("to", clock.instant().plus(Duration.ofDays(2)).toString()),
                        talk.doctor,
                        200)
                .path("complaints");
    }
}
