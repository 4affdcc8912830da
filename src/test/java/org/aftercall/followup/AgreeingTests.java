package org.aftercall.followup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.aftercall.FakeWorld;
import org.aftercall.TestClock;
import org.aftercall.Ward;
import org.aftercall.staff.SignedIn;
import org.aftercall.staff.StaffMember;
import org.aftercall.telephony.LineResult;
import org.aftercall.worklist.FollowUpTask.State;
import org.jspecify.annotations.Nullable;
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

/** The time of the next call, as it is agreed with a patient and signed. */
@SpringBootTest
@AutoConfigureMockMvc
@TestPropertySource(
        properties = {
            "aftercall.telephony.spool=target/var/AgreeingTests/tapes",
            "aftercall.call.sweep-every=1h"
        })
@Import({FakeWorld.class, Ward.class})
class AgreeingTests {
    @Autowired Ward ward;
    @Autowired FollowUps followUps;
    @Autowired TestClock clock;
    @Autowired JdbcClient db;
    @Autowired MockMvc mvc;

    private StaffMember me;
    private Ward.Owed owed;
    private UUID id;

    @BeforeEach
    void aTalkIsOver() {
        ward.opens();
        me = ward.nurse();
        owed = ward.owed();
        var call = ward.dial(me, owed).call();
        ward.talks(call);
        ward.ends(call, LineResult.ANSWERED, 16);
        id = followUps.of(call).orElseThrow().id().value();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CALLBACK_DEFINITE", "CALLBACK_UNSPECIFIED", "INTERRUPTED"})
    void aTimeThatWasAgreedIsWhenHeIsCalled(String disposition) throws Exception {
        var at = clock.instant().plus(Duration.ofHours(2));
        var signed = sign(disposition, at, 200);
        assertThat(signed.path("nextStep").path("at").stringValue()).isEqualTo(at.toString());
        assertThat(ward.task(owed).nextAt()).isEqualTo(at);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-23T14:00:00Z", "2026-11-24T00:59:00Z"})
    void noTimeIsAgreedAtWhichTheListMayNotCall(Instant night) throws Exception {
        var refused = sign("CALLBACK_DEFINITE", night, 422);
        assertThat(refused.path("errors").get(0).path("pointer").stringValue())
                .isEqualTo("/callbackAt");
        assertThat(refused.path("errors").get(0).path("message").stringValue()).contains("09:00");
        assertThat(ward.task(owed).state()).isEqualTo(State.HELD);
    }

    @Test
    void aTimeThatIsPastIsRefusedUnderEveryEnding() throws Exception {
        sign("INTERRUPTED", clock.instant(), 422);
    }

    @Test
    void whatEndsTheTaskAgreesOnNoTime() throws Exception {
        var signed = sign("ALREADY_VISITED", clock.instant().plusSeconds(3600), 200);
        assertThat(signed.path("nextStep").path("at").isNull()).isTrue();
        assertThat(ward.task(owed).state()).isEqualTo(State.DONE);
    }

    @Test
    void aListsOwnWaiverOfTheNoteIsToldAndCounts() throws Exception {
        db.sql(
                        """
                        INSERT INTO worklist.retry_rule (worklist_id, disposition, shown, next_step, counts_attempt,
                                                         needs_note, reached)
                        VALUES (:list, 'HARD_REFUSAL', 7, 'STOP', true, false, 'PATIENT')
                        """)
                .param("list", ward.task(owed).worklist().value())
                .update();
        assertThat(needsNote("/api/v1/dispositions")).isTrue();
        assertThat(needsNote("/api/v1/dispositions?record=" + id)).isFalse();
        send(signing("HARD_REFUSAL", null, ""), 200);
        db.sql("DELETE FROM worklist.retry_rule WHERE worklist_id IS NOT NULL").update();
    }

    private boolean needsNote(String path) throws Exception {
        return send(get(path), 200)
                .valueStream()
                .filter(d -> "HARD_REFUSAL".equals(d.path("code").stringValue()))
                .findFirst()
                .orElseThrow()
                .path("needsNote")
                .booleanValue();
    }

    private JsonNode sign(String disposition, Instant at, int status) throws Exception {
        return send(signing(disposition, at, "said so"), status);
    }

    private MockHttpServletRequestBuilder signing(
            String disposition, @Nullable Instant at, String note) {
        var time = at == null ? "null" : "\"" + at + "\"";
        return post("/api/v1/records/" + id + "/sign")
                .header("If-Match", "\"1\"")
                .content(
                        """
                        {"disposition": "%s", "reached": "PATIENT", "completion": "NOT_STARTED", "clinical": "NONE",
                         "note": "%s", "callbackAt": %s}
                        """
                                .formatted(disposition, note, time));
    }

    private JsonNode send(MockHttpServletRequestBuilder request, int status) throws Exception {
        return SignedIn.as(me).asks(mvc, request, status);
    }
}
