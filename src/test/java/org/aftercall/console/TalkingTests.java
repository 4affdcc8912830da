package org.aftercall.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;

import java.util.Set;
import org.aftercall.call.CallId;
import org.aftercall.call.Parties;
import org.aftercall.kernel.DataScope;
import org.aftercall.staff.StaffMember;
import org.aftercall.telephony.LineResult;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import tools.jackson.databind.JsonNode;

/** The talk as the screens see it: whose call it is, and what each may do with it. */
@TestPropertySource(
        properties = {
            "aftercall.telephony.spool=target/var/TalkingTests/tapes",
            "aftercall.call.sweep-every=1h"
        })
class TalkingTests extends AtTheScreens {
    @Autowired Parties parties;

    private StaffMember nurse;
    private StaffMember colleague;
    private CallId call;

    @BeforeEach
    void aTalk() {
        ward.opens();
        nurse = ward.nurse();
        colleague = ward.nurse();
        call = ward.dial(nurse, ward.owed()).call();
        ward.talks(call);
    }

    @Test
    void aNurseAsksAColleagueAndHandsTheCallOver() throws Exception {
        var asked = ok(nurse, "consult", to("DESK", colleague.desk().orElseThrow().digits()));
        assertThat(asked.at("/parties/0/role").asString()).isEqualTo("THIRD");
        assertThat(asked.at("/parties/0/state").asString()).isEqualTo("RINGING");
        assertThat(asked.at("/parties/0/name").asString()).isEqualTo(colleague.name());
        assertThat(asked.at("/state").asString()).isEqualTo("ON_HOLD");
        refused(nurse, "transfer", "{}", 409, "party.notThere");
        ward.hears(wire.answered(parties.of(call).getFirst().line()));
        ok(nurse, "transfer", "{}");
        // Done for her, live for the colleague, whose call bar and record it is now.
        assertThat(read(send(nurse, get("/api/v1/calls/current")), 200).at("/call").isNull())
                .isTrue();
        assertThat(one(colleague).at("/state").asString()).isEqualTo("TALKING");
        refused(nurse, "hang-up", "{}", 404, "call.unknown");
        var current = read(send(colleague, get("/api/v1/calls/current")), 200);
        assertThat(current.at("/call/id").asString()).isEqualTo(call.value().toString());
        ok(colleague, "hang-up", "{}");
        assertThat(noted("call.consult", call)).isEqualTo(1);
        assertThat(noted("call.transfer", call)).isEqualTo(1);
        ward.ends(call, LineResult.ANSWERED, 16);
        assertThat(one(colleague).at("/quality").isNull()).isTrue();
    }

    @Test
    void aParkedCallIsSeenAndTakenByWhoMaySeeThePatient() throws Exception {
        ok(nurse, "park", "{}");
        var stranger = ward.nurse(DataScope.of(Set.of("产科")));
        assertThat(read(send(stranger, get("/api/v1/calls/parked")), 200).toString())
                .doesNotContain(call.value().toString());
        assertThat(read(send(colleague, get("/api/v1/calls/parked")), 200).toString())
                .contains(call.value().toString())
                .contains(nurse.name());
        refused(stranger, "take", "{}", 404, "call.unknown");
        var taken = ok(colleague, "take", "{}");
        assertThat(taken.at("/id").asString()).isEqualTo(call.value().toString());
        refused(ward.nurse(), "take", "{}", 409, "call.taken");
        assertThat(noted("call.take", call)).isEqualTo(1);
    }

    @Test
    void aStrangersNumberAndAStrangersCallAreRefusedInBothLanguages() throws Exception {
        refused(nurse, "consult", to("NUMBER", "+12025550100"), 403, "trunk.guest");
        refused(nurse, "consult", to("NUMBER", "0; rm"), 422, "party.kind");
        refused(nurse, "consult", to("DESK", "999999"), 404, "party.unknown");
        refused(nurse, "consult", "{}", 422, "party.kind");
        refused(colleague, "consult", to("DESK", "8001"), 404, "call.unknown");
        var english =
                send(
                        nurse,
                        post("/api/v1/calls/" + call.value() + "/consult")
                                .header("Accept-Language", "en")
                                .contentType(MediaType.APPLICATION_JSON)
                                .content(to("NUMBER", "+12025550100")));
        assertThat(english.getContentAsString()).contains("not on the list");
    }

