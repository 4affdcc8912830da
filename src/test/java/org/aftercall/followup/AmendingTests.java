package org.aftercall.followup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.patch;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.time.Duration;
import java.util.UUID;
import org.aftercall.FakeWorld;
import org.aftercall.TestClock;
import org.aftercall.Ward;
import org.aftercall.call.CallId;
import org.aftercall.patient.Patients;
import org.aftercall.staff.Presence;
import org.aftercall.staff.SignedIn;
import org.aftercall.staff.Staff;
import org.aftercall.staff.StaffMember;
import org.aftercall.telephony.LineResult;
import org.aftercall.worklist.Disposition;
import org.aftercall.worklist.FollowUpTask.State;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import tools.jackson.databind.JsonNode;

@SpringBootTest
@AutoConfigureMockMvc
@TestPropertySource(
        properties = {
            "aftercall.telephony.spool=target/var/AmendingTests/tapes",
            "aftercall.call.sweep-every=1h"
        })
@Import({FakeWorld.class, Ward.class})
class AmendingTests {
    private static final String REASON = "{\"reason\": \"the note belongs to somebody else\"}";

    @Autowired Ward ward;
    @Autowired FollowUps followUps;
    @Autowired Patients patients;
    @Autowired Staff staff;
    @Autowired MockMvc mvc;
    @Autowired TestClock clock;
    @Autowired JdbcClient db;

    private StaffMember me;
    private Ward.Owed owed;
    private UUID id;

    @BeforeEach
    void aTalkIsOver() {
        ward.opens();
        me = ward.nurse();
        owed = ward.owed();
        id = talked();
    }

    @Test
    void anOutcomeTakenBackAtOnceLeavesEverythingAsBefore() throws Exception {
        var signed = sign("INTERRUPTED", 200);
        assertThat(signed.path("undoUntil").stringValue())
                .isEqualTo(clock.instant().plusSeconds(30).toString());
        assertThat(ward.task(owed).attempts()).isOne();
        clock.advance(Duration.ofSeconds(30));

        var open = undo(me, 200);

        assertThat(open.path("state").stringValue()).isEqualTo("OPEN");
        assertThat(open.path("past").path(0).path("disposition").stringValue())
                .isEqualTo("INTERRUPTED");
        assertThat(ward.task(owed).state()).isEqualTo(State.HELD);
        assertThat(ward.task(owed).attempts()).isZero();
        assertThat(ward.task(owed).heldBy(me.id())).isTrue();
        assertThat(staff.get(me.id()).presence()).isEqualTo(Presence.WRAPPING_UP);
        // The form comes back to her by itself, after a crash, too.
        assertThat(send(get("/api/v1/calls/current"), me, 200).path("call").path("recordId"))
                .hasToString("\"" + id + "\"");
        sign("CALLBACK_UNSPECIFIED", 200);
        assertThat(ward.task(owed).attempts()).isOne();
        assertThat(endings()).isOne();
        assertThat(staff.get(me.id()).presence()).isEqualTo(Presence.READY);
    }

    @Test
    void afterHalfAMinuteAnOutcomeStands() throws Exception {
        sign("INTERRUPTED", 200);
        clock.advance(Duration.ofSeconds(31));
        assertThat(code(undo(me, 409))).isEqualTo("record.undoLate");
        assertThat(followUps.find(new FollowUpId(id)).orElseThrow().signed()).isTrue();
    }

    @Test
    void nobodyTakesBackWhatAColleagueSigned() throws Exception {
        sign("INTERRUPTED", 200);
        assertThat(code(undo(ward.nurse(), 403))).isEqualTo("record.notYours");
        assertThat(code(reopen(ward.nurse(), REASON, 403))).isEqualTo("record.notYours");
    }

    @Test
    void whoHasTheNextPatientOnTheLineFinishesHimFirst() throws Exception {
        sign("INTERRUPTED", 200);
        ward.dial(me, ward.owed());
        assertThat(code(undo(me, 409))).isEqualTo("nurse.busy");
    }

