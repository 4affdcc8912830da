package org.aftercall.followup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.patch;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.aftercall.FakeWorld;
import org.aftercall.TestClock;
import org.aftercall.Ward;
import org.aftercall.call.CallId;
import org.aftercall.call.Callee;
import org.aftercall.call.Parking;
import org.aftercall.kernel.DataScope;
import org.aftercall.staff.Presence;
import org.aftercall.staff.SignedIn;
import org.aftercall.staff.Staff;
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

@SpringBootTest
@AutoConfigureMockMvc
@TestPropertySource(
        properties = {
            "aftercall.telephony.spool=target/var/SigningTests/tapes",
            "aftercall.call.sweep-every=1h"
        })
@Import({FakeWorld.class, Ward.class})
class SigningTests {
    private static final String COMPLETE =
            """
            {"answers": {"who": "PATIENT", "recording": true, "identity": true,
              "identity.used": "NAME_BIRTH", "feeling": "BETTER", "pain": 1,
              "fever": false, "chest": false, "wound": "CLEAN", "medicines.have": "ALL",
              "medicines.taking": "AS_PLANNED", "medicines.effects": false, "medicines.teachback": "CORRECT",
              "appointment": true, "home.help": true, "home.services": "ARRIVED", "plan.teachback": "CORRECT"}}
            """;
    private static final String DISTRESS =
            """
            {"answers": {"who": "PATIENT", "recording": true, "identity": true,
              "identity.used": "NAME_BIRTH", "phq.1": "DAILY", "phq.2": "DAILY",
              "phq.3": "DAYS", "phq.4": "DAYS", "phq.5": "DAYS", "phq.6": "DAYS", "phq.7": "DAYS", "phq.8": "DAYS",
              "phq.9": "DAYS", "crisis.alone": true}}
            """;
    private static final String ROUTINE =
            """
            {"disposition": "COMPLETED_ROUTINE", "reached": "PATIENT", "completion": "COMPLETE", "clinical": "ROUTINE"}
            """;

    @Autowired Ward ward;
    @Autowired FollowUps followUps;
    @Autowired Staff staff;
    @Autowired Parking parking;
    @Autowired MockMvc mvc;
    @Autowired TestClock clock;
    @Autowired JdbcClient db;

    private StaffMember me;
    private Ward.Owed owed;
    private CallId call;
    private UUID id;

    @BeforeEach
    void aTalkIsOn() {
        ward.opens();
        me = ward.nurse();
        talkStarts();
    }

    private void talkStarts() {
        owed = ward.owed();
        call = ward.dial(me, owed).call();
        ward.talks(call);
        id = followUps.of(call).orElseThrow().id().value();
    }

    @Test
    void noRecordIsSignedWhileTheCallLives() throws Exception {
        save(1, COMPLETE, 200);
        assertThat(sign(2, ROUTINE, 409).path("code").stringValue()).isEqualTo("record.callLive");
        over();
        sign(2, ROUTINE, 200);
    }

    @Test
    void whoHandedTheCallOnIsFreeAndItsNewNurseSigns() throws Exception {
        save(1, COMPLETE, 200);
        parking.park(call);
        assertThat(sign(2, ROUTINE, 409).path("code").stringValue()).isEqualTo("record.callLive");
        var colleague = ward.nurse();
        parking.take(call, new Callee.Desk(colleague.desk().orElseThrow(), colleague.deskKind()));
        assertThat(sign(2, ROUTINE, 403).path("code").stringValue()).isEqualTo("record.notYours");
        assertThat(staff.get(me.id()).presence()).isEqualTo(Presence.READY);
        // He still talks: nobody rings him on another errand.
        var again = ward.owedAgain(owed);
        assertThatThrownBy(() -> ward.dial(me, again)).hasMessage("patient.onThePhone");
        ward.ends(call, LineResult.ANSWERED, 16);
        var signed =
                send(
                        post("/api/v1/records/" + id + "/sign")
                                .header("If-Match", "\"2\"")
                                .content(ROUTINE),
                        colleague,
                        200);
        assertThat(signed.path("lineResult").stringValue()).isEqualTo("ANSWERED");
        assertThat(ward.dial(me, again).patient()).isEqualTo(owed.patient());
    }

