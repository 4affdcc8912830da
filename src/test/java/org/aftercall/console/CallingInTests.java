package org.aftercall.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.patch;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.aftercall.TestClock;
import org.aftercall.Ward;
import org.aftercall.call.CallId;
import org.aftercall.dialer.Attempt;
import org.aftercall.dialer.Dialer;
import org.aftercall.dialer.Inbound;
import org.aftercall.followup.FollowUpId;
import org.aftercall.followup.FollowUps;
import org.aftercall.kernel.DataScope;
import org.aftercall.kernel.PhoneNumber;
import org.aftercall.kernel.Sql;
import org.aftercall.patient.Consent;
import org.aftercall.patient.Patients;
import org.aftercall.recording.Recording;
import org.aftercall.recording.Recordings;
import org.aftercall.staff.Presence;
import org.aftercall.staff.Staff;
import org.aftercall.staff.StaffMember;
import org.aftercall.telephony.Farewell;
import org.aftercall.telephony.LineId;
import org.aftercall.telephony.LineResult;
import org.aftercall.worklist.Disposition;
import org.aftercall.worklist.FollowUpTask;
import org.aftercall.worklist.TaskId;
import org.aftercall.worklist.Worklists;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import tools.jackson.databind.JsonNode;

/** A patient calls the house: who he may be, who takes him, and what is owed when nobody does. */
@TestPropertySource(
        properties = {
            "aftercall.telephony.spool=target/var/CallingInTests/tapes",
            "aftercall.call.sweep-every=1h",
            "aftercall.dialer.look-every=100ms"
        })
class CallingInTests extends AtTheScreens {
    private static final AtomicInteger STRANGER = new AtomicInteger(70_000);

    @Autowired Dialer dialer;
    @Autowired Inbound inbound;
    @Autowired FollowUps followUps;
    @Autowired Patients patients;
    @Autowired Worklists worklists;
    @Autowired Recordings recordings;
    @Autowired Staff staff;
    @Autowired TestClock clock;
    @Autowired JdbcClient db;

    private StaffMember nurse;

    @BeforeEach
    void aMorning() {
        ward.opens();
        nurse = ward.nurse();
    }

    @AfterEach
    void allHangUp() {
        calls.open().forEach(c -> ward.ends(c.id(), LineResult.ANSWERED, 16));
        ward.opens();
    }

    @Test
    void whoMissedOurCallAndCallsBackIsTakenWithHisTaskAndItsRecord() throws Exception {
        var owed = ward.owed();
        var missed = ward.dial(ward.nurse(), owed);
        ward.rings(missed.call());
        ward.ends(missed.call(), LineResult.NO_ANSWER, 19);
        await().until(() -> dialer.find(missed.id()).orElseThrow().settled() != null);
        var id = waits(numberOf(owed));
        assertThat(calls.get(id).recorded()).isTrue();
        var item = item(nurse, id);
        assertThat(item.at("/kind").asString()).isEqualTo("INBOUND");
        assertThat(item.at("/patientId").asString()).isEqualTo(owed.patient().value().toString());
        assertThat(item.at("/reason").asString()).isEqualTo("没接到我们的随访电话");
        assertThat(item.at("/number").asString()).contains("*");
        assertThat(item.at("/by").isNull()).isTrue();
        var taken = take(nurse, id, 200);
        assertThat(taken.at("/direction").asString()).isEqualTo("INBOUND");
        assertThat(taken.at("/taskId").asString()).isEqualTo(owed.task().value().toString());
        assertThat(taken.at("/number").asString()).isEqualTo(numberOf(owed).digits());
        var attempt = dialer.of(id).orElseThrow();
        assertThat(attempt.nurse()).isEqualTo(nurse.id());
        assertThat(attempt.number()).isEqualTo(2);
        assertThat(followUps.of(id)).isPresent();
        assertThat(ward.task(owed).state()).isEqualTo(FollowUpTask.State.HELD);
        assertThat(staff.duty(nurse.id()).presence()).isEqualTo(Presence.ON_CALL);
        assertThat(noted("call.take", id)).isOne();
        // Whoever else wants him comes too late, and nobody rings him meanwhile.
        take(ward.nurse(), id, 409);
        ward.hears(wire.answered(calls.get(id).deskLine()));
        ward.ends(id, LineResult.ANSWERED, 16);
        await().until(() -> staff.duty(nurse.id()).presence() == Presence.WRAPPING_UP);
        dialer.settle(attempt.id(), Disposition.COMPLETED_ROUTINE, null);
        assertThat(ward.task(owed).state()).isEqualTo(FollowUpTask.State.DONE);
        assertThat(inbound.missed()).noneMatch(c -> c.call().equals(id));
    }