    @Test
    void aPatientWhomAColleagueHasIsNotTakenFromHer() throws Exception {
        sign("CALLBACK_UNSPECIFIED", 200);
        var colleague = ward.nurse();
        ward.claim(colleague, owed);
        assertThat(code(undo(me, 409))).isEqualTo("task.wentOn");
        assertThat(ward.task(owed).heldBy(colleague.id())).isTrue();
        assertThat(endings()).isOne();
    }

    @Test
    void whatASlipSaidOfPatientAndNumberIsTakenBackWithIt() throws Exception {
        sign("DO_NOT_CALL", 200);
        assertThat(patients.get(owed.patient()).standing().doNotCall()).isTrue();
        undo(me, 200);
        assertThat(patients.get(owed.patient()).standing().doNotCall()).isFalse();
        sign("WRONG_PERSON", 200);
        assertThat(patients.contact(owed.number()).invalid()).isTrue();
        undo(me, 200);
        assertThat(patients.contact(owed.number()).invalid()).isFalse();
        assertThat(ward.task(owed).state()).isEqualTo(State.HELD);
    }

    @Test
    void whoPausedWithHerSignaturePausesWithTheNextOne() throws Exception {
        staff.wish(me.id(), Presence.PAUSED, "lunch");
        sign("INTERRUPTED", 200);
        assertThat(staff.get(me.id()).presence()).isEqualTo(Presence.PAUSED);
        undo(me, 200);
        sign("INTERRUPTED", 200);
        assertThat(staff.get(me.id()).presence()).isEqualTo(Presence.PAUSED);
        assertThat(staff.duty(me.id()).pausedWhy()).isEqualTo("lunch");
    }

    @Test
    void anAmendmentIsANewVersionWithAReasonAndTheTaskStays() throws Exception {
        sign("INTERRUPTED", 200);
        var due = ward.task(owed).nextAt();
        clock.advance(Duration.ofHours(2));
        assertThat(code(reopen(me, "{\"reason\": \" \"}", 422))).isEqualTo("record.incomplete");

        var open = reopen(me, REASON, 200);
        assertThat(open.path("state").stringValue()).isEqualTo("OPEN");
        assertThat(staff.get(me.id()).presence()).isEqualTo(Presence.READY);
        var signed = sign("INTERRUPTED", 200);

        assertThat(signed.path("note").stringValue()).isEqualTo("note of INTERRUPTED");
        assertThat(signed.path("past").size()).isOne();
        assertThat(signed.path("past").path(0).path("why").stringValue())
                .isEqualTo("the note belongs to somebody else");
        assertThat(signed.path("past").path(0).path("signedBy").stringValue()).isEqualTo(me.name());
        assertThat(ward.task(owed).nextAt()).isEqualTo(due);
        assertThat(ward.task(owed).attempts()).isOne();
    }

    @Test
    void whatWasSaidBeforeStandsBesideWhatIsSaidNow() throws Exception {
        answer("\"pain\": 2");
        sign("INTERRUPTED", 200);
        clock.advance(Duration.ofHours(2));
        reopen(me, REASON, 200);
        answer("\"pain\": 3, \"wound\": \"CLEAN\"");
        var signed = sign("CALLBACK_UNSPECIFIED", 200);
        var before = signed.path("past").path(0);
        assertThat(before.at("/answers/pain").intValue()).isEqualTo(2);
        assertThat(before.path("answers").has("wound")).isFalse();
        assertThat(before.path("reached").stringValue()).isEqualTo("PATIENT");
        assertThat(before.path("completion").stringValue()).isEqualTo("PARTIAL");
        assertThat(before.path("clinical").stringValue()).isEqualTo("NONE");
        assertThat(signed.at("/answers/pain").intValue()).isEqualTo(3);
    }