    @Test
    void aSignedRecordFreesTheNurseAndClosesTheTask() throws Exception {
        save(1, COMPLETE, 200);
        over();
        var signed = sign(2, ROUTINE, 200);
        assertThat(signed.path("state").stringValue()).isEqualTo("SIGNED");
        assertThat(signed.path("completion").stringValue()).isEqualTo("COMPLETE");
        assertThat(signed.path("lineResult").stringValue()).isEqualTo("ANSWERED");
        assertThat(signed.path("signedBy").stringValue()).isEqualTo(me.name());
        assertThat(ward.task(owed).state()).isEqualTo(State.DONE);
        assertThat(staff.get(me.id()).presence()).isEqualTo(Presence.READY);
        assertThat(save(3, "{\"note\": \"later\"}", 409).path("code").stringValue())
                .isEqualTo("record.signed");
        assertThat(sign(3, ROUTINE, 409).path("code").stringValue()).isEqualTo("record.signed");
    }

    @Test
    void whoNeverHeardThatSheSignedIsToldTheSecondTimeToo() throws Exception {
        save(1, COMPLETE, 200);
        over();
        var first = sign(2, ROUTINE, 200);
        clock.advance(Duration.ofSeconds(5));
        var second = sign(2, ROUTINE, 200);
        assertThat(second.path("signedAt")).isEqualTo(first.path("signedAt"));
        assertThat(second.path("version")).isEqualTo(first.path("version"));
        assertThat(ward.task(owed).attempts()).isOne();
        // Anything else is not what she signed.
        var other = ROUTINE.replace("\"ROUTINE\"", "\"ADVICE\"");
        assertThat(sign(2, other, 409).path("code").stringValue()).isEqualTo("record.signed");
        var noted = ROUTINE.replace("}", ", \"note\": \"x\"}");
        assertThat(sign(2, noted, 409).path("code").stringValue()).isEqualTo("record.signed");
        assertThat(sign(3, ROUTINE, 409).path("code").stringValue()).isEqualTo("record.signed");
    }

    @Test
    void eachRequiredAnswerThatIsMissingIsNamed() throws Exception {
        save(1, COMPLETE, 200);
        save(2, "{\"answers\": {\"pain\": null, \"wound\": null}}", 200);
        over();
        assertThat(pointers(sign(3, ROUTINE, 422)))
                .containsExactlyInAnyOrder("/answers/pain", "/answers/wound");
        assertNothingWasDecided();
    }

    @Test
    void aRedFlagIsNotRoutineAndNeedsItsClinicalWord() throws Exception {
        save(1, COMPLETE, 200);
        save(2, "{\"answers\": {\"chest\": true}}", 200);
        over();
        assertThat(pointers(sign(3, ROUTINE, 422)))
                .containsExactlyInAnyOrder("/disposition", "/clinical");
        var escalated = ROUTINE.replace("COMPLETED_ROUTINE", "COMPLETED_ESCALATED");
        assertThat(pointers(sign(3, escalated, 422)))
                .containsExactlyInAnyOrder("/note", "/clinical");
        var noted = with(escalated, "\"note\": \"chest pain since morning\"");
        assertThat(pointers(sign(3, noted.replace("\"ROUTINE\"", "\"URGENT\""), 422)))
                .containsExactly("/clinical");
        sign(3, noted.replace("\"ROUTINE\"", "\"EMERGENCY\""), 200);
    }

    @Test
    void anEndingThatNeedsWordsIsNotSignedWithout() throws Exception {
        over();
        var refusal = plain("HARD_REFUSAL", "PATIENT");
        assertThat(pointers(sign(1, refusal, 422))).containsExactly("/note");
        assertThat(pointers(sign(1, with(refusal, "\"note\": \"  \""), 422)))
                .containsExactly("/note");
        sign(1, with(refusal, "\"note\": \"wants no calls\""), 200);
        assertThat(ward.task(owed).state()).isEqualTo(State.GIVEN_UP);
    }

    @Test
    void aMachineHasOneMessageADayOrANoteSaysWhyTwo() throws Exception {
        var left = plain("VOICEMAIL_LEFT", "NOBODY");
        over();
        sign(1, left, 200);
        clock.advance(Duration.ofHours(4));
        again();
        var refused = sign(1, left, 422);
        assertThat(pointers(refused)).containsExactly("/note");
        assertThat(refused.at("/errors/0/message").asString()).contains("24");
        sign(1, with(left, "\"note\": \"his daughter asked for it\""), 200);
        clock.advance(Duration.ofHours(26));
        again();
        sign(1, left, 200);
    }

