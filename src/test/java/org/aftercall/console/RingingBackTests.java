package org.aftercall.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.patch;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.util.Objects;
import java.util.UUID;
import org.aftercall.Ward;
import org.aftercall.call.CallId;
import org.aftercall.dialer.Attempt;
import org.aftercall.followup.FollowUpId;
import org.aftercall.followup.FollowUps;
import org.aftercall.recording.Recording;
import org.aftercall.recording.Recordings;
import org.aftercall.staff.Presence;
import org.aftercall.telephony.LineResult;
import org.aftercall.worklist.FollowUpTask;
import org.aftercall.worklist.TaskId;
import org.aftercall.worklist.Worklists;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;

/** A patient rings back while the nurse who talked with him still writes him up. */
class RingingBackTests extends AtTheDoor {
    @Autowired FollowUps followUps;
    @Autowired Worklists worklists;
    @Autowired Recordings recordings;

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
}
