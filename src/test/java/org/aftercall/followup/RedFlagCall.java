package org.aftercall.followup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.patch;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.aftercall.Ward;
import org.aftercall.call.CallId;
import org.aftercall.kernel.DataScope;
import org.aftercall.staff.Role;
import org.aftercall.staff.SignedIn;
import org.aftercall.staff.Staff;
import org.aftercall.staff.StaffMember;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A talk in which a red flag comes up, those on duty, and what they do about it over HTTP. */
@TestComponent
@SuppressWarnings("NullAway.Init")
class RedFlagCall {
    private static final String HELLO =
            "\"who\": \"PATIENT\", \"recording\": true, \"identity\": true, \"identity.used\": \"NAME_BIRTH\"";

    @Autowired Ward ward;
    @Autowired FollowUps followUps;
    @Autowired Staff staff;
    @Autowired MockMvc mvc;
    @Autowired JdbcClient db;

    StaffMember me;
    StaffMember onDuty;
    StaffMember doctor;
    Ward.Owed owed;
    CallId call;
    UUID record;
    private int version;

    void begins() {
        begins("post-discharge");
    }

    void begins(String questionnaire) {
        ward.opens();
        db.sql("UPDATE worklist.worklist SET questionnaire = :code")
                .param("code", questionnaire)
                .update();
        db.sql("DELETE FROM followup.duty").update();
        db.sql("DELETE FROM followup.absence").update();
        me = ward.nurse();
        onDuty = ward.nurse();
        doctor = physician(DataScope.of(Set.of("心内科")));
        duty("*", DutyLevel.NURSE, onDuty);
        duty("心内科", DutyLevel.DOCTOR, doctor);
        dials(ward.owed());
        ward.talks(call);
    }

    /** She calls him, and he has not picked up yet. */
    void dials(Ward.Owed whom) {
        owed = whom;
        call = ward.dial(me, owed).call();
        record = followUps.of(call).orElseThrow().id().value();
        version = 1;
    }

    CallId callBack(JsonNode one, StaffMember who) throws Exception {
        return new CallId(
                UUID.fromString(
                        send(act(one, "call-back", "{}"), who, 201).path("id").stringValue()));
    }

    String code(JsonNode one, String body) throws Exception {
        return send(act(one, "close", body), doctor, 422).at("/errors/0/code").stringValue();
    }

    StaffMember physician(DataScope scope) {
        var id = ward.nurse(scope).id();
        db.sql("UPDATE staff.member SET role = :role, name = 'Doctor ' || login WHERE id = :id")
                .param("role", Role.PHYSICIAN.name())
                .param("id", id.value())
                .update();
        return staff.get(id);
    }

    void duty(String department, DutyLevel level, StaffMember who) {
        duty(DutyKind.CLINICAL, department, level, who);
    }

    /**
     * @param days {@code {1,2}} or null
     * @param hours {@code 20:00-08:00}
     */
    void shift(
            String department,
            DutyLevel level,
            StaffMember who,
            @Nullable String days,
            String hours) {
        db.sql(
                        """
                        INSERT INTO followup.duty (department, level, place, staff_id, days, begins, ends)
                        SELECT :department, :level, count(*), :who, :days::smallint[], :from::time, :until::time
                        FROM followup.duty WHERE kind = 'CLINICAL' AND department = :department AND level = :level
                        """)
                .param("department", department)
                .param("level", level.number())
                .param("who", who.id().value())
                .param("days", days)
                .param("from", hours.substring(0, 5))
                .param("until", hours.substring(6))
                .update();
    }

    void duty(DutyKind kind, String department, DutyLevel level, StaffMember who) {
        db.sql(
                        """
                        INSERT INTO followup.duty (kind, department, level, place, staff_id)
                        VALUES (:kind, :department, :level, 0, :who)
                        """)
                .param("kind", kind.name())
                .param("department", department)
                .param("level", level.number())
                .param("who", who.id().value())
                .update();
    }

    void roster(String wish, int status) throws Exception {
        replace(wish.formatted(doctor.id().value()), tag(), status);
    }

    String tag() throws Exception {
        return String.valueOf(
                mvc.perform(get("/api/v1/duty-roster").with(SignedIn.as(me)))
                        .andReturn()
                        .getResponse()
                        .getHeader("ETag"));
    }

    JsonNode replace(String wish, @Nullable String tag, int status) throws Exception {
        var request = put("/api/v1/duty-roster").content(wish);
        if (tag != null) {
            request.header("If-Match", tag);
        }
        return send(request, SignedIn.as(Role.SUPERVISOR, DataScope.EVERYTHING), status);
    }

    void answer(String answers) throws Exception {
        save("{\"answers\": {" + HELLO + ", " + answers + "}}");
    }

    void save(String body) throws Exception {
        send(
                patch("/api/v1/records/" + record)
                        .header("If-Match", "\"" + version++ + "\"")
                        .content(body),
                me,
                200);
    }

    void sign() throws Exception {
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

    void reopen() throws Exception {
        var open =
                send(
                        post("/api/v1/records/" + record + "/reopen")
                                .content("{\"reason\": \"misheard\"}"),
                        me,
                        200);
        version = open.path("version").intValue();
    }

    /** What of this record is open. */
    List<JsonNode> escalations(StaffMember who) throws Exception {
        return send(get("/api/v1/escalations").param("record", record.toString()), who, 200)
                .path("items")
                .valueStream()
                .toList();
    }

    static JsonNode only(List<JsonNode> all) {
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    static List<String> kinds(JsonNode whole) {
        return whole.path("history").valueStream().map(s -> s.path("kind").stringValue()).toList();
    }

    static String path(JsonNode row) {
        return "/api/v1/escalations/" + row.path("id").stringValue();
    }

    static MockHttpServletRequestBuilder act(JsonNode row, String what, String body) {
        return post(path(row) + "/" + what).content(body);
    }

    static MockHttpServletRequestBuilder handOver(JsonNode row, StaffMember to) {
        return act(row, "hand-over", "{\"to\": \"%s\"}".formatted(to.id().value()));
    }

    JsonNode send(MockHttpServletRequestBuilder request, StaffMember who, int status)
            throws Exception {
        return send(request, SignedIn.as(who), status);
    }

    JsonNode send(MockHttpServletRequestBuilder request, SignedIn who, int status)
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