    private void again() {
        call = ward.dial(me, owed).call();
        ward.talks(call);
        id = followUps.of(call).orElseThrow().id().value();
        over();
    }

    @Test
    void anEmergencyIsNotLeftWithoutAWord() throws Exception {
        over();
        sign(1, plain("CALLBACK_UNSPECIFIED", "PATIENT"), 200);
        db.sql("UPDATE worklist.worklist SET questionnaire = 'mood'").update();
        talkStarts();
        save(1, DISTRESS, 200);
        over();
        var interrupted = plain("INTERRUPTED", "PATIENT").replace("NONE", "EMERGENCY");
        assertThat(pointers(sign(2, interrupted, 422))).containsExactly("/note");
        assertThat(pointers(sign(2, with(interrupted, "\"note\": \" \""), 422)))
                .containsExactly("/note");
        sign(2, with(interrupted, "\"note\": \"hung up, police on their way\""), 200);
    }

    @Test
    void anAgreedCallbackHasATimeThatLiesAhead() throws Exception {
        over();
        var callback = plain("CALLBACK_DEFINITE", "PATIENT");
        var at = clock.instant().plus(Duration.ofHours(3));
        for (var wrong :
                List.of(
                        callback,
                        with(callback, "\"callbackAt\": \"%s\"".formatted(clock.instant())),
                        with(
                                callback,
                                "\"callbackAt\": \"%s\""
                                        .formatted(clock.instant().plus(Duration.ofDays(91)))))) {
            assertThat(pointers(sign(1, wrong, 422))).containsExactly("/callbackAt");
        }
        var signed = sign(1, with(callback, "\"callbackAt\": \"%s\"".formatted(at)), 200);
        assertThat(signed.path("nextStep").path("at").stringValue()).isEqualTo(at.toString());
        assertThat(ward.task(owed).state()).isEqualTo(State.WAITING);
        assertThat(ward.task(owed).nextAt()).isEqualTo(at);
    }

    @Test
    void whoSpokeInThePatientsPlaceIsSaid() throws Exception {
        over();
        var proxy = plain("NOT_HOME_PROXY_ANSWERED", "PROXY");
        assertThat(pointers(sign(1, proxy, 422))).containsExactly("/relation");
        sign(1, with(proxy, "\"relation\": \"CHILD\""), 200);
    }

    @Test
    void theHousesOwnWordsAreNotANursesToSign() throws Exception {
        over();
        for (var word : List.of("RECORD_LOST", "MAX_ATTEMPTS", "ABANDONED")) {
            assertThat(pointers(sign(1, plain(word, "NOBODY"), 422)))
                    .containsExactly("/disposition");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"disposition", "reached", "clinical"})
    void anAxisThatIsMissingIsNamed(String axis) throws Exception {
        save(1, COMPLETE, 200);
        over();
        var body = ROUTINE.replaceAll("\"" + axis + "\": \"[A-Z_]+\",?", "").replace(", }", "}");
        assertThat(pointers(sign(2, body.replaceAll(",\\s*}", "}"), 422)))
                .containsExactly("/" + axis);
        assertNothingWasDecided();
    }

    @Test
    void anAnswerOfTheWrongKindIsNamedAndNothingIsSaved() throws Exception {
        assertThat(
                        pointers(
                                save(
                                        1,
                                        "{\"answers\": {\"pain\": 11, \"who\": \"PATIENT\"}, \"note\": \"x\"}",
                                        422)))
                .containsExactly("/answers/pain");
        var record = followUps.of(call).orElseThrow();
        assertThat(record.version()).isEqualTo(1);
        assertThat(record.answers()).isEmpty();
        assertThat(record.note()).isEmpty();
    }

    @Test
    void whoWritesOnAnOldVersionIsShownTheNewOne() throws Exception {
        save(1, "{\"note\": \"first\"}", 200);
        for (var stale : List.of(save(1, "{\"note\": \"second\"}", 412))) {
            assertThat(stale.path("code").stringValue()).isEqualTo("record.stale");
            assertThat(stale.path("current").path("version").intValue()).isEqualTo(2);
            assertThat(stale.path("current").path("note").stringValue()).isEqualTo("first");
        }
        over();
        var unsigned = sign(1, plain("INTERRUPTED", "PATIENT"), 412);
        assertThat(unsigned.path("current").path("state").stringValue()).isEqualTo("OPEN");
        assertNothingWasDecided();
        var without =
                send(patch("/api/v1/records/" + id).content("{\"note\": \"blind\"}"), me, 428);
        assertThat(without.path("code").stringValue()).isEqualTo("record.ifMatch");
    }