    @Test
    void anAmendedOutcomeDecidesAnewWhatFollows() throws Exception {
        sign("HARD_REFUSAL", 200);
        assertThat(ward.task(owed).state()).isEqualTo(State.GIVEN_UP);
        clock.advance(Duration.ofHours(2));
        reopen(me, REASON, 200);
        sign("INTERRUPTED", 200);
        assertThat(ward.task(owed).state()).isEqualTo(State.WAITING);
        assertThat(ward.task(owed).attempts()).isOne();
        assertThat(endings()).isOne();
        assertThat(
                        db.sql(
                                        "SELECT a.disposition FROM dialer.attempt a JOIN followup.record r ON r.attempt_id = a.id WHERE r.id = :id")
                                .param("id", id)
                                .query(String.class)
                                .single())
                .isEqualTo(Disposition.INTERRUPTED.name());
    }

    @Test
    void afterAnotherCallOnlyTheRestOfARecordCanBeAmended() throws Exception {
        sign("INTERRUPTED", 200);
        clock.advance(Duration.ofHours(2));
        var first = id;
        id = talked();
        sign("CALLBACK_UNSPECIFIED", 200);
        id = first;
        reopen(me, REASON, 200);
        assertThat(code(sign("SOFT_REFUSAL", 409))).isEqualTo("task.wentOn");
        sign("INTERRUPTED", 200);
    }

    @Test
    void theDatabaseOpensNoSignedRecordWithoutKeepingIt() throws Exception {
        sign("INTERRUPTED", 200);
        assertRefused(
                "UPDATE followup.record SET state = 'OPEN', version = version + 1 WHERE id = :id");
        reopen(me, REASON, 200);
        assertRefused("UPDATE followup.past SET why = 'x' WHERE record_id = :id");
        assertRefused("DELETE FROM followup.past WHERE record_id = :id");
    }

    private void assertRefused(String sql) {
        assertThatThrownBy(() -> db.sql(sql).param("id", id).update())
                .isInstanceOf(DataAccessException.class);
    }

    private UUID talked() {
        CallId call = ward.dial(me, owed).call();
        ward.talks(call);
        ward.ends(call, LineResult.ANSWERED, 16);
        return followUps.of(call).orElseThrow().id().value();
    }

    private int endings() {
        return db.sql("SELECT count(*) FROM worklist.result WHERE task_id = :task")
                .param("task", owed.task().value())
                .query(Integer.class)
                .single();
    }

    private JsonNode sign(String disposition, int status) throws Exception {
        return send(
                post("/api/v1/records/" + id + "/sign")
                        .header("If-Match", "\"" + version() + "\"")
                        .content(
                                """
                                {"disposition": "%1$s", "reached": "PATIENT", "completion": "%2$s",
                                 "clinical": "NONE", "note": "note of %1$s"}
                                """
                                        .formatted(
                                                disposition,
                                                followUps
                                                                .find(new FollowUpId(id))
                                                                .orElseThrow()
                                                                .answers()
                                                                .isEmpty()
                                                        ? "NOT_STARTED"
                                                        : "PARTIAL")),
                me,
                status);
    }

    private void answer(String answers) throws Exception {
        send(
                patch("/api/v1/records/" + id)
                        .header("If-Match", "\"" + version() + "\"")
                        .content(
                                "{\"answers\": {\"who\": \"PATIENT\", \"recording\": true, \"identity\": true, "
                                        + answers
                                        + "}}"),
                me,
                200);
    }

    private int version() {
        return followUps.find(new FollowUpId(id)).orElseThrow().version();
    }

    private JsonNode undo(StaffMember who, int status) throws Exception {
        return send(post("/api/v1/records/" + id + "/undo"), who, status);
    }

    private JsonNode reopen(StaffMember who, String body, int status) throws Exception {
        return send(post("/api/v1/records/" + id + "/reopen").content(body), who, status);
    }

    private static String code(JsonNode problem) {
        return problem.path("code").stringValue();
    }

    private JsonNode send(MockHttpServletRequestBuilder request, StaffMember who, int status)
            throws Exception {
        return SignedIn.as(who).asks(mvc, request, status);
    }
}
