package org.aftercall.followup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.patch;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.aftercall.FakeWorld;
import org.aftercall.TestClock;
import org.aftercall.Ward;
import org.aftercall.call.CallId;
import org.aftercall.kernel.DataScope;
import org.aftercall.staff.Role;
import org.aftercall.staff.SignedIn;
import org.aftercall.staff.Staff;
import org.aftercall.staff.StaffMember;
import org.aftercall.telephony.LineResult;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@SpringBootTest
@AutoConfigureMockMvc
@TestPropertySource(
        properties = {
            "aftercall.telephony.spool=target/var/EscalationTests/tapes",
            "aftercall.call.sweep-every=1h",
            "aftercall.escalation-look-every=1h"
        })
@Import({FakeWorld.class, Ward.class})
class EscalationTests {
    private static final String HELLO =
            "\"who\": \"PATIENT\", \"recording\": true, \"identity\": true";

    @Autowired Ward ward;
    @Autowired FollowUps followUps;
    @Autowired Staff staff;
    @Autowired Climbing climbing;
    @Autowired TransactionTemplate transaction;
    @Autowired MockMvc mvc;
    @Autowired TestClock clock;
    @Autowired JdbcClient db;

    private StaffMember me;
    private StaffMember onDuty;
    private StaffMember doctor;
    private Ward.Owed owed;
    private CallId call;
    private UUID record;
    private int version;

    @BeforeEach
    void aTalkIsOn() {
        ward.opens();
        db.sql("DELETE FROM followup.duty").update();
        me = ward.nurse();
        onDuty = ward.nurse();
        doctor = physician(DataScope.of(Set.of("心内科")));
        duty("*", DutyLevel.NURSE, onDuty);
        duty("心内科", DutyLevel.DOCTOR, doctor);
        owed = ward.owed();
        call = ward.dial(me, owed).call();
        ward.talks(call);
        record = followUps.of(call).orElseThrow().id().value();
        version = 1;
    }

    @Test
    void anAnswerThatRaisesAnAlarmIsAnEscalationTheMomentItIsSaved() throws Exception {
        clock.advance(Duration.ofSeconds(83));
        answer("\"pain\": 8");
        var only = only(escalations(me));
        assertThat(only.path("rule").stringValue()).isEqualTo("pain#1");
        assertThat(only.path("severity").stringValue()).isEqualTo("URGENT");
        assertThat(only.path("state").stringValue()).isEqualTo("RAISED");
        assertThat(only.path("level").stringValue()).isEqualTo("NURSE");
        assertThat(only.path("ownerName").stringValue()).isEqualTo(onDuty.name());
        assertThat(only.path("answer").intValue()).isEqualTo(8);
        assertThat(only.path("advice").stringValue()).isNotBlank();
        assertThat(only.path("dueAt").stringValue())
                .isEqualTo(clock.instant().plus(Duration.ofHours(4)).toString());
        var whole = send(get(path(only)), me, 200);
        assertThat(whole.path("heardSecond").intValue()).isEqualTo(83);
        assertThat(whole.path("questionnaire").stringValue()).isEqualTo("post-discharge");
        assertThat(whole.path("questionnaireVersion").intValue()).isEqualTo(1);
        assertThat(kinds(whole)).containsExactly("RAISED");
        assertThat(whole.path("history").get(0).path("who").stringValue()).isEqualTo(me.name());
    }

    @Test
    void beforeIdentityIsConfirmedNothingCountsAndNothingIsRaised() throws Exception {
        save("{\"answers\": {\"pain\": 9}}");
        assertThat(escalations(me)).isEmpty();
    }

    @Test
    void savingTheSameAgainRaisesNothingMore() throws Exception {
        answer("\"pain\": 8");
        answer("\"fever\": false");
        answer("\"pain\": 8");
        assertThat(kinds(send(get(path(only(escalations(me)))), me, 200)))
                .containsExactly("RAISED");
        answer("\"pain\": 9");
        var revised = only(escalations(me));
        assertThat(revised.path("answer").intValue()).isEqualTo(9);
        assertThat(kinds(send(get(path(revised)), me, 200))).containsExactly("RAISED", "REVISED");
    }

