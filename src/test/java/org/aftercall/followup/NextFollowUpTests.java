package org.aftercall.followup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.patch;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.aftercall.FakeWorld;
import org.aftercall.Ward;
import org.aftercall.staff.SignedIn;
import org.aftercall.staff.StaffMember;
import org.aftercall.telephony.LineResult;
import org.aftercall.worklist.FollowUpTask.State;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import tools.jackson.databind.JsonNode;

/** What is owed after a follow-up that is done: as its list's plan says, or as she says. */
@SpringBootTest
@AutoConfigureMockMvc
@TestPropertySource(
        properties = {
            "aftercall.telephony.spool=target/var/NextFollowUpTests/tapes",
            "aftercall.call.sweep-every=1h"
        })
@Import({FakeWorld.class, Ward.class})
class NextFollowUpTests {
    private static final String COMPLETE =
            """
            {"answers": {"who": "PATIENT", "recording": true, "identity": true,
              "identity.used": "NAME_BIRTH", "feeling": "BETTER", "pain": 1,
              "fever": false, "chest": false, "wound": "CLEAN", "medicines.have": "ALL",
              "medicines.taking": "AS_PLANNED", "medicines.effects": false, "medicines.teachback": "CORRECT",
              "appointment": true, "home.help": true, "home.services": "ARRIVED", "plan.teachback": "CORRECT"}}
            """;

    @Autowired Ward ward;
    @Autowired FollowUps followUps;
    @Autowired MockMvc mvc;
    @Autowired JdbcClient db;

    private StaffMember me;
    private Ward.Owed owed;
    private UUID id;

    /** Discharged on 20 November, talked with on Monday the 23rd. */
    @BeforeEach
    void aTalkIsOver() throws Exception {
        ward.opens();
        db.sql("UPDATE worklist.worklist SET follow_up_days = '{3,7,30}', ends_on = NULL").update();
        db.sql(
                        """
                        INSERT INTO worklist.hours SELECT worklist_id, 5, from_minute, until_minute FROM worklist.hours
                        WHERE weekday = 4 ON CONFLICT DO NOTHING
                        """)
                .update();
        me = ward.nurse();
        owed = ward.owed();
        var call = ward.dial(me, owed).call();
        ward.talks(call);
        id = followUps.of(call).orElseThrow().id().value();
        send(patch("/api/v1/records/" + id).header("If-Match", "\"1\"").content(COMPLETE), 200);
        ward.ends(call, LineResult.ANSWERED, 16);
    }

    @Test
    void itIsProposedByTheDaysOfTheListAndOwedWithTheSignature() throws Exception {
        var proposal = proposal();
        assertThat(proposal.path("on").stringValue()).isEqualTo("2026-11-27");
        assertThat(proposal.path("day").intValue()).isEqualTo(7);
        assertThat(proposal.path("from").stringValue()).isEqualTo("2026-11-24");
        var signed = sign("COMPLETED_ROUTINE", "", 200);
        assertThat(signed.at("/nextStep/code").stringValue()).isEqualTo("followUp");
        assertThat(next()).containsExactly(LocalDate.of(2026, 11, 27));
        assertThat(ward.task(owed).state()).isEqualTo(State.DONE);
        // The plan is over some day.
        db.sql("UPDATE worklist.worklist SET follow_up_days = '{3}'").update();
        assertThat(proposal().path("on").isNull()).isTrue();
    }

    @Test
    void aDayOnWhichTheListDoesNotCallIsMovedOn() throws Exception {
        db.sql("DELETE FROM worklist.hours WHERE weekday = 5").update();
        assertThat(proposal().path("on").stringValue()).isEqualTo("2026-11-28");
    }

    @Test
    void sheChoosesAnotherDay() throws Exception {
        sign("COMPLETED_ROUTINE", "{\"on\": \"2026-12-01\"}", 200);
        assertThat(next()).containsExactly(LocalDate.of(2026, 12, 1));
    }

