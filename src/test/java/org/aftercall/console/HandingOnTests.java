package org.aftercall.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.patch;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.aftercall.TestClock;
import org.aftercall.Ward;
import org.aftercall.call.CallId;
import org.aftercall.call.Callee;
import org.aftercall.call.Parking;
import org.aftercall.call.Parties;
import org.aftercall.call.Party;
import org.aftercall.dialer.Dialer;
import org.aftercall.followup.FollowUps;
import org.aftercall.kernel.DataScope;
import org.aftercall.staff.Presence;
import org.aftercall.staff.Staff;
import org.aftercall.staff.StaffMember;
import org.aftercall.telephony.LineResult;
import org.aftercall.worklist.FollowUpTask.State;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import tools.jackson.databind.JsonNode;

/** A patient goes from desk to desk: who is busy, who is heard where, and who writes it up. */
@TestPropertySource(
        properties = {
            "aftercall.telephony.spool=target/var/HandingOnTests/tapes",
            "aftercall.call.sweep-every=1h",
            "aftercall.followup.look-every=200ms"
        })
class HandingOnTests extends AtTheScreens {
    private static final String LATER =
            """
            {"disposition": "CALLBACK_UNSPECIFIED", "reached": "PATIENT", "completion": "NOT_STARTED", "clinical": "NONE"}
            """;

    @Autowired Parties parties;
    @Autowired Parking parking;
    @Autowired Dialer dialer;
    @Autowired Staff staff;
    @Autowired FollowUps followUps;
    @Autowired TestClock clock;

    private StaffMember nurse;
    private StaffMember colleague;
    private Ward.Owed owed;
    private CallId call;

    @BeforeEach
    void aTalk() {
        ward.opens();
        nurse = ward.nurse();
        colleague = ward.nurse();
        owed = ward.owed();
        call = ward.dial(nurse, owed).call();
        ward.talks(call);
    }

    @Test
    void whoIsAskedOrListensIsBusyUntilSheIsOutOfIt() {
        parties.consult(call, desk(colleague));
        assertThat(presence(colleague)).isEqualTo(Presence.ON_CALL);
        parties.cancel(call);
        assertThat(presence(colleague)).isEqualTo(Presence.READY);
        staff.wish(colleague.id(), Presence.PAUSED, "lunch");
        parties.supervise(call, desk(colleague), Party.Mode.LISTEN);
        assertThat(presence(colleague)).isEqualTo(Presence.ON_CALL);
        ward.ends(call, LineResult.ANSWERED, 16);
        assertThat(presence(colleague)).isEqualTo(Presence.PAUSED);
    }

    @Test
    void whoTakesAPatientIsBusyAndSheWhoHandedHimOnIsFree() {
        parties.consult(call, desk(colleague));
        ward.hears(wire.answered(parties.of(call).getFirst().line()));
        parties.transfer(call);
        assertThat(presence(colleague)).isEqualTo(Presence.ON_CALL);
        assertThat(presence(nurse)).isEqualTo(Presence.READY);
        assertThat(staff.reserve(colleague.id())).isFalse();
        ward.ends(call, LineResult.ANSWERED, 16);
        await().until(() -> presence(colleague) == Presence.WRAPPING_UP);
    }

    @Test
    void theRecordGoesWithThePatientAndWhoTalkedLastSignsIt() throws Exception {
        var id = record();
        save(nurse, id, 1, "{\"note\": \"asks for the doctor\"}", 200);
        parking.park(call);
        await().until(() -> presence(nurse) == Presence.WRAPPING_UP);
        send(colleague, post("/api/v1/calls/" + call.value() + "/take"), 200);
        assertThat(presence(nurse)).isEqualTo(Presence.READY);
        assertThat(ward.task(owed).holder()).isEqualTo(colleague.id());
        save(nurse, id, 2, "{\"note\": \"too late\"}", 403);
        save(colleague, id, 2, "{\"answers\": {\"who\": \"PATIENT\"}}", 200);
        ward.ends(call, LineResult.ANSWERED, 16);
        await().until(() -> presence(colleague) == Presence.WRAPPING_UP);
        var signed = send(colleague, sign(id, 3), 200);
        assertThat(signed.at("/note").asString()).isEqualTo("asks for the doctor");
        assertThat(signed.at("/signedBy").asString()).isEqualTo(colleague.name());
        assertThat(signed.at("/hands").size()).isOne();
        assertThat(presence(colleague)).isEqualTo(Presence.READY);
        assertThat(ward.task(owed).state()).isEqualTo(State.WAITING);
    }

    @Test
    void aPatientIsNotHandedToWhoStillWritesUpAnother() throws Exception {
        var other = ward.dial(colleague, ward.owed()).call();
        ward.talks(other);
        ward.ends(other, LineResult.ANSWERED, 16);
        await().until(() -> presence(colleague) == Presence.WRAPPING_UP);
        var refused =
                send(nurse, post(at("transfer-blind")).content(to(colleague)), 409)
                        .at("/code")
                        .asString();
        assertThat(refused).isEqualTo("party.writingUp");
        send(nurse, post(at("consult")).content(to(colleague)), 200);
        send(nurse, post(at("consult/cancel")), 200);
        assertThat(presence(colleague)).isEqualTo(Presence.WRAPPING_UP);
    }

    @Test
    void whoMayNotSeeThePatientTalksWithHimAndHisNurseWritesItUp() {
        var stranger = ward.nurse(DataScope.of(Set.of("产科")));
        parties.transferBlind(call, desk(stranger));
        ward.hears(wire.answered(parties.of(call).getFirst().line()));
        await().until(() -> presence(nurse) == Presence.WRAPPING_UP);
        assertThat(presence(stranger)).isEqualTo(Presence.ON_CALL);
        assertThat(followUps.of(call).orElseThrow().links().nurse()).isEqualTo(nurse.id());
        ward.ends(call, LineResult.ANSWERED, 16);
        await().until(() -> presence(stranger) == Presence.READY);
    }

