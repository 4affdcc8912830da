package org.aftercall.followup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.patch;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.aftercall.FakeWorld;
import org.aftercall.TestClock;
import org.aftercall.Ward;
import org.aftercall.call.CallId;
import org.aftercall.staff.SignedIn;
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
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import tools.jackson.databind.JsonNode;

/** Each answer keeps when in the call it was given. */
@SpringBootTest
@AutoConfigureMockMvc
@TestPropertySource(
        properties = {
            "aftercall.telephony.spool=target/var/ToldTests/tapes",
            "aftercall.call.sweep-every=1h"
        })
@Import({FakeWorld.class, Ward.class})
class ToldTests {
    @Autowired Ward ward;
    @Autowired FollowUps followUps;
    @Autowired MockMvc mvc;
    @Autowired TestClock clock;
    @Autowired JdbcClient db;

    private StaffMember me;
    private CallId call;
    private UUID id;

    @BeforeEach
    void aTalkIsOn() {
        ward.opens();
        me = ward.nurse();
        call = ward.dial(me, ward.owed()).call();
        ward.talks(call);
        id = followUps.of(call).orElseThrow().id().value();
    }

    @Test
    void anAnswerKeepsTheMomentOfTheTalkInWhichItWasGiven() throws Exception {
        after(30);
        save(1, "{\"answers\": {\"who\": \"PATIENT\"}}");
        after(31.5);
        var saved = save(2, "{\"answers\": {\"pain\": 4}}");
        assertThat(told(saved, "who")).isEqualTo("30000-30000");
        assertThat(told(saved, "pain")).isEqualTo("61500-61500");
        // Another field is not another answer.
        after(10);
        assertThat(told(save(3, "{\"note\": \"x\"}"), "pain")).isEqualTo("61500-61500");
    }

    @Test
    void whatTheNetworkHeldUpWasGivenWhenTheBrowserSays() throws Exception {
        after(90);
        var saved =
                save(
                        1,
                        """
                        {"answers": {"who": "PATIENT", "pain": 4, "fever": false, "chest": false},
                         "agoMs": {"who": 60000, "pain": 1500, "fever": 999999999999, "chest": -5}}
                        """);
        assertThat(told(saved, "who")).isEqualTo("30000-30000");
        assertThat(told(saved, "pain")).isEqualTo("88500-88500");
        // Longer ago than the talk: nobody heard it there.
        assertThat(told(saved, "fever")).isEqualTo("none");
        assertThat(told(saved, "chest")).isEqualTo("90000-90000");
    }

    @Test
    void whatIsTypedOnBeginsWithItsFirstWordAndAnotherChoiceIsAnotherAnswer() throws Exception {
        after(20);
        save(1, "{\"answers\": {\"problem\": \"cough\", \"wound\": \"CLEAN\"}}");
        after(8);
        var saved = save(2, "{\"answers\": {\"problem\": \"cough at night\", \"wound\": \"RED\"}}");
        assertThat(told(saved, "problem")).isEqualTo("20000-28000");
        assertThat(told(saved, "wound")).isEqualTo("28000-28000");
        assertThat(told(save(3, "{\"answers\": {\"problem\": null}}"), "problem"))
                .isEqualTo("none");
    }

    @Test
    void whatIsWrittenDownAfterTheTalkStaysWhereItWasToldOrNowhere() throws Exception {
        after(20);
        save(1, "{\"answers\": {\"wound\": \"CLEAN\"}}");
        after(10);
        ward.ends(call, LineResult.ANSWERED, 16);
        after(60);
        var saved = save(2, "{\"answers\": {\"wound\": \"RED\", \"pain\": 2}}");
        assertThat(told(saved, "wound")).isEqualTo("20000-20000");
        assertThat(told(saved, "pain")).isEqualTo("none");
        // Said in the talk and held up until after it.
        var late = save(3, "{\"answers\": {\"fever\": false}, \"agoMs\": {\"fever\": 62000}}");
        assertThat(told(late, "fever")).isEqualTo("28000-28000");
    }

    @Test
    void theSignedRecordKeepsItUnderItsSeal() throws Exception {
        after(20);
        save(1, "{\"answers\": {\"who\": \"PATIENT\", \"identity\": true, \"pain\": 3}}");
        after(5);
        ward.ends(call, LineResult.ANSWERED, 16);
        send(
                post("/api/v1/records/" + id + "/sign")
                        .header("If-Match", "\"2\"")
                        .content(
                                """
                                {"disposition": "INTERRUPTED", "reached": "PATIENT", "completion": "PARTIAL", "clinical": "NONE"}
                                """));
        var signed = send(get("/api/v1/records/" + id));
        assertThat(told(signed, "pain")).isEqualTo("20000-20000");
        var record = followUps.of(call).orElseThrow();
        assertThat(Seal.of(record)).isNotEqualTo(Seal.of(record.told(Map.of())));
        assertThat(
                        db.sql("SELECT seal FROM followup.record WHERE id = :id")
                                .param("id", id)
                                .query(byte[].class)
                                .single())
                .isNotEmpty();
    }

    @Test
    void theSecondsOfAnAlarmAreThoseOfItsAnswer() throws Exception {
        after(50);
        save(
                1,
                """
                {"answers": {"who": "PATIENT", "identity": true, "chest": true}, "agoMs": {"chest": 7500}}
                """);
        assertThat(
                        db.sql(
                                        "SELECT heard_second FROM followup.escalation WHERE record_id = :id AND link_id = 'chest'")
                                .param("id", id)
                                .query(Integer.class)
                                .single())
                .isEqualTo(42);
    }

    private void after(double seconds) {
        clock.advance(Duration.ofMillis((long) (1000 * seconds)));
    }

    private static String told(JsonNode record, String linkId) {
        var told = record.path("told").path(linkId);
        return told.isMissingNode()
                ? "none"
                : told.path("fromMs").longValue() + "-" + told.path("toMs").longValue();
    }

    private JsonNode save(int version, String body) throws Exception {
        return send(
                patch("/api/v1/records/" + id)
                        .header("If-Match", "\"" + version + "\"")
                        .content(body));
    }

    private JsonNode send(MockHttpServletRequestBuilder request) throws Exception {
        return SignedIn.as(me).asks(mvc, request, 200);
    }
}