    @Test
    void everyUseOfASupervisorsEarIsOneRowOfTheTrailAndANurseHasNone() throws Exception {
        var supervisor = supervisor();
        assertThat(send(colleague, listen("LISTEN")).getStatus()).isEqualTo(403);
        assertThat(read(send(supervisor, listen("LISTEN")), 200).at("/parties/0/role").asString())
                .isEqualTo("SUPERVISOR");
        // Unannounced, the nurse does not see it.
        assertThat(one(nurse).at("/parties").size()).isZero();
        ward.hears(wire.answered(parties.of(call).getFirst().line()));
        read(send(supervisor, listen("WHISPER")), 200);
        assertThat(one(nurse).at("/parties/0/state").asString()).isEqualTo("WHISPERING");
        assertThat(send(supervisor, listen("SHOUT")).getStatus()).isEqualTo(422);
        assertThat(noted("call.supervise", call)).isEqualTo(2);
        assertThat(
                        send(supervisor, delete("/api/v1/calls/" + call.value() + "/listen"))
                                .getStatus())
                .isEqualTo(204);
        assertThat(parties.of(call)).isEmpty();
    }

    @Test
    void aSupervisorGivesANurseABreakAndHerTalkGoesOn() throws Exception {
        var supervisor = supervisor();
        assertThat(send(colleague, pause("lunch")).getStatus()).isEqualTo(403);
        assertThat(send(supervisor, pause(" ")).getStatus()).isEqualTo(422);
        assertThat(send(supervisor, pause("lunch")).getStatus()).isEqualTo(204);
        var hers = read(send(nurse, get("/api/v1/session")), 200);
        assertThat(hers.at("/presence").asString()).isEqualTo("ON_CALL");
        assertThat(hers.at("/afterwards").asString()).isEqualTo("PAUSED");
        assertThat(hers.at("/pausedWhy").asString()).isEqualTo("lunch");
        assertThat(audit.read(Long.MAX_VALUE, 500, null, "staff.presence"))
                .anyMatch(row -> nurse.id().value().equals(row.subject()));
        assertThat(read(send(supervisor, get("/api/v1/wallboard")), 200).toString())
                .contains("\"afterwards\":\"PAUSED\",\"pausedWhy\":\"lunch\"");
    }

    private MockHttpServletRequestBuilder pause(String why) {
        return put("/api/v1/staff/" + nurse.id().value() + "/presence")
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"presence\":\"PAUSED\",\"reason\":\"" + why + "\"}");
    }

    @Test
    void colleaguesAreThoseWithATelephone() throws Exception {
        var list = read(send(nurse, get("/api/v1/colleagues")), 200).toString();
        assertThat(list).contains(colleague.id().value().toString());
        assertThat(list).doesNotContain(nurse.id().value().toString());
    }

    private MockHttpServletRequestBuilder listen(String mode) {
        return post("/api/v1/calls/" + call.value() + "/listen")
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"mode\":\"" + mode + "\"}");
    }

    private JsonNode one(StaffMember who) throws Exception {
        return read(send(who, get("/api/v1/calls/" + call.value())), 200);
    }

    private JsonNode ok(StaffMember who, String what, String body) throws Exception {
        return read(act(who, call, what, body), 200);
    }

    private void refused(StaffMember who, String what, String body, int status, String code)
            throws Exception {
        var answer = read(act(who, call, what, body), status);
        assertThat(answer.toString()).contains(code);
    }

    private static String to(String kind, String value) {
        return "{\"to\":{\"kind\":\"%s\",\"value\":\"%s\"}}".formatted(kind, value);
    }
}