    @Test
    void aChangeWhoseAnswerWasLostIsSentAgainAndIsNoSecondOne() throws Exception {
        var first = saveBy("k1", 1, "{\"note\": \"first\"}", 200);
        var again = saveBy("k1", 1, "{\"note\": \"first\"}", 200);
        assertThat(again.path("version").intValue())
                .isEqualTo(first.path("version").intValue())
                .isEqualTo(2);
        saveBy("k2", 1, "{\"note\": \"another\"}", 412);
        saveBy("k2", 2, "{\"note\": \"another\"}", 200);
        // Somebody saved since: what she saw is old, whatever its key.
        saveBy("k1", 1, "{\"note\": \"first\"}", 412);
        assertThat(followUps.of(call).orElseThrow().note()).isEqualTo("another");
        saveBy("k".repeat(65), 3, "{\"note\": \"long\"}", 422);
    }

    @Test
    void nobodyWritesAColleaguesRecord() throws Exception {
        var colleague = ward.nurse();
        var denied =
                send(
                        patch("/api/v1/records/" + id)
                                .header("If-Match", "\"1\"")
                                .content("{\"note\": \"mine\"}"),
                        colleague,
                        403);
        assertThat(denied.path("code").stringValue()).isEqualTo("record.notYours");
        over();
        send(
                post("/api/v1/records/" + id + "/sign")
                        .header("If-Match", "\"1\"")
                        .content(ROUTINE),
                colleague,
                403);
        assertNothingWasDecided();
    }

    @Test
    void whatLiesOutsideOnesDepartmentsIsNotThere() throws Exception {
        var elsewhere = ward.nurse(DataScope.of(Set.of("骨科")));
        var here = ward.nurse(DataScope.of(Set.of("心内科")));
        var one = "/api/v1/records/" + id;
        var list = "/api/v1/records?patient=" + owed.patient().value();
        assertThat(send(get(one), elsewhere, 404).path("code").stringValue())
                .isEqualTo("record.unknown");
        assertThat(send(get(list), elsewhere, 200).path("items").size()).isZero();
        assertThat(send(get(one), here, 200).path("id").stringValue()).isEqualTo(id.toString());
        assertThat(send(get(list), here, 200).path("items").size()).isOne();
    }

    private void over() {
        ward.ends(call, LineResult.ANSWERED, 16);
    }

    private void assertNothingWasDecided() {
        var record = followUps.of(call).orElseThrow();
        assertThat(record.signed()).isFalse();
        assertThat(record.disposition()).isNull();
        assertThat(ward.task(owed).state()).isEqualTo(State.HELD);
        assertThat(ward.task(owed).attempts()).isZero();
    }

    private static String plain(String disposition, String reached) {
        return """
        {"disposition": "%s", "reached": "%s", "completion": "NOT_STARTED", "clinical": "NONE"}
        """
                .formatted(disposition, reached);
    }

    private static String with(String body, String field) {
        return body.replace("}", ", " + field + "}");
    }

    private JsonNode saveBy(String key, int version, String body, int status) throws Exception {
        return send(
                patch("/api/v1/records/" + id)
                        .header("If-Match", "\"" + version + "\"")
                        .header("Idempotency-Key", key)
                        .content(body),
                me,
                status);
    }

    private JsonNode save(int version, String body, int status) throws Exception {
        return send(
                patch("/api/v1/records/" + id)
                        .header("If-Match", "\"" + version + "\"")
                        .content(body),
                me,
                status);
    }

    private JsonNode sign(int version, String body, int status) throws Exception {
        return send(
                post("/api/v1/records/" + id + "/sign")
                        .header("If-Match", "\"" + version + "\"")
                        .content(body),
                me,
                status);
    }

    private JsonNode send(MockHttpServletRequestBuilder request, StaffMember who, int status)
            throws Exception {
        return SignedIn.as(who).asks(mvc, request, status);
    }

    private static List<String> pointers(JsonNode problem) {
        var pointers = new ArrayList<String>();
        problem.path("errors").forEach(e -> pointers.add(e.path("pointer").stringValue()));
        return pointers;
    }
}