    @Test
    void aMistakeIsWithdrawnWithATraceAndMayBeRaisedAnew() throws Exception {
        answer("\"pain\": 8");
        var first = only(escalations(me));
        answer("\"pain\": 3");
        assertThat(escalations(me)).isEmpty();
        var withdrawn = send(get(path(first)), me, 200);
        assertThat(withdrawn.path("row").path("state").stringValue()).isEqualTo("WITHDRAWN");
        assertThat(kinds(withdrawn)).containsExactly("RAISED", "WITHDRAWN");
        assertThat(send(act(first, "acknowledge", "{}"), onDuty, 409).path("code").stringValue())
                .isEqualTo("escalation.withdrawn");
        answer("\"pain\": 8");
        assertThat(only(escalations(me)).path("id")).isNotEqualTo(first.path("id"));
    }

    @Test
    void whatIsSignedStays() throws Exception {
        answer("\"pain\": 8");
        ward.ends(call, LineResult.ANSWERED, 16);
        sign();
        var signed = send(get(path(only(escalations(me)))), me, 200);
        assertThat(kinds(signed)).containsExactly("RAISED", "FIXED");
        for (var sql :
                List.of(
                        "UPDATE followup.escalation SET state = 'WITHDRAWN', climb_at = NULL WHERE record_id = '%s'",
                        "DELETE FROM followup.escalation WHERE record_id = '%s'",
                        "DELETE FROM followup.escalation_step /* %s */",
                        "UPDATE followup.escalation_step SET note = 'x' /* %s */",
                        "TRUNCATE followup.escalation_step /* %s */")) {
            assertThatThrownBy(() -> db.sql(sql.formatted(record)).update()).as(sql).isNotNull();
        }
    }

    @Test
    void neitherAnswerNorEscalationIsThereWithoutTheOther() {
        var before = ward.rows("followup.escalation");
        assertThatThrownBy(() ->
                        transaction.executeWithoutResult(_ -> {
                            try {
                                answer("\"chest\": true");
                            } catch (Exception e) {
                                throw new IllegalStateException(e);
                            }
                            assertThat(ward.rows("followup.escalation")).isEqualTo(before + 1);
                            throw new IllegalStateException("killed");
                        }))
                .hasMessage("killed");
        assertThat(ward.rows("followup.escalation")).isEqualTo(before);
        assertThat(followUps.of(call).orElseThrow().answers()).isEmpty();
    }

    @Test
    void whereNobodyIsOnDutyItFallsUpAndWhereNobodyIsAtAllItWaitsForTheRoster() throws Exception {
        db.sql("DELETE FROM followup.duty WHERE level = 1").update();
        answer("\"pain\": 8");
        var up = only(escalations(me));
        assertThat(up.path("level").stringValue()).isEqualTo("DOCTOR");
        assertThat(up.path("ownerName").stringValue()).isEqualTo(doctor.name());

        db.sql("DELETE FROM followup.duty").update();
        answer("\"chest\": true");
        assertThat(
                        send(get("/api/v1/escalations/counts"), me, 200)
                                .at("/counts/unowned")
                                .intValue())
                .isOne();
        roster("{\"department\": \"心内科\", \"levels\": {\"HEAD\": [\"%s\"]}}", 200);
        var given =
                escalations(me).stream()
                        .filter(e -> e.path("rule").stringValue().startsWith("chest"))
                        .findFirst()
                        .orElseThrow();
        assertThat(given.path("level").stringValue()).isEqualTo("HEAD");
        assertThat(given.path("ownerName").stringValue()).isEqualTo(doctor.name());
    }

    @Test
    void aRosterNamesOnlyWhomItMayTellAndIsNotOverwrittenUnseen() throws Exception {
        var stranger = physician(DataScope.of(Set.of("骨科")));
        var wish =
                "{\"department\": \"心内科\", \"levels\": {\"NURSE\": [\"%s\"]}}"
                        .formatted(stranger.id().value());
        var refused = replace(wish, tag(), 422);
        assertThat(refused.at("/errors/0/pointer").stringValue()).isEqualTo("/levels/NURSE/0");
        assertThat(replace(wish, "\"old\"", 412).path("code").stringValue())
                .isEqualTo("roster.stale");
        assertThat(replace(wish, null, 428).path("code").stringValue()).isEqualTo("roster.ifMatch");
        send(put("/api/v1/duty-roster").content(wish), me, 403);
    }

