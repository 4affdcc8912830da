package org.aftercall.staff;

import java.util.Optional;
import org.aftercall.kernel.DataScope;
import org.springframework.security.core.context.SecurityContextHolder;

/** Who is asking, in this request. */
public record CurrentUser(StaffMember member) {

    public static CurrentUser get() {
        return find().orElseThrow(() -> new IllegalStateException("Nobody is signed in"));
    }

    public static Optional<CurrentUser> find() {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof StaffMember member
                ? Optional.of(new CurrentUser(member))
                : Optional.empty();
    }

    public StaffId id() {
        return member.id();
    }

    public String name() {
        return member.name();
    }

    public DataScope scope() {
        return member.scope();
    }

    public boolean may(Permission permission) {
        return member.may(permission);
    }
}
