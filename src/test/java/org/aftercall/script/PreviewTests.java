package org.aftercall.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import org.aftercall.staff.Role;
import org.aftercall.staff.SignedIn;
import org.aftercall.staff.Staff;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.test.ApplicationModuleTest;
import org.springframework.modulith.test.ApplicationModuleTest.BootstrapMode;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import tools.jackson.databind.JsonNode;

/** A form is shown before anybody is called by it as it will be in the call. */
@ApplicationModuleTest(
        value = BootstrapMode.DIRECT_DEPENDENCIES,
        extraIncludes = {"staff", "kernel"})
@AutoConfigureMockMvc
class PreviewTests {
    private static final String FORM =
            """
            {"resourceType": "Questionnaire", "name": "own", "title": {"zh": "题", "en": "Form"},
             "item": [{"linkId": "q", "type": "boolean", "text": {"zh": "字", "en": "Q"},
                       "say": {"zh": "{{patient.title}}好", "en": "Hello {{patient.title}}"}}]}
            """;

    @Autowired Staff staff;
    @Autowired JdbcClient db;
    @Autowired MockMvc mvc;

    @Test
    void whatIsKnownIsSaidAndAnsweredBeforehand() throws Exception {
        var known = ask(Role.NURSE, get(version("hypertension", 2) + "?whom=KNOWN"), 200);
        assertThat(known.toString()).contains("dizziness").doesNotContain("{{");
        assertThat(known.at("/initial/last.known").booleanValue()).isTrue();
        assertThat(known.at("/initial/limit.systolic").intValue()).isEqualTo(150);
        assertThat(known.path("situations")).isNotEmpty();
        var unknown = ask(Role.NURSE, get(version("hypertension", 2) + "?whom=UNKNOWN"), 200);
        assertThat(unknown.toString()).doesNotContain("dizziness").doesNotContain("{{");
        assertThat(unknown.at("/initial/last.known").booleanValue()).isFalse();
    }

    @Test
    void aDiabeticIsAskedWhatOthersAreNot() throws Exception {
        var diabetic = ask(Role.NURSE, get(version("hypertension", 2) + "?whom=DIABETIC"), 200);
        assertThat(diabetic.at("/initial/history.diabetes").booleanValue()).isTrue();
        var known = ask(Role.NURSE, get(version("hypertension", 2)), 200);
        assertThat(known.at("/initial/history.diabetes").booleanValue()).isFalse();
    }

    @Test
    void aDraftIsShownAsItIsWrittenAndNothingIsKept() throws Exception {
        var shown = ask(Role.QUALITY, post("/api/v1/library/preview").content(FORM), 200);
        assertThat(shown.at("/items/0/say").stringValue())
                .startsWith("Hello ")
                .doesNotContain("{{");
        ask(Role.QUALITY, get("/api/v1/library/own/draft"), 404);
        ask(Role.NURSE, post("/api/v1/library/preview").content(FORM), 403);
    }

    @Test
    void aDraftThatCannotBeAskedYetIsRefused() throws Exception {
        var torn = FORM.replace("{{patient.title}}", "{{patient.titel}}");
        var refused = ask(Role.QUALITY, post("/api/v1/library/preview").content(torn), 422);
        assertThat(refused.path("code").stringValue()).isEqualTo("library.faults");
    }

    @Test
    void aVersionOrAPatientThatIsNoneIsRefused() throws Exception {
        ask(Role.NURSE, get(version("hypertension", 99)), 404);
        ask(Role.NURSE, get(version("hypertension", 2) + "?whom=NOBODY"), 400);
    }

    private static String version(String code, int version) {
        return "/api/v1/library/" + code + "/versions/" + version + "/preview";
    }

    private JsonNode ask(Role role, MockHttpServletRequestBuilder request, int status)
            throws Exception {
        return SignedIn.as(Members.of(role, staff, db))
                .asks(mvc, request.header("Accept-Language", "en"), status);
    }
}