    @Test
    void aPatientToWhomNothingIsOwedGetsATaskOfItsOwn() throws Exception {
        var owed = ward.owed();
        db.sql("UPDATE worklist.task SET state = 'DONE', closed_at = now() WHERE id = :id")
                .param("id", owed.task().value())
                .update();
        var id = waits(numberOf(owed));
        assertThat(item(nurse, id).at("/reason").isNull()).isTrue();
        take(nurse, id, 200);
        var task = worklists.find(dialer.of(id).orElseThrow().task()).orElseThrow();
        assertThat(task.id()).isNotEqualTo(owed.task());
        assertThat(task.patient()).isEqualTo(owed.patient());
        assertThat(task.state()).isEqualTo(FollowUpTask.State.HELD);
        dialer.settle(dialer.of(id).orElseThrow().id(), Disposition.COMPLETED_ROUTINE, null);
    }

    @Test
    void aStrangerIsACallAndNoPatientAndHisNurseIsFreeWhenItIsOver() throws Exception {
        var id = waits(stranger());
        assertThat(calls.get(id).recorded()).isFalse();
        var item = item(nurse, id);
        assertThat(item.at("/patientName").isNull()).isTrue();
        var taken = take(nurse, id, 200);
        assertThat(taken.at("/taskId").isNull()).isTrue();
        assertThat(taken.at("/recordId").isNull()).isTrue();
        assertThat(dialer.of(id)).isEmpty();
        var current = read(send(nurse, get("/api/v1/calls/current")), 200);
        assertThat(current.at("/call/id").asString()).isEqualTo(id.value().toString());
        act(nurse, id, "hang-up", 200);
        ward.ends(id, LineResult.ANSWERED, 16);
        await().until(() -> staff.duty(nurse.id()).presence() == Presence.READY);
        assertThat(inbound.missed()).noneMatch(c -> c.call().equals(id));
    }

    @Test
    void aHiddenNumberIsLetInToo() throws Exception {
        var id = waits(null);
        assertThat(item(nurse, id).at("/number").isNull()).isTrue();
        assertThat(take(nurse, id, 200).at("/number").isNull()).isTrue();
    }

    @Test
    void outsideTheHoursHeHearsItAndIsCalledBackWhenTheyBegin() {
        var owed = ward.owed();
        clock.set(Ward.MORNING.plus(Duration.ofHours(12)));
        var id = arrives(numberOf(owed));
        await().until(() -> wire.dismissed.contains(Ward.line(id)));
        assertThat(wire.farewells.getLast()).isEqualTo(Farewell.CLOSED);
        ward.hears(wire.answered(Ward.line(id)));
        ward.ends(id, LineResult.ANSWERED, 16);
        await().until(() -> inbound.missed().stream().anyMatch(c -> c.call().equals(id)));
        var caller = inbound.of(id).orElseThrow();
        assertThat(caller.outOfHours()).isTrue();
        assertThat(caller.task()).isEqualTo(owed.task());
        // Nine o'clock in Shanghai.
        assertThat(callbackOf(owed)).isEqualTo(Ward.MORNING.plus(Duration.ofHours(23)));
    }