    @Test
    void itClimbsAtItsMomentAndNotBefore() throws Exception {
        answer("\"pain\": 8");
        var raised = clock.instant();
        var due = raised.plus(Duration.ofHours(4));
        clock.set(due.minusMillis(1));
        climbing.look();
        assertThat(only(escalations(me)).path("level").stringValue()).isEqualTo("NURSE");
        clock.set(due);
        climbing.look();
        climbing.look();
        var climbed = send(get(path(only(escalations(me)))), me, 200);
        // Nobody is on duty as a specialist nurse.
        assertThat(climbed.at("/row/level").stringValue()).isEqualTo("DOCTOR");
        assertThat(climbed.at("/row/ownerName").stringValue()).isEqualTo(doctor.name());
        assertThat(climbed.at("/row/climbsAt").stringValue())
                .isEqualTo(due.plus(Duration.ofHours(1)).toString());
        assertThat(kinds(climbed)).containsExactly("RAISED", "CLIMBED");
        assertThat(climbed.at("/history/1/planned").stringValue()).isEqualTo(due.toString());
        // At the top it stays with whom it was when there is nobody above.
        clock.set(due.plus(Duration.ofHours(1)));
        climbing.look();
        var top = only(escalations(me));
        assertThat(top.path("level").stringValue()).isEqualTo("HEAD");
        assertThat(top.path("ownerName").stringValue()).isEqualTo(doctor.name());
        assertThat(top.path("climbsAt").isNull()).isTrue();
    }

    @Test
    void whoAcknowledgesHasAStepsTimeOncePerLevel() throws Exception {
        answer("\"chest\": true");
        var one = only(escalations(me));
        assertThat(one.path("level").stringValue()).isEqualTo("DOCTOR");
        clock.advance(Duration.ofMinutes(4));
        send(act(one, "acknowledge", "{}"), doctor, 200);
        var until = clock.instant().plus(Duration.ofMinutes(10)).toString();
        assertThat(only(escalations(me)).path("climbsAt").stringValue()).isEqualTo(until);
        assertThat(send(act(one, "acknowledge", "{}"), onDuty, 409).path("code").stringValue())
                .isEqualTo("escalation.inHand");
        send(handOver(one, onDuty), doctor, 200);
        clock.advance(Duration.ofMinutes(4));
        send(act(one, "acknowledge", "{}"), onDuty, 200);
        assertThat(only(escalations(me)).path("climbsAt").stringValue()).isEqualTo(until);
    }

    @Test
    void itIsNeverHandedDownNorToWhomItDoesNotConcern() throws Exception {
        answer("\"chest\": true");
        var one = only(escalations(me));
        assertThat(
                        send(act(one, "hand-over", "{\"level\": \"NURSE\"}"), doctor, 422)
                                .at("/errors/0/code")
                                .stringValue())
                .isEqualTo("escalation.down");
        var stranger = physician(DataScope.of(Set.of("骨科")));
        assertThat(send(handOver(one, stranger), doctor, 422).at("/errors/0/code").stringValue())
                .isEqualTo("escalation.notTheirs");
        assertThat(
                        send(act(one, "hand-over", "{}"), doctor, 422)
                                .at("/errors/0/code")
                                .stringValue())
                .isEqualTo("escalation.to");
        assertThat(
                        send(act(one, "note", "{\"note\": \" \"}"), doctor, 422)
                                .at("/errors/0/code")
                                .stringValue())
                .isEqualTo("escalation.note");
        send(get(path(one)), stranger, 404);
        assertThat(escalations(stranger)).isEmpty();
        send(act(one, "close", "{\"why\": \"x\"}"), stranger, 404);
    }