    @Test
    void theWallShowsTheTalkAtTheDeskThatHasItAndItCanBeHeardThere() throws Exception {
        parking.park(call);
        send(colleague, post("/api/v1/calls/" + call.value() + "/take"), 200);
        var supervisor = supervisor();
        var rows = send(supervisor, get("/api/v1/wallboard"), 200).at("/nurses");
        assertThat(row(rows, colleague).at("/callId").asString())
                .isEqualTo(call.value().toString());
        assertThat(row(rows, colleague).at("/callState").asString()).isEqualTo("TALKING");
        assertThat(row(rows, nurse).at("/callId").isNull()).isTrue();
    }

    @Test
    void aTalkWithAnUnknownCallerIsHeardToo() throws Exception {
        var id = CallId.next();
        ward.hears(wire.arrives(Ward.line(id), null));
        await().until(() -> wire.welcomed.containsKey(Ward.line(id)));
        ward.hears(wire.answered(Ward.line(id)));
        send(colleague, post("/api/v1/calls/" + id.value() + "/take"), 200);
        var supervisor = supervisor();
        var rows = send(supervisor, get("/api/v1/wallboard"), 200).at("/nurses");
        assertThat(row(rows, colleague).at("/callId").asString()).isEqualTo(id.value().toString());
        var listen = "/api/v1/calls/" + id.value() + "/listen";
        send(supervisor, post(listen).content("{\"mode\":\"LISTEN\"}"), 200);
        send(supervisor, delete(listen), 204);
        ward.ends(id, LineResult.ANSWERED, 16);
    }

    @Test
    void aRecordThatItsNurseLeavesIsWrittenByWhomTheSupervisorGivesItTo() throws Exception {
        var id = record();
        var supervisor = supervisor();
        var door = "/api/v1/records/" + id + "/hand-over";
        var give = "{\"to\": \"%s\"}".formatted(colleague.id().value());
        send(nurse, post(door).content(give), 403);
        assertThat(send(supervisor, post(door).content(give), 409).at("/code").asString())
                .isEqualTo("record.callLive");
        ward.ends(call, LineResult.ANSWERED, 16);
        await().until(() -> presence(nurse) == Presence.WRAPPING_UP);
        staff.wish(nurse.id(), Presence.OFFLINE, null);
        clock.advance(Duration.ofMinutes(31));
        assertThat(send(supervisor, get("/api/v1/wallboard"), 200).at("/alarms").toString())
                .contains("recordUnsigned", id.toString());
        send(supervisor, post(door).content(give), 204);
        assertThat(presence(nurse)).isEqualTo(Presence.OFFLINE);
        assertThat(presence(colleague)).isEqualTo(Presence.WRAPPING_UP);
        assertThat(
                        send(colleague, get("/api/v1/calls/current"), 200)
                                .at("/call/recordId")
                                .asString())
                .isEqualTo(id.toString());
        var other = ward.owed();
        assertThat(send(supervisor, post(door).content(give), 204).isMissingNode()).isTrue();
        send(colleague, sign(id, 1), 200);
        assertThat(ward.dial(colleague, other).nurse()).isEqualTo(colleague.id());
    }

    @Test
    void aRecordThatNobodySignsIsSignedAsLostAndItsPatientCanBeCalledAgain() throws Exception {
        var id = record();
        save(nurse, id, 1, "{\"note\": \"half a word\"}", 200);
        ward.ends(call, LineResult.ANSWERED, 16);
        await().until(() -> presence(nurse) == Presence.WRAPPING_UP);
        clock.advance(Duration.ofHours(23));
        assertThat(followUps.of(call).orElseThrow().signed()).isFalse();
        clock.advance(Duration.ofHours(2));
        await().until(() -> followUps.of(call).orElseThrow().signed());
        var lost = send(nurse, get("/api/v1/records/" + id), 200);
        assertThat(lost.at("/disposition").asString()).isEqualTo("RECORD_LOST");
        assertThat(lost.at("/signedBy").asString()).isEqualTo("system");
        assertThat(lost.at("/note").asString()).isEqualTo("half a word");
        assertThat(ward.task(owed).state()).isEqualTo(State.WAITING);
        assertThat(presence(nurse)).isEqualTo(Presence.READY);
    }

    private UUID record() {
        return followUps.of(call).orElseThrow().id().value();
    }

    private Presence presence(StaffMember who) {
        return staff.duty(who.id()).presence();
    }

    private static Callee.Desk desk(StaffMember who) {
        return new Callee.Desk(who.desk().orElseThrow(), who.deskKind());
    }

    private static JsonNode row(JsonNode rows, StaffMember who) {
        for (var row : rows) {
            if (row.at("/id").asString().equals(who.id().value().toString())) {
                return row;
            }
        }
        throw new AssertionError("No row");
    }

    private String at(String what) {
        return "/api/v1/calls/" + call.value() + "/" + what;
    }

    private static String to(StaffMember who) {
        return "{\"to\":{\"kind\":\"DESK\",\"value\":\"%s\"}}"
                .formatted(who.desk().orElseThrow().digits());
    }

    private JsonNode save(StaffMember who, UUID id, int version, String body, int status)
            throws Exception {
        return send(
                who,
                patch("/api/v1/records/" + id)
                        .header("If-Match", "\"" + version + "\"")
                        .content(body),
                status);
    }

    private static MockHttpServletRequestBuilder sign(UUID id, int version) {
        return post("/api/v1/records/" + id + "/sign")
                .header("If-Match", "\"" + version + "\"")
                .content(LATER);
    }
}