    @Test
    void whoWaitedTooLongHearsThatAllAreBusyAndIsCalledBack() throws Exception {
        var owed = ward.owed();
        var id = waits(numberOf(owed));
        clock.advance(Duration.ofMinutes(4));
        await().until(() -> wire.dismissed.contains(Ward.line(id)));
        assertThat(wire.farewells.getLast()).isEqualTo(Farewell.BUSY);
        take(nurse, id, 409);
        ward.ends(id, LineResult.ANSWERED, 16);
        await().until(() -> inbound.of(id).orElseThrow().task() != null);
        assertThat(callbackOf(owed)).isNotNull();
    }

    @Test
    void whoHangsUpWhileHeWaitsIsListedUntilSomebodyTalksWithHim() throws Exception {
        var owed = ward.owed();
        var id = waits(numberOf(owed));
        ward.ends(id, LineResult.ANSWERED, 16);
        await().until(() -> missed(nurse).toString().contains(id.value().toString()));
        var mine = missed(nurse);
        var row = row(mine, id);
        assertThat(row.at("/taskId").asString()).isEqualTo(owed.task().value().toString());
        assertThat(row.at("/outOfHours").asBoolean()).isFalse();
        assertThat(row.at("/patientName").asString()).isNotBlank();
        assertThat(row.at("/number").asString()).contains("*");
        var elsewhere = ward.nurse(DataScope.of(Set.of("产科")));
        assertThat(missed(elsewhere).toString()).doesNotContain(id.value().toString());
        clock.advance(Duration.ofMinutes(1));
        var call = ward.dial(nurse, owed).call();
        ward.talks(call);
        ward.ends(call, LineResult.ANSWERED, 16);
        await().until(() -> !missed(nurse).toString().contains(id.value().toString()));
    }

    @Test
    void whoMustNotBeCalledIsListedAndOwedNothing() {
        var owed = ward.owed();
        patients.doNotCall(owed.patient(), "said so");
        var id = waits(numberOf(owed));
        ward.ends(id, LineResult.ANSWERED, 16);
        await().until(() -> inbound.of(id).orElseThrow().missed() != null);
        assertThat(inbound.of(id).orElseThrow().task()).isNull();
    }

    @Test
    void onlyWhoseNumberAgreedToItIsRecorded() {
        var owed = ward.owed();
        patients.consent(owed.patient(), Consent.To.RECORDING, false, null, null);
        assertThat(calls.get(waits(numberOf(owed))).recorded()).isFalse();
    }

    @Test
    void whoHangsUpBeforeHeWasLetInIsMissedToo() {
        var owed = ward.owed();
        var id = arrives(numberOf(owed));
        ward.ends(id, LineResult.NO_ANSWER, 16);
        await().until(() -> inbound.of(id).filter(c -> c.missed() != null).isPresent());
        assertThat(calls.get(id).outcome()).isPresent();
    }

    @Test
    void whoIsWrittenUpByAColleagueIsACallAndNoMore() throws Exception {
        var owed = ward.owed();
        writesUp(owed);
        var id = waits(numberOf(owed));
        var colleague = ward.nurse();
        assertThat(item(colleague, id).at("/resumes").asBoolean()).isFalse();
        assertThat(take(colleague, id, 200).at("/taskId").isNull()).isTrue();
        assertThat(dialer.of(id)).isEmpty();
    }

