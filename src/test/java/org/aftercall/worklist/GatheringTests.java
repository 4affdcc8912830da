package org.aftercall.worklist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.time.LocalDate;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.aftercall.FakeWorld;
import org.aftercall.Ward;
import org.aftercall.kernel.DataScope;
import org.aftercall.patient.Patients;
import org.aftercall.staff.SignedIn;
import org.aftercall.staff.Staff;
import org.aftercall.staff.StaffMember;
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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A list that is made after the patients came takes in who fits and is owed nothing elsewhere. */
@SpringBootTest
@AutoConfigureMockMvc
@TestPropertySource(
        properties = {
            "aftercall.telephony.spool=target/var/GatheringTests/tapes",
            "aftercall.call.sweep-every=1h"
        })
@Import({FakeWorld.class, Ward.class})
class GatheringTests {
    @Autowired Ward ward;
    @Autowired Staff staff;
    @Autowired Patients patients;
    @Autowired Gathering gathering;
    @Autowired Worklists worklists;
    @Autowired JdbcClient db;
    @Autowired MockMvc mvc;

    private StaffMember supervisor;

    /** A department of its own for each test, so that none sees another's patients. */
    private String department;

    @BeforeEach
    void aSupervisor() {
        ward.opens();
        supervisor = another();
        department = "科" + UUID.randomUUID();
    }

    private StaffMember another() {
        var member = ward.nurse();
        db.sql("UPDATE staff.member SET role = 'SUPERVISOR' WHERE id = :id")
                .param("id", member.id().value())
                .update();
        return staff.get(member.id());
    }

    @Test
    void theCountIsToldBeforeAnythingIsSavedAndIsWhatHappensThen() throws Exception {
        done(ward.owed(department, 1));
        done(ward.owed(department, 1));
        ward.owed(department, 1);
        var stopped = done(ward.owed(department, 1));
        patients.doNotCall(stopped.patient(), "said so");
        done(ward.owed("elsewhere", 1));
        var question = "{\"feed\":{\"departments\":[\"%s\"]},\"days\":30}".formatted(department);
        var told = send("/api/v1/worklists/gather/preview", question, 200);
        assertThat(told.at("/fit").intValue()).isEqualTo(4);
        assertThat(told.at("/elsewhere").intValue()).isOne();
        assertThat(told.at("/stopped").intValue()).isOne();
        assertThat(told.at("/taken").intValue()).isEqualTo(2);
        var list = made();
        assertThat(openOn(list)).isZero();
        var taken = send("/api/v1/worklists/" + list + "/gather", "{\"days\":30}", 200);
        assertThat(taken.at("/effect")).isEqualTo(told);
        assertThat(openOn(list)).isEqualTo(2);
        var again = send("/api/v1/worklists/" + list + "/gather", "{\"days\":30}", 200);
        assertThat(again.at("/effect/taken").intValue()).isZero();
        assertThat(again.at("/undo").isNull()).isTrue();
        assertThat(openOn(list)).isEqualTo(2);
    }

    @Test
    void aPatientWithSeveralStaysIsTakenOnceForTheLatestThatFits() throws Exception {
        var one = done(ward.owed(department, 1));
        stay(one, department, LocalDate.of(2026, 11, 5));
        stay(one, department, LocalDate.of(2026, 11, 21));
        stay(one, "another", LocalDate.of(2026, 11, 22));
        var list = made();
        assertThat(gather(list, 30).effect().taken()).isOne();
        assertThat(
                        db.sql(
                                        """
                                        SELECT e.discharged_on FROM worklist.task t JOIN patient.encounter e ON e.id = t.encounter_id
                                        WHERE t.worklist_id = :list
                                        """)
                                .param("list", list)
                                .query(LocalDate.class)
                                .list())
                .containsExactly(LocalDate.of(2026, 11, 21));
        // Followed up for that stay he does not come back for an older one.
        db.sql("UPDATE worklist.task SET state = 'DONE', closed_at = now() WHERE worklist_id = :l")
                .param("l", list)
                .update();
        assertThat(gather(list, 30).effect().fit()).isZero();
    }

    @Test
    void whoWasDischargedTooLongAgoStaysWhereHeIsAndTheDaysAreChecked() throws Exception {
        done(ward.owed(department, 1));
        var list = made();
        assertThat(gather(list, 1).effect().fit()).isZero();
        assertThat(gather(list, 5).effect().fit()).isOne();
        var path = "/api/v1/worklists/" + list + "/gather";
        assertThat(send(path, "{}", 422).at("/errors/0/pointer").asString()).isEqualTo("/days");
        assertThat(send(path, "{\"days\":731}", 422).at("/errors/0/pointer").asString())
                .isEqualTo("/days");
        db.sql("UPDATE worklist.worklist SET ends_on = '2026-11-01' WHERE id = :id")
                .param("id", list)
                .update();
        assertThat(send(path, "{\"days\":5}", 409).at("/code").asString()).isEqualTo("gather.over");
    }