    @Test
    void sheChoosesNone() throws Exception {
        var signed = sign("COMPLETED_ROUTINE", "{\"on\": null}", 200);
        assertThat(signed.at("/nextStep/code").stringValue()).isEqualTo("closed");
        assertThat(next()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-23", "2028-11-23", "2026-12-31"})
    void aDayThatCannotBeIsRefusedByName(String day) throws Exception {
        db.sql("UPDATE worklist.worklist SET ends_on = '2026-12-30'").update();
        var refused = sign("COMPLETED_ROUTINE", "{\"on\": \"" + day + "\"}", 422);
        assertThat(refused.at("/errors/0/pointer").stringValue()).isEqualTo("/nextFollowUp/on");
        assertThat(refused.at("/errors/0/message").stringValue())
                .contains("2026-11-24", "2026-12-30");
        assertThat(ward.task(owed).state()).isEqualTo(State.HELD);
        assertThat(next()).isEmpty();
    }

    @Test
    void whatIsNotDoneOwesNothingNew() throws Exception {
        sign("INTERRUPTED", "{\"on\": \"2026-12-01\"}", 200);
        assertThat(next()).isEmpty();
    }

    @Test
    void takenBackAtOnceItIsOwedNoMore() throws Exception {
        sign("COMPLETED_ROUTINE", "", 200);
        send(post("/api/v1/records/" + id + "/undo"), 200);
        assertThat(next()).isEmpty();
        assertThat(ward.task(owed).state()).isEqualTo(State.HELD);
    }

    @Test
    void whatSomebodySawToMeanwhileIsNotTakenBack() throws Exception {
        sign("COMPLETED_ROUTINE", "", 200);
        db.sql("UPDATE worklist.task SET assigned_to = :me WHERE follows = :task")
                .param("me", me.id().value())
                .param("task", owed.task().value())
                .update();
        var refused = send(post("/api/v1/records/" + id + "/undo"), 409);
        assertThat(refused.path("code").stringValue()).isEqualTo("task.wentOn");
        assertThat(next()).hasSize(1);
    }

    @Test
    void anAmendmentThatKeepsItsOutcomeLeavesIt() throws Exception {
        sign("COMPLETED_ROUTINE", "{\"on\": \"2026-12-01\"}", 200);
        send(post("/api/v1/records/" + id + "/reopen").content("{\"reason\": \"misheard\"}"), 200);
        sign("COMPLETED_ROUTINE", "", 200);
        assertThat(next()).containsExactly(LocalDate.of(2026, 12, 1));
        send(post("/api/v1/records/" + id + "/reopen").content("{\"reason\": \"again\"}"), 200);
        sign("INTERRUPTED", "", 200);
        assertThat(next()).isEmpty();
    }

    /** The days on which something is owed since this follow-up is done. */
    private List<LocalDate> next() {
        return db
                .sql(
                        "SELECT due_at FROM worklist.task WHERE follows = :task AND state = 'WAITING' AND next_at = due_at")
                .param("task", owed.task().value())
                .query(OffsetDateTime.class)
                .list()
                .stream()
                .map(at -> at.atZoneSameInstant(ZoneId.of("Asia/Shanghai")).toLocalDate())
                .toList();
    }

    private JsonNode proposal() throws Exception {
        return send(get("/api/v1/tasks/" + owed.task().value() + "/next-follow-up"), 200);
    }

    private JsonNode sign(String disposition, String next, int status) throws Exception {
        var version = followUps.find(new FollowUpId(id)).orElseThrow().version();
        return send(
                post("/api/v1/records/" + id + "/sign")
                        .header("If-Match", "\"" + version + "\"")
                        .content(
                                """
                                {"disposition": "%s", "reached": "PATIENT", "completion": "COMPLETE", "clinical": "ROUTINE"%s}
                                """
                                        .formatted(
                                                disposition,
                                                next.isEmpty()
                                                        ? ""
                                                        : ", \"nextFollowUp\": " + next)),
                status);
    }

    private JsonNode send(MockHttpServletRequestBuilder request, int status) throws Exception {
        return SignedIn.as(me).asks(mvc, request, status);
    }
}
