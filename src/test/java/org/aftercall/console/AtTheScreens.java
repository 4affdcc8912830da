package org.aftercall.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import org.aftercall.FakeWorld;
import org.aftercall.Ward;
import org.aftercall.audit.AuditTrail;
import org.aftercall.call.CallId;
import org.aftercall.call.Calls;
import org.aftercall.staff.Role;
import org.aftercall.staff.SignedIn;
import org.aftercall.staff.StaffMember;
import org.aftercall.telephony.FakeSwitchboard;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the screens ask of the house, each time as somebody who is signed in. */
@SpringBootTest
@AutoConfigureMockMvc
@Import({FakeWorld.class, Ward.class})
abstract class AtTheScreens {
    private static final JsonMapper JSON = new JsonMapper();

    @Autowired MockMvc mvc;
    @Autowired Ward ward;
    @Autowired Calls calls;
    @Autowired AuditTrail audit;
    @Autowired FakeSwitchboard wire;

    MockHttpServletResponse send(StaffMember who, MockHttpServletRequestBuilder request)
            throws Exception {
        return mvc.perform(
                        request.with(SignedIn.as(who))
                                .with(SecurityMockMvcRequestPostProcessors.csrf()))
                .andReturn()
                .getResponse();
    }

    /** The answer, which has this status. */
    JsonNode send(StaffMember who, MockHttpServletRequestBuilder request, int status)
            throws Exception {
        return SignedIn.as(who).asks(mvc, request, status);
    }

    static JsonNode read(MockHttpServletResponse answer, int status) throws Exception {
        assertThat(answer.getStatus()).as(answer.getContentAsString()).isEqualTo(status);
        return JSON.readTree(answer.getContentAsString());
    }

    /** Somebody does something with a call. */
    MockHttpServletResponse act(StaffMember who, CallId call, String what, String body)
            throws Exception {
        return send(
                who,
                post("/api/v1/calls/" + call.value() + "/" + what)
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(body));
    }

    int noted(String action, CallId call) {
        return (int)
                audit.read(Long.MAX_VALUE, 500, null, action).stream()
                        .filter(row -> call.value().equals(row.subject()))
                        .count();
    }

    StaffMember supervisor() {
        return as(Role.SUPERVISOR, ward.nurse());
    }

    static StaffMember as(Role role, StaffMember m) {
        return new StaffMember(
                m.id(),
                m.login(),
                m.name(),
                role,
                m.scope(),
                m.desk(),
                m.deskKind(),
                m.presence(),
                false);
    }
}
