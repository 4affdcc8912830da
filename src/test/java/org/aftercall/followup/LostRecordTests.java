package org.aftercall.followup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.patch;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.time.Duration;
import java.util.UUID;
import org.aftercall.FakeWorld;
import org.aftercall.TestClock;
import org.aftercall.Ward;
import org.aftercall.call.CallId;
import org.aftercall.kernel.DataScope;
import org.aftercall.patient.Patients;
import org.aftercall.staff.Presence;
import org.aftercall.staff.SignedIn;
import org.aftercall.staff.Staff;
import org.aftercall.staff.StaffMember;
import org.aftercall.telephony.LineResult;
import org.aftercall.worklist.FollowUpTask.State;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import tools.jackson.databind.JsonNode;

/**
 * The console was closed before an outcome: the same nurse, then the supervisor, and never done.
 */
@SpringBootTest
@AutoConfigureMockMvc
@TestPropertySource(
        properties = {
            "aftercall.telephony.spool=target/var/LostRecordTests/tapes",
            "aftercall.call.sweep-every=1h",
            "aftercall.followup.look-every=10h"
        })
@Import({FakeWorld.class, Ward.class})
class LostRecordTests {
    private static final String APPEAL = "{\"reason\": \"the browser was closed too soon\"}";

    @Autowired Ward ward;
    @Autowired FollowUps followUps;
    @Autowired Unsigned unsigned;
    @Autowired Staff staff;
    @Autowired Patients patients;
    @Autowired MockMvc mvc;
    @Autowired TestClock clock;
    @Autowired JdbcClient db;

    private StaffMember me;
    private StaffMember lead;
    private Ward.Owed owed;
    private CallId call;
    private UUID id;

    @BeforeEach
    void aTalkThatNobodyWroteUp() throws Exception {
        ward.opens();
        me = ward.nurse();
        lead = ward.supervisor();
        owed = ward.owed();
        call = ward.dial(me, owed).call();
        ward.talks(call);
        id = followUps.of(call).orElseThrow().id().value();
        ask(
                me,
                patch("/api/v1/records/" + id)
                        .header("If-Match", "\"1\"")
                        .content(
                                "{\"answers\": {\"who\": \"PATIENT\", \"identity\": true, \"pain\": 2}, \"note\": \"half a word\"}"),
                200);
        clock.advance(Duration.ofMinutes(3));
        ward.ends(call, LineResult.ANSWERED, 16);
        await().until(() -> followUps.of(call).orElseThrow().times().ended() != null);
    }

    @Test
    void firstItWaitsForTheNurseWhoComesBackThenTheSupervisorIsTold() throws Exception {
        staff.wish(me.id(), Presence.OFFLINE, null);
        clock.advance(Duration.ofMinutes(29));
        assertThat(unsigned.late(DataScope.EVERYTHING))
                .extracting(FollowUp::id)
                .doesNotContain(new FollowUpId(id));
        clock.advance(Duration.ofMinutes(2));
        assertThat(unsigned.late(DataScope.EVERYTHING))
                .extracting(FollowUp::id)
                .contains(new FollowUpId(id));
        // She comes back in the morning: it is there as she left it, and nothing else is hers to
        // do.
        clock.advance(Duration.ofHours(15));
        unsigned.look();
        var current = ask(me, get("/api/v1/calls/current"), 200);
        assertThat(current.at("/call/recordId").stringValue()).isEqualTo(id.toString());
        assertThat(record().path("note").stringValue()).isEqualTo("half a word");
        assertThat(record().at("/answers/pain").intValue()).isEqualTo(2);
        ask(me, sign("INTERRUPTED", record().path("version").intValue()), 200);
        assertThat(unsigned.late(DataScope.EVERYTHING))
                .extracting(FollowUp::id)
                .doesNotContain(new FollowUpId(id));
    }

    @Test
    void whatIsLostIsOnTheSupervisorsListAndCountsAsDoneNowhere() throws Exception {
        lost();
        assertThat(record().path("disposition").stringValue()).isEqualTo("RECORD_LOST");
        assertThat(record().path("note").stringValue()).isEqualTo("half a word");
        assertThat(ward.task(owed).state()).isEqualTo(State.WAITING);
        assertThat(ward.task(owed).referred()).isTrue();
        assertThat(
                        ask(lead, get("/api/v1/tasks?tab=supervisor"), 200)
                                .path("items")
                                .valueStream()
                                .map(t -> t.path("id").stringValue()))
                .contains(owed.task().value().toString());
        assertThat(
                        db.sql(
                                        """
                                        SELECT count(*) FROM dialer.attempt a JOIN worklist.task t ON t.id = a.task_id
                                        WHERE a.call_id = :call AND (a.disposition LIKE 'COMPLETED%' OR t.closed_at IS NOT NULL)
                                        """)
                                .param("call", call.value())
                                .query(Integer.class)
                                .single())
                .isZero();
    }

