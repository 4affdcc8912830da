package org.aftercall.staff;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.UUID;
import org.aftercall.kernel.DataScope;
import org.aftercall.kernel.DeskKind;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A request made by somebody with these rights. */
public final class SignedIn implements RequestPostProcessor {
    private final StaffMember member;

    private SignedIn(StaffMember member) {
        this.member = member;
    }

    public static SignedIn as(Role role, DataScope scope) {
        var id = UUID.randomUUID();
        return new SignedIn(
                new StaffMember(
                        new StaffId(id),
                        "test-" + id.toString().substring(0, 8),
                        "Test",
                        role,
                        scope,
                        Optional.empty(),
                        DeskKind.BROWSER,
                        Presence.READY,
                        false));
    }

    public static SignedIn as(StaffMember member) {
        return new SignedIn(member);
    }

    @Override
    public MockHttpServletRequest postProcessRequest(MockHttpServletRequest request) {
        return SecurityMockMvcRequestPostProcessors.authentication(token())
                .postProcessRequest(request);
    }

    /**
     * Asks at a door of the house, as the screens do.
     *
     * @return the answer's JSON; missing when it had none. It had this status
     */
    public JsonNode asks(MockMvc doors, MockHttpServletRequestBuilder request, int status)
            throws Exception {
        var answer =
                doors.perform(
                                request.contentType(MediaType.APPLICATION_JSON)
                                        .with(this)
                                        .with(SecurityMockMvcRequestPostProcessors.csrf()))
                        .andReturn()
                        .getResponse();
        var body = answer.getContentAsString(UTF_8);
        assertThat(answer.getStatus()).as(body).isEqualTo(status);
        return JsonMapper.shared().readTree(body);
    }

    /** Does something with these rights on this thread. */
    public void run(Runnable what) {
        SecurityContextHolder.getContext().setAuthentication(token());
        try {
            what.run();
        } finally {
            SecurityContextHolder.clearContext();
        }
    }

    private UsernamePasswordAuthenticationToken token() {
        return new UsernamePasswordAuthenticationToken(
                member,
                null,
                member.role().permissions().stream()
                        .map(p -> new SimpleGrantedAuthority(p.authority()))
                        .toList());
    }
}
