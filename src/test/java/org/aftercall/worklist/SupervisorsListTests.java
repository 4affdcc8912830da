package org.aftercall.worklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.aftercall.TestClock;
import org.aftercall.Ward;
import org.aftercall.kernel.DataScope;
import org.aftercall.patient.Patients;
import org.aftercall.patient.Standings;
import org.aftercall.patient.Suspension;
import org.aftercall.staff.StaffMember;
import org.aftercall.worklist.FollowUpTask.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import tools.jackson.databind.JsonNode;

/** What nurses hand to their supervisor, and what is ended or begun again without a call. */
@TestPropertySource(
        properties = {
            "aftercall.telephony.spool=target/var/SupervisorsListTests/tapes",
            "aftercall.call.sweep-every=1h"
        })
class SupervisorsListTests extends NurseAndSupervisor {
    @Autowired Worklists worklists;
    @Autowired Settling settling;
    @Autowired Reassigning reassigning;
    @Autowired Patients patients;
    @Autowired Standings standings;
    @Autowired TestClock clock;

    @ParameterizedTest
    @CsvSource({"LANGUAGE_BARRIER", "REFER_SUPERVISOR", "RECORD_LOST"})
    void whatIsReferredIsOnHerListAndOfferedToNobody(Disposition disposition) throws Exception {
        var owed = ward.owed();
        settle(owed, disposition);
        assertThat(next(nurse)).isEmpty();
        var list = send(supervisor, get("/api/v1/tasks?tab=supervisor"), 200);
        assertThat(list.path("items").valueStream().map(i -> i.path("id").stringValue()))
                .contains(owed.task().value().toString());
        assertThat(list.path("counts").path("supervisor").intValue()).isPositive();
        assertThat(list.path("items").get(0).path("why").path("code").stringValue())
                .isEqualTo("referred");
        // What is due besides is another test's, with a call on.
        assertThat(
                        send(nurse, get("/api/v1/tasks?tab=due"), 200)
                                .path("items")
                                .valueStream()
                                .map(i -> i.path("id").stringValue()))
                .doesNotContain(owed.task().value().toString());
    }

    @Test
    void sheGivesItBackToEverybody() {
        var owed = ward.owed();
        settle(owed, Disposition.REFER_SUPERVISOR);
        reassigning.move(
                new Reassigning.Wish(
                        List.of(owed.task().value()), null, new Reassigning.To(null, null, true)),
                supervisor.id(),
                DataScope.EVERYTHING);
        assertThat(next(nurse)).contains(owed.task());
    }

    @Test
    void whoseTelephoneMayHaveRungIsAMachinesAgainOnceSheGivesHimBackToEverybody() {
        var owed = ward.owed();
        settling.settle(
                owed.task(),
                new Settling.Ending(
                        Disposition.TECHNICAL_FAILURE,
                        null,
                        Settling.Bell.RANG,
                        null,
                        true,
                        false));
        clock.advance(Duration.ofMinutes(5));
        db.sql("UPDATE worklist.worklist SET mode = 'PROGRESSIVE'").update();
        try {
            move(owed, new Reassigning.To(null, nurse.id().value(), null));
            assertThat(next(nurse)).isEmpty();
            move(owed, new Reassigning.To(null, null, true));
            assertThat(next(nurse)).contains(owed.task());
        } finally {
            db.sql("UPDATE worklist.worklist SET mode = 'PREVIEW'").update();
        }
    }

    private void move(Ward.Owed owed, Reassigning.To to) {
        reassigning.move(
                new Reassigning.Wish(List.of(owed.task().value()), null, to),
                supervisor.id(),
                DataScope.EVERYTHING);
    }

    @Test
    void sheCallsHimHerself() {
        var owed = ward.owed();
        settle(owed, Disposition.REFER_SUPERVISOR);
        assertThat(ward.dial(supervisor, owed).nurse()).isEqualTo(supervisor.id());
    }

    @Test
    void sheClosesItWithoutACallAndOpensItAgain() throws Exception {
        var owed = ward.owed();
        settle(owed, Disposition.LANGUAGE_BARRIER);
        send(supervisor, closing(owed, "{\"reason\": \"OTHER_CHANNEL\"}"), 200);
        assertThat(ward.task(owed).state()).isEqualTo(State.DONE);
        send(supervisor, closing(owed, "{\"reason\": \"DUPLICATE\"}"), 409);
        send(supervisor, reopening(owed, "{\"note\": \"it was the other one\"}"), 200);
        assertThat(next(nurse)).contains(owed.task());
        assertThat(
                        db.sql(
                                        "SELECT reason FROM worklist.closing WHERE task_id = :id ORDER BY at, id")
                                .param("id", owed.task().value())
                                .query(String.class)
                                .list())
                .containsExactly("OTHER_CHANNEL", "UNDONE");
        assertThat(trail(owed)).contains("task.close OTHER_CHANNEL");
    }

    @ParameterizedTest
    @CsvSource({
        "'{}', /reason",
        "'{\"reason\": \"BORED\"}', /reason",
        "'{\"reason\": \"OTHER\", \"note\": \" \"}', /note"
    })
    void aClosingWithoutItsReasonNamesTheField(String body, String pointer) throws Exception {
        var owed = ward.owed();
        assertThat(pointer(send(supervisor, closing(owed, body), 422))).isEqualTo(pointer);
        assertThat(ward.task(owed).state()).isEqualTo(State.WAITING);
    }

