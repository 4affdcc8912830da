package org.aftercall.staff;

import java.util.Optional;
import org.aftercall.kernel.DataScope;
import org.aftercall.kernel.DeskKind;
import org.aftercall.kernel.Extension;

/** A person who signs in. */
public record StaffMember(
        StaffId id,
        String login,
        String name,
        Role role,
        DataScope scope,
        Optional<Extension> desk,
        DeskKind deskKind,
        Presence presence,
        boolean mustChangePassword) {
    public boolean may(Permission permission) {
        return role.permissions().contains(permission);
    }

    /** Where he is rung: who makes no calls here has no softphone, so the telephone on his desk. */
    public DeskKind telephone() {
        return may(Permission.CALL) ? deskKind : DeskKind.PHONE;
    }

    @Override
    public String toString() {
        return "StaffMember[" + id.value() + "]";
    }
}