    @Test
    void whoRingsBackWhileSheWritesHimUpComesToHerAndToTheSameRecord() throws Exception {
        var owed = ward.owed();
        var first = writesUp(owed);
        var record = followUps.of(first.call()).orElseThrow().id().value();
        save(record, "drop");
        var records = ward.rows("followup.record");
        var id = waits(numberOf(owed));
        assertThat(item(nurse, id).at("/resumes").asBoolean()).isTrue();
        var taken = take(nurse, id, 200);
        assertThat(taken.at("/id").asString()).isEqualTo(id.value().toString());
        assertThat(taken.at("/recordId").asString()).isEqualTo(record.toString());
        assertThat(taken.at("/taskId").asString()).isEqualTo(owed.task().value().toString());
        ward.hears(wire.answered(calls.get(id).deskLine()));
        assertThat(staff.duty(nurse.id()).presence()).isEqualTo(Presence.ON_CALL);
        // The form is as she left it, and writable while they talk; only signing waits.
        assertThat(followUps.of(first.call()).orElseThrow().note()).isEqualTo("drop");
        save(record, "drop, and again");
        assertThat(sign(record, 409).at("/code").asString()).isEqualTo("record.callLive");
        assertThat(dialer.of(id).orElseThrow().id()).isEqualTo(first.id());
        assertThat(ward.rows("followup.record")).isEqualTo(records);
        assertThat(labelOf(id)).isEqualTo(record);
        ward.ends(id, LineResult.ANSWERED, 16);
        await().until(() -> staff.duty(nurse.id()).presence() == Presence.WRAPPING_UP);
        var current = read(send(nurse, get("/api/v1/calls/current")), 200).at("/call");
        assertThat(current.at("/recordId").asString()).isEqualTo(record.toString());
        assertThat(current.at("/state").asString()).isEqualTo("WRAP_UP");
        assertThat(sign(record, 200).at("/state").asString()).isEqualTo("SIGNED");
        assertThat(staff.duty(nurse.id()).presence()).isEqualTo(Presence.READY);
        assertThat(ward.task(owed).state()).isEqualTo(FollowUpTask.State.WAITING);
        assertThat(inbound.missed()).noneMatch(c -> c.call().equals(id));
    }

    @Test
    void whoSheHandsOnAfterHeRangBackTakesHisRecordAlong() throws Exception {
        var owed = ward.owed();
        var first = writesUp(owed);
        var id = waits(numberOf(owed));
        take(nurse, id, 200);
        ward.hears(wire.answered(calls.get(id).deskLine()));
        act(nurse, id, "park", 200);
        var colleague = ward.nurse();
        take(colleague, id, 200);
        assertThat(dialer.find(first.id()).orElseThrow().nurse()).isEqualTo(colleague.id());
        assertThat(followUps.of(first.call()).orElseThrow().links().nurse())
                .isEqualTo(colleague.id());
    }

    @Test
    void whoReachesNobodyWhileSheWritesHimUpIsHersToCallBackAndOnlyOnce() throws Exception {
        var owed = ward.owed();
        writesUp(owed);
        var id = waits(numberOf(owed));
        ward.ends(id, LineResult.ANSWERED, 16);
        await().until(() -> inbound.of(id).orElseThrow().task() != null);
        var back = Objects.requireNonNull(inbound.of(id).orElseThrow().task());
        assertThat(back).isNotEqualTo(owed.task());
        assertThat(promisedTo(back)).isEqualTo(nurse.id().value());
        assertThat(ward.task(owed).state()).isEqualTo(FollowUpTask.State.HELD);
        // He tries again and she takes him: nothing more is owed for the call he missed.
        var again = waits(numberOf(owed));
        take(nurse, again, 200);
        assertThat(worklists.find(back).orElseThrow().state()).isEqualTo(FollowUpTask.State.DONE);
    }

    private Attempt writesUp(Ward.Owed owed) {
        var before = ward.dial(nurse, owed);
        ward.talks(before.call());
        ward.ends(before.call(), LineResult.ANSWERED, 16);
        await().until(() -> staff.duty(nurse.id()).presence() == Presence.WRAPPING_UP);
        return before;
    }

    private JsonNode save(UUID record, String note) throws Exception {
        return read(
                send(
                        nurse,
                        patch("/api/v1/records/" + record)
                                .header("If-Match", version(record))
                                .contentType(MediaType.APPLICATION_JSON)
                                .content("{\"note\":\"%s\"}".formatted(note))),
                200);
    }