    @Test
    void itsNurseAppealsAndSaysWhatCameOfIt() throws Exception {
        lost();
        ask(me, post("/api/v1/records/" + id + "/reopen").content("{}"), 422);
        var open = ask(me, post("/api/v1/records/" + id + "/reopen").content(APPEAL), 200);
        assertThat(open.at("/past/0/disposition").stringValue()).isEqualTo("RECORD_LOST");
        assertThat(open.at("/past/0/why").stringValue()).contains("closed too soon");
        var version = open.path("version").intValue();
        assertThat(ask(me, sign("RECORD_LOST", version), 422).at("/errors/0/pointer").stringValue())
                .isEqualTo("/disposition");
        ask(me, sign("INTERRUPTED", version), 200);
        assertThat(record().path("disposition").stringValue()).isEqualTo("INTERRUPTED");
        assertThat(ward.task(owed).state()).isEqualTo(State.WAITING);
        assertThat(ward.task(owed).referred()).isFalse();
        assertThat(disposition()).isEqualTo("INTERRUPTED");
    }

    @Test
    void aSupervisorFinishesWhatTheNurseDoesNotAndItIsSeenThatSheDid() throws Exception {
        lost();
        ask(ward.nurse(), post("/api/v1/records/" + id + "/reopen").content(APPEAL), 403);
        var open = ask(lead, post("/api/v1/records/" + id + "/reopen").content(APPEAL), 200);
        assertThat(open.path("mine").booleanValue()).isTrue();
        assertThat(open.path("hands")).hasSize(1);
        ask(me, sign("INTERRUPTED", open.path("version").intValue()), 403);
        var signed = ask(lead, sign("HARD_REFUSAL", open.path("version").intValue()), 200);
        assertThat(signed.path("signedBy").stringValue()).isEqualTo(lead.name());
        assertThat(ward.task(owed).state()).isEqualTo(State.GIVEN_UP);
    }

    @Test
    void nobodyButItsNurseOpensARecordThatWasNotLost() throws Exception {
        ask(me, sign("INTERRUPTED", 2), 200);
        clock.advance(Duration.ofMinutes(5));
        ask(lead, post("/api/v1/records/" + id + "/reopen").content(APPEAL), 403);
    }

    @Test
    void onceHeWasCalledAgainTheAppealTellsOfTheCallAndDecidesNothing() throws Exception {
        lost();
        calledAgain("HARD_REFUSAL");
        var open = ask(me, post("/api/v1/records/" + id + "/reopen").content(APPEAL), 200);
        ask(me, sign("INTERRUPTED", open.path("version").intValue()), 200);
        assertThat(disposition()).isEqualTo("INTERRUPTED");
        assertThat(ward.task(owed).state()).isEqualTo(State.GIVEN_UP);
    }

    @Test
    void whatThePatientAskedForInALostTalkHoldsAlsoOnceHeWasCalledAgain() throws Exception {
        lost();
        calledAgain("INTERRUPTED");
        var open = ask(me, post("/api/v1/records/" + id + "/reopen").content(APPEAL), 200);
        int version = open.path("version").intValue();
        // A promise of that talk is overtaken by the next one.
        ask(me, sign("CALLBACK_UNSPECIFIED", version), 409);
        ask(me, sign("DO_NOT_CALL", version), 200);
        assertThat(patients.get(owed.patient()).standing().doNotCall()).isTrue();
    }

    private void calledAgain(String outcome) throws Exception {
        var next = ward.dial(lead, owed).call();
        ward.talks(next);
        clock.advance(Duration.ofMinutes(1));
        ward.ends(next, LineResult.ANSWERED, 16);
        var second = followUps.of(next).orElseThrow().id().value();
        ask(
                lead,
                post("/api/v1/records/" + second + "/sign")
                        .header("If-Match", "\"1\"")
                        .content(outcome(outcome)),
                200);
    }

    private void lost() {
        clock.advance(Duration.ofHours(23));
        unsigned.look();
        assertThat(followUps.of(call).orElseThrow().signed()).isFalse();
        clock.advance(Duration.ofHours(2));
        unsigned.look();
        assertThat(followUps.of(call).orElseThrow().signed()).isTrue();
        // The next morning, at an hour at which one may call.
        clock.advance(Duration.ofHours(23));
    }

    private String disposition() {
        return db.sql("SELECT disposition FROM dialer.attempt WHERE call_id = :call")
                .param("call", call.value())
                .query(String.class)
                .single();
    }

    private JsonNode record() throws Exception {
        return ask(me, get("/api/v1/records/" + id), 200);
    }

    private MockHttpServletRequestBuilder sign(String disposition, int version) {
        return post("/api/v1/records/" + id + "/sign")
                .header("If-Match", "\"" + version + "\"")
                .content(outcome(disposition));
    }

    private static String outcome(String disposition) {
        return """
        {"disposition": "%s", "reached": "PATIENT", "completion": "PARTIAL", "clinical": "NONE", "note": "as it was"}
        """
                .formatted(disposition);
    }

    private JsonNode ask(StaffMember who, MockHttpServletRequestBuilder request, int status)
            throws Exception {
        return SignedIn.as(who).asks(mvc, request, status);
    }
}
