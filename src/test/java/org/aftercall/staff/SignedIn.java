package org.aftercall.staff;

import java.util.Optional;
import java.util.UUID;
import org.aftercall.kernel.DataScope;
import org.aftercall.kernel.DeskKind;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

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
