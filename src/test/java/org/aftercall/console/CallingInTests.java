package org.aftercall.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;

import java.time.Duration;
import java.util.List;
import org.aftercall.Ward;
import org.aftercall.call.CallId;
import org.aftercall.followup.FollowUps;
import org.aftercall.patient.Consent;
import org.aftercall.recording.Gap;
import org.aftercall.recording.Modes;
import org.aftercall.recording.PauseReason;
import org.aftercall.recording.Pauses;
import org.aftercall.recording.RecordingMode;
import org.aftercall.staff.Presence;
import org.aftercall.staff.SignedIn;
import org.aftercall.telephony.LineResult;
import org.aftercall.worklist.Disposition;
import org.aftercall.worklist.FollowUpTask;
import org.aftercall.worklist.Worklists;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** A patient calls the house: who he may be, and who takes him. */
class CallingInTests extends AtTheDoor {
    @Autowired FollowUps followUps;
    @Autowired Worklists worklists;
    @Autowired Modes modes;
    @Autowired Pauses pauses;

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
    void whoIsKnownIsSpokenToInHisLanguageAndAStrangerInBoth() {
        var owed = ward.owed();
        db.sql("UPDATE patient.patient SET language = 'en' WHERE id = :id")
                .param("id", owed.patient().value())
                .update();
        var known = waits(numberOf(owed));
        var stranger = waits(stranger());
        assertThat(wire.spoken)
                .containsEntry(Ward.line(known), "en")
                .doesNotContainKey(Ward.line(stranger));
    }

    @Test
    void aHiddenNumberIsLetInToo() throws Exception {
        var id = waits(null);
        assertThat(item(nurse, id).at("/number").isNull()).isTrue();
        assertThat(take(nurse, id, 200).at("/number").isNull()).isTrue();
    }

    @Test
    void onlyWhoseNumberAgreedToItIsRecorded() {
        var owed = ward.owed();
        patients.consent(owed.patient(), Consent.To.RECORDING, false, null, null);
        assertThat(calls.get(waits(numberOf(owed))).recorded()).isFalse();
    }

    @Test
    void ofAListThatIsNotRecordedNoCallerIs() throws Exception {
        var owed = ward.owed();
        choose(owed, RecordingMode.NEVER);
        assertThat(calls.get(waits(numberOf(owed))).recorded()).isFalse();
        var other = ward.owed();
        choose(other, RecordingMode.ALWAYS);
        var id = waits(numberOf(other));
        assertThat(calls.get(id).recorded()).isTrue();
        // It is known only with his task that the call is of such a list.
        choose(other, RecordingMode.NEVER);
        take(nurse, id, 200);
        assertThat(calls.get(id).recorded()).isFalse();
        assertThat(wire.untaped).contains(Ward.line(id));
    }

    @Test
    void whereHeIsAskedNothingOfACallerIsKeptFromBeforeHisYes() throws Exception {
        var owed = ward.owed();
        choose(owed, RecordingMode.ON_CONSENT);
        var id = waits(numberOf(owed));
        assertThat(calls.get(id).recorded()).isTrue();
        await().until(() -> Boolean.TRUE.equals(wire.hushed.get(Ward.line(id))));
        agrees(id);
    }

    @Test
    void whereItIsKnownLaterThatHeIsAskedWhatHeSaidBeforeIsNotKeptEither() throws Exception {
        var owed = ward.owed();
        var id = waits(numberOf(owed));
        assertThat(wire.hushed).doesNotContainKey(Ward.line(id));
        choose(owed, RecordingMode.ON_CONSENT);
        agrees(id);
    }

    /** He is taken, and says yes four seconds after he was let in. */
    private void agrees(CallId id) throws Exception {
        take(nurse, id, 200);
        ward.hears(wire.answered(calls.get(id).deskLine()));
        await().until(() -> Boolean.TRUE.equals(wire.hushed.get(Ward.line(id))));
        assertThat(pauses.now(id)).contains(PauseReason.CONSENT);
        clock.advance(Duration.ofSeconds(4));
        read(act(nurse, id, "tape/consent", "{\"agreed\":true}"), 200);
        assertThat(wire.hushed).containsEntry(Ward.line(id), false);
        assertThat(pauses.gaps(id, calls.get(id).times().answered(), 60_000))
                .containsExactly(new Gap(0, 4000, PauseReason.CONSENT));
    }

    @Test
    void aPauseThatTheSwitchboardDidNotObeyIsKeptAndSheIsTold() throws Exception {
        var id = waits(numberOf(ward.owed()));
        take(nurse, id, 200);
        ward.hears(wire.answered(calls.get(id).deskLine()));
        wire.deaf = true;
        try {
            var told = read(act(nurse, id, "tape/pause", "{\"reason\":\"SENSITIVE\"}"), 503);
            assertThat(told.at("/code").asString()).isEqualTo("pause.goesOn");
        } finally {
            wire.deaf = false;
        }
        var tape = read(send(nurse, get("/api/v1/calls/" + id.value() + "/tape")), 200);
        assertThat(tape.at("/paused").asString()).isEqualTo("SENSITIVE");
    }

    private void choose(Ward.Owed owed, RecordingMode mode) {
        SignedIn.as(nurse)
                .run(() -> modes.choose(ward.task(owed).worklist().value(), List.of(), mode));
    }

    @AfterEach
    void allAreRecorded() {
        choose(ward.owed(), RecordingMode.ALWAYS);
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
}