    @Test
    void undoTakesBackWhatNobodyTouchedAndOnlyForWhoDidIt() throws Exception {
        var touched = done(ward.owed(department, 1));
        done(ward.owed(department, 1));
        var list = made();
        var token = gather(list, 30).undo();
        var nurse = ward.nurse();
        var task =
                new TaskId(
                        db.sql(
                                        "SELECT id FROM worklist.task WHERE worklist_id = :l AND patient_id = :p")
                                .param("l", list)
                                .param("p", touched.patient().value())
                                .query(UUID.class)
                                .single());
        worklists.claim(task, nurse.id(), nurse.scope());
        var body = "{\"token\":\"%s\"}".formatted(token);
        var other = supervisor;
        supervisor = another();
        send("/api/v1/worklists/gather/undo", body, 409);
        supervisor = other;
        var undone = send("/api/v1/worklists/gather/undo", body, 200);
        assertThat(undone.at("/back").intValue()).isOne();
        assertThat(undone.at("/of").intValue()).isEqualTo(2);
        assertThat(worklists.find(task)).isPresent();
        assertThat(openOn(list)).isOne();
        send("/api/v1/worklists/gather/undo", body, 409);
        assertThat(gather(list, 30).effect().taken()).isOne();
    }

    @Test
    void whoPressesTwiceOrWithAColleagueTakesNobodyTwice() throws Exception {
        for (int i = 0; i < 5; i++) {
            done(ward.owed(department, 1));
        }
        var lists = Set.of(made(), made());
        var taken = 0;
        try (var pool = Executors.newFixedThreadPool(4)) {
            var tries =
                    lists.stream()
                            .<Callable<Gathering.Done>>mapMulti((l, all) -> {
                                all.accept(() -> gather(l, 30));
                                all.accept(() -> gather(l, 30));
                            })
                            .toList();
            for (var done : pool.invokeAll(tries)) {
                taken += done.get().effect().taken();
            }
        }
        assertThat(taken).isEqualTo(5);
        assertThat(lists.stream().mapToInt(this::openOn).sum()).isEqualTo(5);
    }

    @Test
    void nobodyOutsideHerDepartmentsIsTakenOrCounted() throws Exception {
        done(ward.owed(department, 1));
        var list = made();
        var elsewhere = DataScope.of(Set.of("elsewhere"));
        var feed =
                new Feed(
                        java.util.List.of(department),
                        java.util.List.of(),
                        java.util.List.of(),
                        null,
                        null);
        assertThat(gathering.preview(feed, list, 30, elsewhere).fit()).isZero();
        assertThat(gathering.preview(feed, list, 30, DataScope.EVERYTHING).fit()).isOne();
    }

    private Gathering.Done gather(UUID list, int days) {
        return gathering.take(
                worklists.get(new WorklistId(list), DataScope.EVERYTHING),
                days,
                supervisor.id(),
                DataScope.EVERYTHING);
    }

    private Ward.Owed done(Ward.Owed owed) {
        db.sql("UPDATE worklist.task SET state = 'DONE', closed_at = now() WHERE id = :id")
                .param("id", owed.task().value())
                .update();
        return owed;
    }

    private void stay(Ward.Owed of, String where, LocalDate on) {
        db.sql(
                        """
                        INSERT INTO patient.encounter (id, patient_id, admission_no, department, discharged_on)
                        VALUES (:id, :patient, :no, :department, :on)
                        """)
                .param("id", UUID.randomUUID())
                .param("patient", of.patient().value())
                .param("no", UUID.randomUUID().toString())
                .param("department", where)
                .param("on", on)
                .update();
    }

    private UUID made() throws Exception {
        var made =
                send(
                        "/api/v1/worklists",
                        """
                        {"name": "Late", "mode": "MANUAL", "questionnaire": "post-discharge",
                         "feed": {"departments": ["%s"]}}
                        """
                                .formatted(department),
                        201);
        return UUID.fromString(made.at("/id").asString());
    }

    private int openOn(UUID list) {
        return db.sql(
                        "SELECT count(*) FROM worklist.task WHERE worklist_id = :list AND closed_at IS NULL")
                .param("list", list)
                .query(Integer.class)
                .single();
    }

    private JsonNode send(String path, String body, int status) throws Exception {
        var answer =
                mvc.perform(
                                post(path)
                                        .contentType(MediaType.APPLICATION_JSON)
                                        .content(body)
                                        .with(SignedIn.as(supervisor))
                                        .with(csrf()))
                        .andReturn()
                        .getResponse();
        var text = answer.getContentAsString(UTF_8);
        assertThat(answer.getStatus()).as(text).isEqualTo(status);
        return text.isEmpty() ? JsonMapper.shared().nullNode() : JsonMapper.shared().readTree(text);
    }
}