    private JsonNode sign(UUID record, int status) throws Exception {
        return read(
                send(
                        nurse,
                        post("/api/v1/records/" + record + "/sign")
                                .header("If-Match", version(record))
                                .contentType(MediaType.APPLICATION_JSON)
                                .content(
                                        """
                                        {"disposition":"INTERRUPTED","reached":"PATIENT","clinical":"NONE"}
                                        """)),
                status);
    }

    private String version(UUID record) {
        return "\"" + followUps.find(new FollowUpId(record)).orElseThrow().version() + "\"";
    }

    private UUID labelOf(CallId id) {
        return recordings.of(id).map(Recording::label).orElseThrow().record();
    }

    private UUID promisedTo(TaskId task) {
        return db.sql("SELECT callback_nurse FROM worklist.task WHERE id = :id")
                .param("id", task.value())
                .query(UUID.class)
                .single();
    }

    @Test
    void theRulesAreTheSupervisorsAndTheHouseCanBeClosedToCallers() throws Exception {
        var supervisor = supervisor();
        assertThat(send(nurse, rules("{\"open\":false,\"queueSeconds\":60}")).getStatus())
                .isEqualTo(403);
        var wrong = send(supervisor, rules("{\"open\":true,\"queueSeconds\":3}"));
        assertThat(read(wrong, 422).at("/errors/0/pointer").asString()).isEqualTo("/queueSeconds");
        try {
            read(send(supervisor, rules("{\"open\":false,\"queueSeconds\":60}")), 200);
            var id = arrives(stranger());
            await().until(() -> wire.dismissed.contains(Ward.line(id)));
        } finally {
            read(send(supervisor, rules("{\"open\":true,\"queueSeconds\":180}")), 200);
        }
        assertThat(read(send(supervisor, get("/api/v1/inbound-settings")), 200).toString())
                .contains("180");
    }

    private static MockHttpServletRequestBuilder rules(String body) {
        return put("/api/v1/inbound-settings")
                .contentType(MediaType.APPLICATION_JSON)
                .content(body);
    }

    private CallId waits(@Nullable PhoneNumber from) {
        var id = arrives(from);
        await().until(() -> wire.welcomed.containsKey(Ward.line(id)));
        ward.hears(wire.answered(Ward.line(id)));
        assertThat(calls.get(id).waits()).isTrue();
        return id;
    }

    private CallId arrives(@Nullable PhoneNumber from) {
        var line = LineId.next();
        ward.hears(wire.arrives(line, from));
        assertThat(wire.refused).doesNotContain(line);
        return new CallId(line.value());
    }

    private PhoneNumber numberOf(Ward.Owed owed) {
        return patients.contact(owed.number()).number();
    }

    private static PhoneNumber stranger() {
        return new PhoneNumber("+86200" + (1_000_000 + STRANGER.incrementAndGet()));
    }

    private @Nullable Instant callbackOf(Ward.Owed owed) {
        return db.sql("SELECT callback_at FROM worklist.task WHERE id = :id")
                .param("id", owed.task().value())
                .query((row, _) -> Sql.instantOrNull(row, "callback_at"))
                .single();
    }

    private JsonNode item(StaffMember who, CallId id) throws Exception {
        return row(read(send(who, get("/api/v1/calls/parked")), 200), id);
    }

    private JsonNode missed(StaffMember who) throws Exception {
        return read(send(who, get("/api/v1/calls/inbound?state=missed")), 200);
    }

    private static JsonNode row(JsonNode rows, CallId id) {
        for (var row : rows) {
            if (row.at("/callId").asString().equals(id.value().toString())) {
                return row;
            }
        }
        throw new AssertionError("Not listed: " + id);
    }

    private JsonNode take(StaffMember who, CallId id, int status) throws Exception {
        return act(who, id, "take", status);
    }

    private JsonNode act(StaffMember who, CallId id, String what, int status) throws Exception {
        return read(act(who, id, what, "{}"), status);
    }
}