    @Test
    void itIsClosedWithACallBackAfterItWasRaisedOrWithAReason() throws Exception {
        answer("\"pain\": 8");
        ward.ends(call, LineResult.ANSWERED, 16);
        sign();
        var one = only(escalations(me));
        var close = "{\"callId\": \"%s\"}";
        assertThat(code(one, "{}")).isEqualTo("escalation.close");
        assertThat(code(one, close.formatted(call.value()))).isEqualTo("escalation.notACallBack");
        clock.advance(Duration.ofMinutes(5));
        var missed = callBack(one, doctor);
        ward.rings(missed);
        ward.ends(missed, LineResult.NO_ANSWER, 19);
        await().until(() -> followUps.of(missed).orElseThrow().signed());
        assertThat(code(one, close.formatted(missed.value()))).isEqualTo("escalation.notReached");
        clock.advance(Duration.ofHours(3).plusMinutes(1));
        var back = callBack(one, doctor);
        assertThat(followUps.of(back).orElseThrow().questionnaire()).isEqualTo("call-back");
        // Pressed twice, it is the same call.
        assertThat(callBack(one, doctor)).isEqualTo(back);
        ward.talks(back);
        ward.ends(back, LineResult.ANSWERED, 16);
        send(act(one, "acknowledge", "{}"), doctor, 200);
        var closed = send(act(one, "close", close.formatted(back.value())), doctor, 200);
        assertThat(closed.at("/row/state").stringValue()).isEqualTo("CLOSED");
        assertThat(closed.path("closingCall").stringValue()).isEqualTo(back.value().toString());
        assertThat(kinds(closed))
                .containsExactly(
                        "RAISED", "FIXED", "CALLED_BACK", "CALLED_BACK", "ACKNOWLEDGED", "CLOSED");
        assertThat(
                        send(act(one, "close", "{\"why\": \"x\"}"), doctor, 409)
                                .path("code")
                                .stringValue())
                .isEqualTo("escalation.closed");
        clock.advance(Duration.ofDays(3));
        climbing.look();
        assertThat(send(get(path(one)), doctor, 200).at("/row/level").stringValue())
                .isEqualTo("NURSE");
    }

    @Test
    void everyLookAndEveryStepIsInTheTrail() throws Exception {
        answer("\"pain\": 8");
        var one = only(escalations(me));
        send(get(path(one)), doctor, 200);
        send(act(one, "acknowledge", "{}"), doctor, 200);
        send(act(one, "note", "{\"note\": \"rang the ward\"}"), doctor, 200);
        send(act(one, "close", "{\"why\": \"is in hospital again\"}"), doctor, 200);
        assertThat(
                        db.sql(
                                        "SELECT action FROM audit.access WHERE subject_id = :id AND patient_id = :patient ORDER BY seq")
                                .param("id", UUID.fromString(one.path("id").stringValue()))
                                .param("patient", owed.patient().value())
                                .query((row, _) -> row.getString(1))
                                .list())
                .containsExactly(
                        "escalation.view",
                        "escalation.acknowledge",
                        "escalation.note",
                        "escalation.close");
    }

    @Test
    void figuresTellWhatWasFoundAndWhatCameOfIt() throws Exception {
        answer("\"pain\": 8");
        answer("\"chest\": true");
        var pain =
                escalations(me).stream()
                        .filter(e -> e.path("rule").stringValue().equals("pain#1"))
                        .findFirst()
                        .orElseThrow();
        send(act(pain, "acknowledge", "{}"), doctor, 200);
        send(act(pain, "close", "{\"why\": \"seen at the clinic\"}"), doctor, 200);
        var ours =
                send(
                        get("/api/v1/escalations/statistics")
                                .param("from", clock.instant().minusSeconds(60).toString())
                                .param("to", clock.instant().plusSeconds(60).toString()),
                        doctor,
                        200);
        var rule =
                ours.path("rules")
                        .valueStream()
                        .filter(r -> r.path("rule").stringValue().equals("pain#1"))
                        .findFirst()
                        .orElseThrow();
        assertThat(rule.at("/tally/found").intValue()).isPositive();
        assertThat(rule.at("/tally/closedInTime").intValue()).isPositive();
        assertThat(rule.path("verdict").stringValue()).isEqualTo("TOO_FEW");
        assertThat(ours.at("/whole/found").intValue())
                .isEqualTo(
                        ours.path("severities")
                                .valueStream()
                                .mapToInt(s -> s.at("/tally/found").intValue())
                                .sum());
        assertThat(EscalationStatistics.verdict(20, 0))
                .isEqualTo(EscalationStatistics.Verdict.NEVER);
        assertThat(EscalationStatistics.verdict(20, 18))
                .isEqualTo(EscalationStatistics.Verdict.ALWAYS);
        assertThat(EscalationStatistics.verdict(20, 17))
                .isEqualTo(EscalationStatistics.Verdict.USEFUL);
    }