    @Test
    void noNurseClosesAndNobodyClosesWhileACallIsOn() throws Exception {
        var owed = ward.owed();
        send(nurse, closing(owed, "{\"reason\": \"DUPLICATE\"}"), 403);
        send(nurse, reopening(owed, "{\"note\": \"x\"}"), 403);
        ward.dial(nurse, owed);
        send(supervisor, closing(owed, "{\"reason\": \"DUPLICATE\"}"), 409);
    }

    @ParameterizedTest
    @CsvSource({"DECEASED", "READMITTED_OR_IN_FACILITY", "MOVED_OR_OTHER_CARE"})
    void whoWasWronglyDeclaredGetsHisCallsAgain(Disposition disposition) {
        var owed = ward.owed();
        patients.suspend(owed.patient(), Suspension.DECEASED);
        settle(owed, disposition);
        assertThat(ward.task(owed).state()).isEqualTo(State.GIVEN_UP);
        standings.resume(owed.patient(), "another person of that name");
        assertThat(next(nurse)).contains(owed.task());
    }

    @Test
    void whoMayBeCalledAgainGetsHisCallsAndNoMoreThanWasStoppedByIt() {
        var refused = ward.owed();
        var asked = ward.owed();
        settle(refused, Disposition.HARD_REFUSAL);
        settle(asked, Disposition.DO_NOT_CALL);
        for (var one : List.of(refused, asked)) {
            patients.doNotCall(one.patient(), "asked");
            standings.callAgain(one.patient(), "changed his mind");
        }
        assertThat(ward.task(refused).state()).isEqualTo(State.GIVEN_UP);
        assertThat(next(nurse)).contains(asked.task());
    }

    @Test
    void anOldStayIsNotOpenedAgainBesideANewOne() {
        var owed = ward.owed();
        patients.suspend(owed.patient(), Suspension.READMITTED);
        settle(owed, Disposition.READMITTED_OR_IN_FACILITY);
        db.sql(
                        """
                        UPDATE patient.encounter SET patient_id = :patient, discharged_on = '2026-12-01'
                        WHERE id = (SELECT encounter_id FROM worklist.task WHERE id = :task)
                        """)
                .param("patient", owed.patient().value())
                .param("task", ward.owed().task().value())
                .update();
        patients.resume(owed.patient());
        assertThat(ward.task(owed).state()).isEqualTo(State.GIVEN_UP);
    }

    @Test
    void whyATaskWasSkippedIsKeptAndShown() throws Exception {
        var owed = ward.owed();
        ward.claim(nurse, owed);
        send(nurse, releasing(owed, "{\"reason\": \"wife of Wang said later\"}"), 204);
        var row = send(nurse, get("/api/v1/tasks/" + owed.task().value()), 200);
        assertThat(row.path("skipReason").stringValue()).isEqualTo("wife of Wang said later");
        assertThat(trail(owed)).contains("task.skip ");
    }

    @Test
    void aTaskRestsUntilATimeThatLiesAheadAndForAReason() throws Exception {
        var owed = ward.owed();
        ward.claim(nurse, owed);
        var past = clock.instant().minusSeconds(1);
        var far = clock.instant().plusSeconds(31 * 86_400);
        var soon = clock.instant().plusSeconds(3600);
        var body = "{\"reason\": \"x\", \"snoozeUntil\": \"%s\"}";
        assertThat(pointer(send(nurse, releasing(owed, body.formatted(past)), 422)))
                .isEqualTo("/snoozeUntil");
        assertThat(pointer(send(nurse, releasing(owed, body.formatted(far)), 422)))
                .isEqualTo("/snoozeUntil");
        assertThat(
                        pointer(
                                send(
                                        nurse,
                                        releasing(
                                                owed, "{\"snoozeUntil\": \"%s\"}".formatted(soon)),
                                        422)))
                .isEqualTo("/reason");
        send(nurse, releasing(owed, body.formatted(soon)), 204);
        assertThat(ward.task(owed).nextAt()).isEqualTo(soon);
        assertThat(next(nurse)).isEmpty();
    }

    private void settle(Ward.Owed owed, Disposition disposition) {
        settling.settle(
                owed.task(),
                new Settling.Ending(
                        disposition, nurse.id(), Settling.Bell.ANSWERED, null, true, false));
    }

    private Optional<TaskId> next(StaffMember who) {
        return worklists.claimNext(who.id(), who.scope(), null).map(FollowUpTask::id);
    }

    private List<String> trail(Ward.Owed owed) {
        return db.sql(
                        "SELECT action || ' ' || detail FROM audit.access WHERE patient_id = :patient")
                .param("patient", owed.patient().value())
                .query((row, _) -> row.getString(1))
                .list();
    }

    private static MockHttpServletRequestBuilder closing(Ward.Owed owed, String body) {
        return post(path(owed.task().value(), "close")).content(body);
    }

    private static MockHttpServletRequestBuilder reopening(Ward.Owed owed, String body) {
        return post(path(owed.task().value(), "reopen")).content(body);
    }

    private static MockHttpServletRequestBuilder releasing(Ward.Owed owed, String body) {
        return post(path(owed.task().value(), "release")).content(body);
    }

    private static String path(UUID task, String what) {
        return "/api/v1/tasks/" + task + "/" + what;
    }

    private static String pointer(JsonNode problem) {
        return problem.path("errors").get(0).path("pointer").stringValue();
    }
}
