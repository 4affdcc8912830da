package org.aftercall.patient.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.aftercall.kernel.DataScope;
import org.aftercall.patient.Suspension;
import org.aftercall.staff.Role;
import org.aftercall.staff.SignedIn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.http.MediaType;
import org.springframework.modulith.test.ApplicationModuleTest;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ApplicationModuleTest(
        mode = ApplicationModuleTest.BootstrapMode.DIRECT_DEPENDENCIES,
        module = "patient",
        extraIncludes = {"staff", "kernel"})
class StandingDoorTests extends SomebodyNew {
    private static final String LIST = "/api/v1/do-not-call";

    @Test
    void aDeathStopsEverythingAtOnceAndTheUndoBringsItBack() throws Exception {
        var nurse = somebody(Role.NURSE, DataScope.EVERYTHING);
        var dead = said(nurse, change("SUSPENDED", true, "DECEASED"), 200);
        assertThat(dead.path("suspended").stringValue()).isEqualTo("DECEASED");
        assertThat(patients.get(patient).standing().suspended()).isEqualTo(Suspension.DECEASED);
        var back = said(nurse, change("SUSPENDED", false, "another person of that name"), 200);
        assertThat(back.path("suspended").isNull()).isTrue();
        assertThat(patients.get(patient).standing().suspended()).isNull();
        assertThat(back.path("history").size()).isEqualTo(2);
        var newest = back.path("history").get(0);
        assertThat(newest.path("what").stringValue()).isEqualTo("SUSPENDED");
        assertThat(newest.path("on").booleanValue()).isFalse();
        assertThat(newest.path("reason").stringValue()).isEqualTo("another person of that name");
        assertThat(newest.path("byName").stringValue()).isEqualTo("Zhou Min");
        assertThat(back.path("history").get(1).path("reason").stringValue())
                .isEqualTo("The patient has died");
    }

    @Test
    void everyChangeAndEveryLookIsARowOfTheTrailWithoutTheReason() throws Exception {
        var nurse = somebody(Role.NURSE, DataScope.EVERYTHING);
        said(nurse, change("DO_NOT_CALL", true, "wife of Wang asked"), 200);
        send(nurse, get(path()), 200);
        assertThat(
                        db.sql(
                                        """
                                        SELECT action || ' ' || detail FROM audit.access
                                        WHERE patient_id = :patient ORDER BY seq
                                        """)
                                .param("patient", patient.value())
                                .query(String.class)
                                .list())
                .containsExactly("patient.standing.change DO_NOT_CALL on", "patient.standing ");
    }

    @Test
    void outsideTheDepartmentThereIsNoSuchPatient() throws Exception {
        var stranger = somebody(Role.NURSE, DataScope.of(Set.of("elsewhere")));
        said(stranger, change("DO_NOT_CALL", true, "asked"), 404);
        send(stranger, get(path()), 404);
        assertThat(patients.get(patient).standing().doNotCall()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"QUALITY", "ADMIN"})
    void whoMayNotWriteRecordsTakesNobodyOffTheTelephone(Role role) throws Exception {
        said(somebody(role, DataScope.EVERYTHING), change("DO_NOT_CALL", true, "asked"), 403);
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"NURSE", "QUALITY", "PHYSICIAN", "ADMIN"})
    void theListIsForSupervisors(Role role) throws Exception {
        send(somebody(role, DataScope.EVERYTHING), get(LIST), 403);
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"what\":\"NONSENSE\",\"on\":true,\"reason\":\"x\"}', /what",
        "'{\"on\":true,\"reason\":\"x\"}', /what",
        "'{\"what\":\"SUSPENDED\",\"reason\":\"x\"}', /on",
        "'{\"what\":\"SUSPENDED\",\"on\":false}', /reason",
        "'{\"what\":\"SUSPENDED\",\"on\":true,\"reason\":\"  \"}', /reason",
        "'{\"what\":\"SUSPENDED\",\"on\":true,\"reason\":\"a\\u0000b\"}', /reason"
    })
    void whatIsMissingIsNamedInBothLanguages(String body, String pointer) throws Exception {
        var nurse = somebody(Role.NURSE, DataScope.EVERYTHING);
        var texts = new java.util.HashSet<String>();
        for (var locale : List.of(Locale.SIMPLIFIED_CHINESE, Locale.ENGLISH)) {
            var problem =
                    send(
                            nurse,
                            post(path())
                                    .content(body)
                                    .contentType(MediaType.APPLICATION_JSON)
                                    .locale(locale),
                            422);
            var error = problem.path("errors").get(0);
            assertThat(error.path("pointer").stringValue()).isEqualTo(pointer);
            assertThat(error.path("message").stringValue()).doesNotStartWith("standing.");
            assertThat(problem.path("detail").stringValue()).doesNotStartWith("standing.");
            texts.add(error.path("message").stringValue());
        }
        assertThat(texts).hasSize(2);
        assertThat(patients.get(patient).standing().suspended()).isNull();
    }

    @Test
    void aReasonOfAnyLengthAndShapeComesBackAsItWasOrIsRefused() throws Exception {
        var nurse = somebody(Role.NURSE, DataScope.EVERYTHING);
        said(nurse, change("DO_NOT_CALL", true, "x".repeat(501)), 422);
        var odd = said(nurse, change("DO_NOT_CALL", true, "{0} ''患者'' =1+1 <b>"), 200);
        assertThat(odd.path("history").get(0).path("reason").stringValue())
                .isEqualTo("{0} ''患者'' =1+1 <b>");
    }

    @Test
    void theListIsReadPageByPage() throws Exception {
        var supervisor = somebody(Role.SUPERVISOR, DataScope.of(Set.of(department)));
        var first = patient;
        for (int i = 0; i < 3; i++) {
            said(supervisor, change("DO_NOT_CALL", true, "asked " + i), 200);
            patient = admitted();
        }
        var page = send(supervisor, get(LIST).param("limit", "2"), 200);
        assertThat(page.path("items").size()).isEqualTo(2);
        assertThat(page.path("items").get(0).path("reason").stringValue()).isEqualTo("asked 2");
        var rest =
                send(
                        supervisor,
                        get(LIST)
                                .param("limit", "2")
                                .param("cursor", page.path("next").stringValue()),
                        200);
        assertThat(rest.path("items").size()).isEqualTo(1);
        assertThat(rest.path("items").get(0).path("patientId").stringValue())
                .isEqualTo(first.value().toString());
        assertThat(rest.path("items").get(0).path("byName").stringValue()).isEqualTo("Zhou Min");
        assertThat(rest.path("next").isNull()).isTrue();
    }

    private String path() {
        return "/api/v1/patients/" + patient.value() + "/standing";
    }

    private JsonNode said(SignedIn who, String body, int status) throws Exception {
        return send(
                who,
                post(path())
                        .content(body)
                        .contentType(MediaType.APPLICATION_JSON)
                        .locale(Locale.ENGLISH),
                status);
    }

    private JsonNode send(SignedIn who, MockHttpServletRequestBuilder request, int status)
            throws Exception {
        return who.asks(mvc, request, status);
    }

    private static String change(String what, boolean on, String reason) {
        return JsonMapper.shared()
                .writeValueAsString(java.util.Map.of("what", what, "on", on, "reason", reason));
    }
}