    private CallId callBack(JsonNode one, StaffMember who) throws Exception {
        return new CallId(
                UUID.fromString(
                        send(act(one, "call-back", "{}"), who, 201).path("id").stringValue()));
    }

    private String code(JsonNode one, String body) throws Exception {
        return send(act(one, "close", body), doctor, 422).at("/errors/0/code").stringValue();
    }

    private StaffMember physician(DataScope scope) {
        var id = ward.nurse(scope).id();
        db.sql("UPDATE staff.member SET role = :role, name = 'Doctor ' || login WHERE id = :id")
                .param("role", Role.PHYSICIAN.name())
                .param("id", id.value())
                .update();
        return staff.get(id);
    }

    private void duty(String department, DutyLevel level, StaffMember who) {
        db.sql("INSERT INTO followup.duty VALUES (:department, :level, 0, :who)")
                .param("department", department)
                .param("level", level.number())
                .param("who", who.id().value())
                .update();
    }

    private void roster(String wish, int status) throws Exception {
        replace(wish.formatted(doctor.id().value()), tag(), status);
    }

    private String tag() throws Exception {
        return String.valueOf(
                mvc.perform(get("/api/v1/duty-roster").with(SignedIn.as(me)))
                        .andReturn()
                        .getResponse()
                        .getHeader("ETag"));
    }

    private JsonNode replace(String wish, @Nullable String tag, int status) throws Exception {
        var request = put("/api/v1/duty-roster").content(wish);
        if (tag != null) {
            request.header("If-Match", tag);
        }
        return send(request, SignedIn.as(Role.SUPERVISOR, DataScope.EVERYTHING), status);
    }

    private void answer(String answers) throws Exception {
        save("{\"answers\": {" + HELLO + ", " + answers + "}}");
    }

    private void save(String body) throws Exception {
        send(
                patch("/api/v1/records/" + record)
                        .header("If-Match", "\"" + version++ + "\"")
                        .content(body),
                me,
                200);
    }

    private void sign() throws Exception {
        send(
                post("/api/v1/records/" + record + "/sign")
                        .header("If-Match", "\"" + version + "\"")
                        .content(
                                """
                                {"disposition": "INTERRUPTED", "reached": "PATIENT", "clinical": "URGENT"}
                                """),
                me,
                200);
    }

    /** What of this record is open. */
    private List<JsonNode> escalations(StaffMember who) throws Exception {
        return send(get("/api/v1/escalations").param("record", record.toString()), who, 200)
                .path("items")
                .valueStream()
                .toList();
    }

    private static JsonNode only(List<JsonNode> all) {
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    private static List<String> kinds(JsonNode whole) {
        return whole.path("history").valueStream().map(s -> s.path("kind").stringValue()).toList();
    }

    private static String path(JsonNode row) {
        return "/api/v1/escalations/" + row.path("id").stringValue();
    }

    private static MockHttpServletRequestBuilder act(JsonNode row, String what, String body) {
        return post(path(row) + "/" + what).content(body);
    }

    private static MockHttpServletRequestBuilder handOver(JsonNode row, StaffMember to) {
        return act(row, "hand-over", "{\"to\": \"%s\"}".formatted(to.id().value()));
    }

    private JsonNode send(MockHttpServletRequestBuilder request, StaffMember who, int status)
            throws Exception {
        return send(request, SignedIn.as(who), status);
    }

    private JsonNode send(MockHttpServletRequestBuilder request, SignedIn who, int status)
            throws Exception {
        var response =
                mvc.perform(request.contentType(MediaType.APPLICATION_JSON).with(who).with(csrf()))
                        .andReturn()
                        .getResponse();
        var body = response.getContentAsString(UTF_8);
        assertThat(response.getStatus()).as(body).isEqualTo(status);
        return JsonMapper.shared().readTree(body.isEmpty() ? "{}" : body);
    }
}
