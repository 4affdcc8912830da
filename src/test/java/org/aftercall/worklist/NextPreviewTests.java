package org.aftercall.worklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.aftercall.Ward;
import org.aftercall.kernel.DataScope;
import org.aftercall.staff.StaffMember;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Whom a list would call next by settings that nobody has saved. */
@TestPropertySource(
        properties = {
            "aftercall.telephony.spool=target/var/NextPreviewTests/tapes",
            "aftercall.call.sweep-every=1h"
        })
class NextPreviewTests extends NurseAndSupervisor {
    private static final String HOUSE =
            """
            SELECT (SELECT jsonb_agg(to_jsonb(w) ORDER BY w.id) FROM worklist.worklist w)::text
                   || (SELECT coalesce(jsonb_agg(to_jsonb(h) ORDER BY to_jsonb(h)::text), '[]') FROM worklist.hours h)::text
                   || (SELECT coalesce(jsonb_agg(to_jsonb(t) ORDER BY t.id), '[]') FROM worklist.task t)::text
                   || (SELECT count(*) FROM audit.access) || ' ' || (SELECT count(*) FROM events.event_publication)
            """;

    private String door;
    private ObjectNode usual;

    @BeforeEach
    void theSettingsAsTheyAre() throws Exception {
        var list = db.sql("SELECT id FROM worklist.worklist").query(UUID.class).single();
        door = "/api/v1/worklists/" + list;
        usual = settings();
    }

    @AfterEach
    void asBefore() throws Exception {
        save(usual);
    }

    @Test
    void anotherOrderIsForeseenAndThenHandedOut() throws Exception {
        var quick = stayed(2);
        var slow = stayed(20);
        var middle = stayed(6);
        assertThat(ids(send(supervisor, get(door + "/next"), 200)))
                .containsExactly(quick, slow, middle);
        var form = settings().put("order", "RISK");
        var before = house();
        var foreseen = send(supervisor, preview(form), 200);
        assertThat(ids(foreseen)).containsExactly(slow, middle, quick);
        assertThat(foreseen.at("/items/0/why/code").asString()).isEqualTo("risk");
        // Nothing of it was kept, told, or noted as a change.
        assertThat(house()).isEqualTo(before);
        assertThat(ids(send(supervisor, get(door + "/next"), 200)))
                .containsExactly(quick, slow, middle);
        save(form);
        for (var id : ids(foreseen)) {
            var next = send(ward.nurse(), post("/api/v1/tasks/next"), 200);
            assertThat(next.at("/task/id").asString()).isEqualTo(id);
        }
    }

    @Test
    void theHoursAndTheSeasonOfTheFormDecide() throws Exception {
        var owed = stayed(2);
        assertThat(ids(send(supervisor, preview(settings()), 200))).containsExactly(owed);
        var never = settings();
        never.putArray("hours");
        assertThat(ids(send(supervisor, preview(never), 200))).isEmpty();
        var later = settings().put("startsOn", "2026-11-24");
        assertThat(ids(send(supervisor, preview(later), 200))).isEmpty();
        save(never);
        assertThat(ids(send(supervisor, get(door + "/next"), 200))).isEmpty();
        assertThat(ids(send(supervisor, preview(usual), 200))).containsExactly(owed);
        save(usual);
        var next = send(nurse, post("/api/v1/tasks/next"), 200);
        assertThat(next.at("/task/id").asString()).isEqualTo(owed);
    }

    @Test
    void aListThatDialsByItselfLeavesOutWhoMayHaveBeenRung() throws Exception {
        var owed = stayed(2);
        db.sql("UPDATE worklist.task SET rang_at = now() WHERE id = :id::uuid")
                .param("id", owed)
                .update();
        assertThat(ids(send(supervisor, preview(settings()), 200))).containsExactly(owed);
        var byItself = settings().put("mode", "PROGRESSIVE");
        assertThat(ids(send(supervisor, preview(byItself), 200))).isEmpty();
        var countdown = settings().put("previewSeconds", 20);
        assertThat(ids(send(supervisor, preview(countdown), 200))).isEmpty();
    }

    @Test
    void aPausedListCallsNobodyWhateverIsEdited() throws Exception {
        stayed(2);
        db.sql("UPDATE worklist.worklist SET paused = true, paused_why = 'lunch'").update();
        assertThat(ids(send(supervisor, preview(settings().put("order", "RISK")), 200))).isEmpty();
    }

    @Test
    void whatCouldNotBeSavedIsRefusedAtItsField() throws Exception {
        stayed(2);
        var before = house();
        var wrong = settings().put("ringSeconds", 5).put("startsOn", "2026-12-01");
        wrong.put("endsOn", "2026-11-01");
        var told = send(supervisor, preview(wrong), 422).path("errors");
        assertThat(told.valueStream().map(e -> e.path("pointer").asString()))
                .containsExactlyInAnyOrder("/ringSeconds", "/endsOn");
        assertThat(house()).isEqualTo(before);
    }

    @Test
    void whoMayNotSaveMayNotAskAndNobodySeesOtherDepartments() throws Exception {
        var mine = stayed(2);
        send(nurse, preview(settings()), 403);
        var other = supervisorOf("骨科");
        assertThat(ids(send(other, preview(settings()), 200))).isEmpty();
        assertThat(ids(send(supervisorOf("心内科"), preview(settings()), 200))).containsExactly(mine);
    }

    private StaffMember supervisorOf(String department) {
        var one = ward.nurse(DataScope.of(Set.of(department)));
        db.sql("UPDATE staff.member SET role = 'SUPERVISOR' WHERE id = :id")
                .param("id", one.id().value())
                .update();
        return staff.get(one.id());
    }

    /** Somebody who was in hospital for so many days; of several the first is due first. */
    private String stayed(int days) {
        Ward.Owed owed = ward.owed();
        db.sql(
                        """
                        UPDATE patient.encounter SET admitted_on = :in, discharged_on = '2026-11-20'
                        WHERE patient_id = :patient
                        """)
                .param("in", LocalDate.of(2026, 11, 20).minusDays(days))
                .param("patient", owed.patient().value())
                .update();
        return owed.task().value().toString();
    }

    private ObjectNode settings() throws Exception {
        return (ObjectNode) send(supervisor, get(door), 200).path("settings");
    }

    private void save(JsonNode settings) throws Exception {
        var version = send(supervisor, get(door), 200).path("version").asInt();
        send(
                supervisor,
                put(door).content(settings.toString()).header("If-Match", "\"" + version + "\""),
                200);
    }

    private MockHttpServletRequestBuilder preview(JsonNode form) {
        return post(door + "/next/preview").content(form.toString());
    }

    private static List<String> ids(JsonNode upcoming) {
        return upcoming.path("items").valueStream().map(i -> i.at("/task/id").asString()).toList();
    }

    private String house() {
        return db.sql(HOUSE).query(String.class).single();
    }
}
