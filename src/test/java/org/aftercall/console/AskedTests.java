package org.aftercall.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;

import org.aftercall.staff.Staff;
import org.aftercall.staff.StaffMember;
import org.aftercall.telephony.LineResult;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** Whom a nurse can ask into a talk beside her colleagues: doctors, and people outside by name. */
@TestPropertySource(
        properties = {
            "aftercall.telephony.spool=target/var/AskedTests/tapes",
            "aftercall.call.sweep-every=1h"
        })
class AskedTests extends AtTheScreens {
    private static final String LI =
            "{\"name\": \"Li Wei\", \"kind\": \"INTERPRETER\", \"note\": \"Cantonese\", \"number\": \"%s\"}";

    @Autowired Staff staff;
    @Autowired JdbcClient db;

    private StaffMember nurse;
    private StaffMember supervisor;

    @BeforeEach
    void aMorning() {
        ward.opens();
        nurse = ward.nurse();
        supervisor = supervisor();
    }

    @Test
    void anInterpreterOnTheListIsAskedByNameAndNobodySeesHisNumber() throws Exception {
        var number = "+8610000098101";
        send(nurse, post("/api/v1/guests").content(LI.formatted(number)), 403);
        var id =
                send(supervisor, post("/api/v1/guests").content(LI.formatted(number)), 201)
                        .at("/id")
                        .asString();
        assertThat(guest(nurse, id).at("/number").asString()).contains("*");
        assertThat(guest(supervisor, id).at("/number").asString()).isEqualTo(number);
        var call = ward.dial(nurse, ward.owed()).call();
        ward.talks(call);
        var asked =
                send(
                        nurse,
                        post("/api/v1/calls/" + call.value() + "/consult")
                                .content(
                                        "{\"to\":{\"kind\":\"GUEST\",\"value\":\"%s\"}}"
                                                .formatted(id)),
                        200);
        assertThat(asked.at("/parties/0/name").asString()).isEqualTo("Li Wei");
        assertThat(wire.invited.getLast().to().digits()).isEqualTo(number);
        ward.ends(call, LineResult.ANSWERED, 16);
        send(supervisor, delete("/api/v1/guests/" + id), 204);
        assertThat(send(nurse, get("/api/v1/guests"), 200).at("/items").toString())
                .doesNotContain(id);
        assertThat(audit.read(Long.MAX_VALUE, 50, null, "guest.remove")).isNotEmpty();
    }

    @Test
    void whatIsWrongWithAGuestIsNamedAndTheTrunksRulesHoldForHimToo() throws Exception {
        var bad =
                send(supervisor, post("/api/v1/guests").content("{\"name\": \" \"}"), 422)
                        .at("/errors")
                        .toString();
        assertThat(bad).contains("/name", "/kind", "/number");
        var abroad =
                send(supervisor, post("/api/v1/guests").content(LI.formatted("+12025550100")), 422);
        assertThat(abroad.at("/code").asString()).isEqualTo("trunk.number");
        var one = LI.formatted("+8610000098102");
        var id = send(supervisor, post("/api/v1/guests").content(one), 201).at("/id").asString();
        assertThat(
                        send(supervisor, post("/api/v1/guests").content(one), 422)
                                .at("/code")
                                .asString())
                .isEqualTo("guest.known");
        send(supervisor, put("/api/v1/guests/" + id).content(one.replace("Li", "Liu")), 204);
        assertThat(guest(nurse, id).at("/name").asString()).isEqualTo("Liu Wei");
    }

    @Test
    void aDoctorWithATelephoneIsInThePickerAndHisDeskIsRung() throws Exception {
        var doctor = ward.nurse();
        db.sql("UPDATE staff.member SET role = 'PHYSICIAN', presence = 'OFFLINE' WHERE id = :id")
                .param("id", doctor.id().value())
                .update();
        var row = send(nurse, get("/api/v1/colleagues"), 200).toString();
        assertThat(row).contains(doctor.id().value().toString());
        var call = ward.dial(nurse, ward.owed()).call();
        ward.talks(call);
        var desk = doctor.desk().orElseThrow();
        send(
                nurse,
                post("/api/v1/calls/" + call.value() + "/consult")
                        .content(
                                "{\"to\":{\"kind\":\"DESK\",\"value\":\"%s\"}}"
                                        .formatted(desk.digits())),
                200);
        assertThat(wire.rung.getLast().desk()).isEqualTo(desk);
        assertThat(wire.rung.getLast().kind()).isEqualTo(staff.get(doctor.id()).telephone());
        ward.ends(call, LineResult.ANSWERED, 16);
        assertThat(calls.at(desk)).isEmpty();
    }

    @Test
    void everyPublishedQuestionnaireCanBeChosen() throws Exception {
        var all = send(supervisor, get("/api/v1/questionnaires"), 200).toString();
        assertThat(all).contains("post-discharge", "day-surgery");
    }

    private JsonNode guest(StaffMember who, String id) throws Exception {
        for (var one : send(who, get("/api/v1/guests"), 200).at("/items")) {
            if (one.at("/id").asString().equals(id)) {
                return one;
            }
        }
        throw new AssertionError("Not on the list");
    }
}
